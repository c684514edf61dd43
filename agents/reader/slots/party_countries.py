"""Country of a party from the places in its phrase: "Shenzhen police", "the mayor of Barcelona"."""

from __future__ import annotations

from collections.abc import Iterable

from agents.reader.actors.actor_coding import HOME
from agents.reader.syntax.clauses import CLIMB
from agents.reader.syntax.tree import Span, Token
from agents.reader.text.article_text import Passage
from streams.contract.records import Place

FRONT = frozenset({"compound", "nmod", "amod", "poss"})


class PartyCountries:
    """The countries of an article's places, by field and character offset."""

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._countries = {(place.field, place.start): place.country for place in places if place.country}

    def of(self, passage: Passage, span: Span, head: Token) -> str | None:
        """Return the country of the place that a phrase is, is modified by, or belongs to; None if there is none."""
        if not self._countries:
            return None
        for token in span:
            country = self._countries.get((passage.field, passage.span_offsets(token.doc[token.i : token.i + 1])[0]))
            if country is not None and _belongs(token, head):
                return country
        return None


def _belongs(name: Token, head: Token) -> bool:
    for _ in range(CLIMB):
        if name == head:
            return True
        if name.dep_ == "pobj":
            return name.head.lower_ in HOME and name.head.head == head
        if name.dep_ not in FRONT:
            return False
        name = name.head
    return False
