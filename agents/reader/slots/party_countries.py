"""Which country a party is of, by the places that its phrase names: "Shenzhen police", "the mayor of Barcelona"."""

from __future__ import annotations

from collections.abc import Iterable

from agents.reader.actors.actor_coding import HOME
from agents.reader.syntax.clauses import CLIMB
from agents.reader.syntax.tree import Span, Token
from agents.reader.text.article_text import Passage
from streams.contract.records import Place

FRONT = frozenset({"compound", "nmod", "amod", "poss"})


class PartyCountries:
    """The countries of an article's places, by where their names stand."""

    def __init__(self, places: Iterable[Place] = ()) -> None:
        self._countries = {(place.field, place.start): place.country for place in places if place.country}

    def of(self, passage: Passage, span: Span, head: Token) -> str | None:
        """Return the country of a place that a phrase is, has in front of its head, or belongs to; None without one."""
        if not self._countries:
            return None
        for token in span:
            country = self._countries.get((passage.field, passage.place(token.doc[token.i : token.i + 1])[0]))
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
