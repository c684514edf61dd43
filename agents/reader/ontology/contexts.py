"""Contexts (PLOVER): what an event's sentence or article is about, by indicator words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from agents.reader.ontology.patterns import forms, parts_of
from agents.reader.syntax.clauses import is_noun
from agents.reader.syntax.tree import Doc, Token

SHORT, LONG = 80, 400
"""Article length in tokens up to which one indicator word is enough, and from which three are needed."""


class Contexts:
    """The contexts of a pack and their indicator words: lemmas ("storm.n" only as a noun), phrases ("tear_gas")."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.names = tuple(words)
        self._shown: dict[str, list[str]] = {}
        for name, listed in words.items():
            for word in listed.split():
                self._shown.setdefault(word, []).append(name)
        self._phrases = parts_of(self._shown)
        self._indicators = self._phrases | {word.removesuffix(".n") for word in self._shown}

    def of(self, sentence: Iterable[Token]) -> list[str]:
        """Return the contexts that a sentence's words indicate, in the order of the pack."""
        indicators = [token for token in sentence if token.lemma_ in self._indicators]
        found = {name for token in indicators for form in self._forms(token) for name in self._shown.get(form, ())}
        return [name for name in self.names if name in found]

    def prevailing(self, docs: Sequence[Doc]) -> frozenset[str]:
        """Return the contexts for which an article has enough different indicator words for its length."""
        told: defaultdict[str, set[str]] = defaultdict(set)
        tokens = 0
        for doc in docs:
            tokens += len(doc.tokens)
            for token in doc.tokens:
                if token.lemma_ in self._indicators:
                    for form in self._forms(token):
                        for name in self._shown.get(form, ()):
                            told[name].add(form)
        least = 1 if tokens <= SHORT else 2 if tokens < LONG else 3
        return frozenset(name for name, words in told.items() if len(words) >= least)

    def _forms(self, token: Token) -> list[str]:
        found = forms(token) if token.lemma_ in self._phrases else [token.lemma_]
        return [*found, f"{token.lemma_}.n"] if is_noun(token) else found
