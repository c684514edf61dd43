"""What an event's sentence is about, by the words that show it: PLOVER's contexts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from agents.reader.ontology.patterns import forms, parts_of
from agents.reader.syntax.clauses import is_noun
from agents.reader.syntax.tree import Token


class Contexts:
    """The contexts of a pack and what shows each: lemmas ("storm.n" as a noun only), phrases ("tear_gas")."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.names = tuple(words)
        self._shown: dict[str, list[str]] = {}
        for name, listed in words.items():
            for word in listed.split():
                self._shown.setdefault(word, []).append(name)
        self._phrases = parts_of(self._shown)
        self._telling = self._phrases | {word.removesuffix(".n") for word in self._shown}

    def of(self, sentence: Iterable[Token]) -> list[str]:
        """The contexts that a sentence's words show, in the order of the pack."""
        telling = [token for token in sentence if token.lemma_ in self._telling]
        found = {name for token in telling for form in self._forms(token) for name in self._shown.get(form, ())}
        return [name for name in self.names if name in found]

    def _forms(self, token: Token) -> list[str]:
        found = forms(token) if token.lemma_ in self._phrases else [token.lemma_]
        return [*found, f"{token.lemma_}.n"] if is_noun(token) else found
