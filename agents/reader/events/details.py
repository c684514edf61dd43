"""What an event carries besides people and time: amounts, percentages, scores, the post, the product, what moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.arguments import arguments
from agents.reader.syntax.clauses import governors, is_noun
from agents.reader.syntax.phrases import phrase
from agents.reader.syntax.tree import Span, Token
from agents.reader.text.article_text import ArticleText, Passage
from streams.contract.detail import Detail

_DATA = data_file(__file__, "details.toml")
_UNITS = _DATA.read("units", dict[str, str])
_SCALES = _DATA.read("scales", dict[str, int])
_CURRENCIES = _DATA.read("currencies", dict[str, str])
_HUNDREDTHS = _DATA.words("hundredths.words")
LONGEST = 12
"""Tokens of a phrase that is given as a detail; a longer one is cut to its head noun's own words."""


def _either(words: Mapping[str, object]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d+)?)"
_SCALE = rf"(?:[ -]?(?P<scale>{_either(_SCALES)})\b)?"
_SIGNS = {word: code for word, code in _CURRENCIES.items() if not word.isalpha()}
_WORDS = {word: code for word, code in _CURRENCIES.items() if word.isalpha()}
_PATTERNS = {
    "amount": (
        re.compile(rf"(?P<unit>{_either(_SIGNS)}) ?{_NUMBER}{_SCALE}", re.I),
        re.compile(rf"(?<![\w.,$£€¥₹]){_NUMBER}{_SCALE} (?P<unit>{_either(_WORDS)})\b", re.I),
    ),
    "percentage": (re.compile(rf"(?<![\w.,]){_NUMBER} ?(?P<unit>%|percent\b|per cent\b|pct\b)", re.I),),
    "quantity": (re.compile(rf"(?<![\w.,$£€¥₹]){_NUMBER}{_SCALE} (?P<unit>{_either(_UNITS)})\b", re.I),),
    "score": (re.compile(r"(?<![\w.,/-])(?P<first>\d{1,3})[-–](?P<second>\d{1,3})(?![\w/]|[-–.,]\d)"),),
}


def find_details(
    page: ArticleText,
    passage: Passage,
    head: Token,
    wanted: Mapping[str, Sequence[str]],
    others: frozenset[int],
    taken: frozenset[int] = frozenset(),
) -> list[Detail]:
    """The details that a type carries, in the order of `wanted`.

    `wanted` maps a name to the relations of the trigger's `head` that hold it; the names of `_PATTERNS` are looked for
    in the sentence and go to the trigger that governs them. `others` are the heads of the sentence's other triggers,
    `taken` the words that are participants or part of the trigger.
    """
    found: list[Detail] = []
    for name, relations in wanted.items():
        spans = _numbers(name, head, others) if name in _PATTERNS else _phrases(head, relations, taken)
        for span, values, unit in spans:
            start, end = passage.place(span)
            text = page.slice(passage.field, start, end)
            found.append(
                Detail(name=name, text=text, values=values, unit=unit, field=passage.field, start=start, end=end)
            )
    return found


def _numbers(name: str, head: Token, others: frozenset[int]) -> Iterator[tuple[Span, list[float], str | None]]:
    sentence = head.sent
    text = sentence.text
    for pattern in _PATTERNS[name]:
        for match in pattern.finditer(text):
            span = head.doc.span_at(sentence.start_char + match.start(), sentence.start_char + match.end())
            if span is not None and len(span) and _belongs(span.root, head, others):
                yield span, *_read(name, match)


def _read(name: str, match: re.Match[str]) -> tuple[list[float], str | None]:
    if name == "score":
        return [float(match["first"]), float(match["second"])], None
    value, unit = float(match["number"].replace(",", "")), match["unit"].lower()
    if name == "percentage":
        return [value], "percent"
    scaled = value * _SCALES[match["scale"].lower()] if match["scale"] else value
    if name == "quantity":
        return [scaled], _UNITS[unit]
    return [scaled / 100 if unit in _HUNDREDTHS else scaled], _CURRENCIES[unit]


def _belongs(number: Token, head: Token, others: frozenset[int]) -> bool:
    """Whether a number belongs to this trigger: it hangs on it, or on no other one of the sentence."""
    above = [number.i, *(g.i for g in governors(number))]
    nearest = next((i for i in above if i == head.i or i in others), None)
    return nearest == head.i or (nearest is None and not others)


def _phrases(
    head: Token, relations: Sequence[str], taken: frozenset[int]
) -> Iterator[tuple[Span, list[float], str | None]]:
    """The first relation's noun phrase."""
    held = arguments(head)
    for relation in relations:
        for token in held.get(relation, ()):
            if is_noun(token) and token.i not in taken:
                span = phrase(token)
                short = span if len(span) <= LONGEST else token.doc[token.left_edge.i : token.i + 1]
                yield short, [], None
                return
