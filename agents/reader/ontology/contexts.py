"""What an event's sentence is about, by the words that show it: PLOVER's contexts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from agents.reader.ontology.patterns import forms, parts_of
from agents.reader.syntax.clauses import is_noun
from agents.reader.syntax.tree import Doc, Token

SHORT, LONG = 80, 400
"""Tokens up to which one telling word, and from which three, show what an article is about."""


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
        """Return the contexts that a sentence's words show, in the order of the pack."""
        telling = [token for token in sentence if token.lemma_ in self._telling]
        found = {name for token in telling for form in self._forms(token) for name in self._shown.get(form, ())}
        return [name for name in self.names if name in found]

    def prevailing(self, docs: Sequence[Doc]) -> frozenset[str]:
        """Return the contexts of which an article's passages hold enough different telling words, by their length."""
        told: defaultdict[str, set[str]] = defaultdict(set)
        tokens = 0
        for doc in docs:
            tokens += len(doc.tokens)
            for token in doc.tokens:
                if token.lemma_ in self._telling:
                    for form in self._forms(token):
                        for name in self._shown.get(form, ()):
                            told[name].add(form)
        least = 1 if tokens <= SHORT else 2 if tokens < LONG else 3
        return frozenset(name for name, words in told.items() if len(words) >= least)

    def _forms(self, token: Token) -> list[str]:
        found = forms(token) if token.lemma_ in self._phrases else [token.lemma_]
        return [*found, f"{token.lemma_}.n"] if is_noun(token) else found
