"""How many: numbers of people and sums of money, tied to the noun they count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from agents.reader.numbers.counted import governor, head_noun, is_person, is_total, may_be_people, may_be_victims
from agents.reader.numbers.quantities import Quantity, find_quantities
from agents.reader.syntax.tree import Token
from agents.reader.text.article_text import ArticleText, Passage
from streams.contract.records import Field

CountKind = Literal["killed", "injured", "arrested", "displaced", "participants", "people", "money"]

_NO_CASE = frozenset({"DATE", "TIME", "PERCENT", "ORDINAL"})
_ONE, _NONE = frozenset({"a", "an", "another"}), frozenset({"no"})
_NOBODY = frozenset({"nobody", "none"})
_OF_THEM = ("none of them", "none of whom")


@dataclass(frozen=True, slots=True)
class CountMention:
    """A stated number: what it counts, as a closed range, and where it stands."""

    kind: CountKind
    """`people` where the text counts people and says nothing of what became of them."""
    min: int
    max: int | None
    """None where the text leaves it open ("at least nine", "dozens")."""
    passage: int
    """Index into `page.passages`."""
    token: int
    """Index of the head noun counted ("soldiers") in the passage's Doc, or of the number where no noun follows."""
    governor: int | None
    """Index of the verb or event noun that says what became of them ("killed", "deaths"), if any."""
    total: bool
    """A revision or running total ("bringing the toll to 40"), not this event's own count."""
    field: Field
    start: int
    end: int
    text: str
    currency: str | None = None
    """ISO 4217 code, of money."""


@dataclass(slots=True)
class _Count:
    """A number tied to a token of the passage; characters of its cleaned text."""

    token: Token
    min: int
    max: int | None
    start: int
    end: int


def find_counts(page: ArticleText) -> list[CountMention]:
    """The counts of people and sums of money in an article, in order."""
    figures = []
    for i, passage in enumerate(page.passages):
        quantities = list(find_quantities(passage.text))
        figures += [_money(page, i, passage, q) for q in quantities if q.currency]
        counts = _summed([*_numbered(passage, quantities), *_worded(passage)])
        figures += [f for f in (_figure(page, i, passage, c) for c in counts) if f]
    return sorted(figures, key=lambda f: (f.passage, f.start, f.end))


def _numbered(passage: Passage, quantities: list[Quantity]) -> Iterator[_Count]:
    """Numbers in digits and words, each with what it counts."""
    for quantity in quantities:
        span = passage.doc.span_at(quantity.numeral, quantity.end)
        if quantity.currency or span is None or not len(span):
            continue
        noun = head_noun(span)
        if not is_person(noun) and (span.root.ent_type_ in _NO_CASE or noun.ent_type_ in _NO_CASE):
            continue
        end = max(quantity.end, noun.idx + len(noun)) if noun.i > span.root.i else quantity.end
        yield _Count(noun, quantity.min, quantity.max, quantity.start, end)


def _worded(passage: Passage) -> Iterator[_Count]:
    """One person or none, said by an article or pronoun: "a policeman", "her child", "no one"."""
    for token in passage.doc.tokens:
        word = token.lower_
        no_one = word == "one" and token.i > 0 and token.nbor(-1).lower_ == "no"
        if no_one or word in _NOBODY:
            first = token.nbor(-1) if no_one else token
            if not passage.text[token.idx : token.idx + 12].lower().startswith(_OF_THEM):
                yield _Count(token, 0, 0, first.idx, token.idx + len(token))
        elif token.children and token.tag_[:2] == "NN" and (count := _one_or_none(token)):
            yield count


def _one_or_none(noun: Token) -> _Count | None:
    """What the articles and pronouns of a noun count, if it is one person or nobody."""
    said = {t.lower_: t for t in noun.children if t.dep_ in ("det", "poss")}
    if not said:
        return None
    if none := next((t for w, t in said.items() if w in _NONE), None):
        return _Count(noun, 0, 0, none.idx, noun.idx + len(noun))
    if noun.tag_ == "NN" and may_be_people(noun) and not any(t.dep_ == "nummod" for t in noun.children):
        one = next((t for w, t in said.items() if w in _ONE or t.tag_ == "PRP$"), None)
        if one is not None and one.i < noun.i:
            return _Count(noun, 1, 1, one.idx, noun.idx + len(noun))
    return None


def _summed(counts: list[_Count]) -> list[_Count]:
    """Return the counts with people counted one by one added up: "a mother and her two children" are three."""
    by_token = {c.token.i: c for c in counts}
    merged: set[int] = set()
    for index in sorted(by_token, reverse=True):
        last = by_token[index]
        first = _coordinated(last.token, by_token)
        if first is None or not (may_be_people(first) and may_be_people(last.token)):
            continue
        if last.token.dep_ != "appos" and governor(first) != governor(last.token):
            continue  # "nine people killed and twelve people wounded"
        left = by_token[first.i]
        most = None if left.max is None or last.max is None else left.max + last.max
        by_token[first.i] = _Count(first, left.min + last.min, most, left.start, max(left.end, last.end))
        merged.add(index)
    return [c for i, c in sorted(by_token.items()) if i not in merged]


def _coordinated(token: Token, counted: Mapping[int, _Count]) -> Token | None:
    """Return the counted noun to which a later one is joined by "and", or None."""
    head = token.head
    if token.dep_ == "conj":
        of = next((child for child in head.children if child.lower_ == "of" and child.i > head.i), None)
        inside = [c for c in of.children if c.dep_ == "pobj"] if of is not None else []
        return next((t for t in (head, *inside) if t.i in counted), None)
    if token.dep_ == "appos":  # "six soldiers, a driver and two guides"
        listed = any(child.dep_ == "cc" for child in token.children) and head.i in counted
        return head if listed else None
    if token.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return None
    # The parser gives "32 children and 60 adults were killed" two subjects.
    twins = [t for t in head.children if t.dep_ == token.dep_ and t.i < token.i and t.i in counted]
    return next((t for t in reversed(twins) if any(c.lower_ == "and" for c in t.children)), None)


def _figure(page: ArticleText, index: int, passage: Passage, count: _Count) -> CountMention | None:
    found = governor(count.token)
    if not _states_people(count, found[0] if found else None):
        return None
    said, kind = found or (None, "people")
    start, end = passage.written(count.start, count.end)
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
        text=page.slice(passage.field, start, end),
    )


def _states_people(count: _Count, said: Token | None) -> bool:
    """Whether a count is one of people worth stating: single persons and nobody only for what became of them."""
    token = count.token
    if said is None:
        return is_person(token) and count.max not in (0, 1)
    if said is token:  # "12 arrests", "no deaths", but neither "a protester" nor "32 death claims"
        return not (count.max == 1 and is_person(token)) and (token.tag_ != "NN" or count.max in (0, 1))
    return may_be_victims(token) or token.lower_ in _NOBODY or token.lower_ == "one"


def _money(page: ArticleText, index: int, passage: Passage, quantity: Quantity) -> CountMention:
    span = passage.doc.span_at(quantity.numeral, quantity.end)
    start, end = passage.written(quantity.start, quantity.end)
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
        text=page.slice(passage.field, start, end),
        currency=quantity.currency,
    )
