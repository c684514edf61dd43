"""Count mentions: numbers of people and sums of money, with the noun that they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from agents.reader.numbers.counted import (
    governor,
    head_noun,
    is_part,
    is_person,
    is_total,
    may_be_people,
    may_be_victims,
)
from agents.reader.numbers.quantities import DATA, Quantity, find_quantities
from agents.reader.numbers.sums import CountedNoun, is_one_person, sum_coordinated
from agents.reader.syntax.tree import Token
from agents.reader.text.article_text import ArticleText, Passage
from streams.contract.records import Field

CountKind = Literal["killed", "injured", "arrested", "displaced", "participants", "people", "money"]

_NO_CASE = frozenset({"DATE", "TIME", "PERCENT", "ORDINAL"})
_ONES = frozenset({"one", "another"})
_ONE, _NONE = frozenset({"a", "an", "another"}), frozenset({"no"})
_NOBODY = frozenset({"nobody", "none"})
_BOTH, _ANOTHER = "both", "another"
_ALONE = frozenset({"dobj", "nsubj", "nsubjpass"})
_PAIRS = DATA.words("people.pairs")
_ANYBODY = DATA.words("people.pronouns")
_MOST = DATA.read("people.most", dict[str, int])
_OF_THEM = ("none of them", "none of whom")


@dataclass(frozen=True, slots=True)
class CountMention:
    """A number in the text: its kind, its closed range, and its position.

    `start` and `end` are character offsets into `field`, end exclusive.
    """

    kind: CountKind
    """`people` if the text counts people and does not say what happened to them."""
    min: int
    max: int | None
    """None if there is no upper bound ("at least nine", "dozens")."""
    passage: int
    """Index into `article_text.passages`."""
    token: int
    """Index of the head noun counted ("soldiers") in the passage's Doc, or of the number itself without one."""
    governor: int | None
    """Index of the verb or event noun that gives the kind ("killed", "deaths"), or None."""
    total: bool
    """Whether it is a revision or running total ("bringing the toll to 40"), not the count of one event."""
    field: Field
    start: int
    end: int
    text: str
    currency: str | None = None
    """ISO 4217 code of a sum of money."""


_AGE = re.compile(r"[- ]?(?:year|month|week|day)s?-old")


def find_counts(article_text: ArticleText) -> list[CountMention]:
    """Return the counts of people and sums of money in an article, in text order."""
    figures = []
    for i, passage in enumerate(article_text.passages):
        quantities = list(find_quantities(passage.text))
        figures += [_money(article_text, i, passage, q) for q in quantities if q.currency]
        counts = sum_coordinated([*_numbered(passage, quantities), *_worded(passage)])
        figures += [f for f in (_figure(article_text, i, passage, c) for c in counts) if f]
    return sorted(figures, key=lambda f: (f.passage, f.start, f.end))


def _numbered(passage: Passage, quantities: list[Quantity]) -> Iterator[CountedNoun]:
    """Yield the numbers in digits and words, each with the word that it counts."""
    whole = -1
    for quantity in quantities:
        span = passage.doc.span_at(quantity.numeral, quantity.end)
        if quantity.currency or span is None or not len(span):
            continue
        if _AGE.match(passage.text, quantity.end):
            continue  # "a two-year-old boy"
        noun = head_noun(span)
        if not is_person(noun) and (span.root.ent_type_ in _NO_CASE or noun.ent_type_ in _NO_CASE):
            continue
        if noun.i == whole or is_part(span.root, noun):
            continue  # the three of "two of the three hostages", the 200 of "half of the 200"
        whole = noun.i
        end = max(quantity.end, noun.idx + len(noun)) if noun.i > span.root.i else quantity.end
        yield CountedNoun(noun, quantity.min, quantity.max, quantity.start, end)


def _worded(passage: Passage) -> Iterator[CountedNoun]:
    """Yield counts of one, two or zero from articles, pronouns and nouns: "a policeman", "no one", "a couple"."""
    for token in passage.doc.tokens:
        word = token.lower_
        no_one = word == "one" and token.i > 0 and token.nbor(-1).lower_ == "no"
        if no_one or word in _NOBODY:
            first = token.nbor(-1) if no_one else token
            if not passage.text[token.idx : token.idx + 12].lower().startswith(_OF_THEM):
                yield CountedNoun(token, 0, 0, first.idx, token.idx + len(token))
        elif word == _ANOTHER and token.dep_ in _ALONE:
            yield CountedNoun(token, 1, 1, token.idx, token.idx + len(token))
        elif (token.tag_[:2] == "NN" or token.lower_ in _ANYBODY) and (count := _one_or_none(token)):
            yield count


def _one_or_none(noun: Token) -> CountedNoun | None:
    """Return the count that the determiner of a noun gives, if it is one person, two or none; else None."""
    if noun.ent_type_ == "CARDINAL" or any(t.dep_ == "nummod" for t in noun.children):
        return None  # "a dozen" are twelve
    end = noun.idx + len(noun)
    said = {t.lower_: t for t in noun.children if t.dep_ in ("det", "poss", "predet", "preconj") and t.i < noun.i}
    if none := next((t for w, t in said.items() if w in _NONE), None):
        return CountedNoun(noun, 0, 0, none.idx, end)
    start = min((t.idx for t in said.values()), default=noun.idx)
    if noun.lower_ in _PAIRS and (said or noun.tag_ == "NNS"):
        return CountedNoun(noun, 2, 2, start, end)
    if noun.tag_ == "NNS" and _BOTH in said and may_be_people(noun):
        return CountedNoun(noun, 2, 2, start, end)
    if not is_one_person(noun):
        return None
    stated = noun.tag_[:2] == "NN" and any(w in _ONE or t.tag_ == "PRP$" for w, t in said.items())
    return CountedNoun(noun, 1, 1, start, end, stated=stated)


def _figure(article_text: ArticleText, index: int, passage: Passage, count: CountedNoun) -> CountMention | None:
    found = governor(count.token)
    if not _states_people(count, found[0] if found else None):
        return None
    said, kind = found or (None, "people")
    if max(count.min, count.max or 0) > _MOST[kind]:
        return None
    start, end = passage.source_offsets(count.start, count.end)
    return CountMention(
        kind=cast(CountKind, kind),
        min=count.min,
        max=count.max,
        passage=index,
        token=count.token.i,
        governor=said.i if said is not None else None,
        total=is_total(count.token, said),
        field=passage.field,
        start=start,
        end=end,
        text=article_text.slice(passage.field, start, end),
    )


def _states_people(count: CountedNoun, said: Token | None) -> bool:
    """Return whether a count is of people; for one person or none, only if the text states their fate."""
    token = count.token
    if said is None:
        return is_person(token) and count.max not in (0, 1)
    if said is token:  # "12 arrests", "no deaths", but neither "a protester" nor "32 death claims"
        return not (count.max == 1 and is_person(token)) and (token.tag_ != "NN" or count.max in (0, 1))
    return may_be_victims(token) or is_one_person(token) or token.lower_ in _NOBODY | _ONES


def _money(article_text: ArticleText, index: int, passage: Passage, quantity: Quantity) -> CountMention:
    span = passage.doc.span_at(quantity.numeral, quantity.end)
    start, end = passage.source_offsets(quantity.start, quantity.end)
    return CountMention(
        kind="money",
        min=quantity.min,
        max=quantity.max,
        passage=index,
        token=span.root.i if span is not None else 0,
        governor=None,
        total=False,
        field=passage.field,
        start=start,
        end=end,
        text=article_text.slice(passage.field, start, end),
        currency=quantity.currency,
    )
