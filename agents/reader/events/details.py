"""Details of an event other than participants and time: amounts, percentages, scores, posts, products."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from agents.reader.lexicon.loader import data_file
from agents.reader.slots.slots import Slots
from agents.reader.syntax.arguments import Arguments, arguments
from agents.reader.syntax.clauses import governors, is_noun
from agents.reader.syntax.phrases import phrase
from agents.reader.syntax.tree import Span, Token
from agents.reader.text.article_text import ArticleText, Passage
from agents.reader.triggers.trigger import Trigger
from streams.contract.detail import Detail

_DATA = data_file(__file__, "details.toml")
_UNITS = _DATA.read("units", dict[str, str])
_SCALES = _DATA.read("scales", dict[str, int])
_CURRENCIES = _DATA.read("currencies", dict[str, str])
_CODES = _DATA.read("codes", dict[str, str])
_NOT_OBJECTS = _DATA.words("not_objects")
_HUNDREDTHS = _DATA.words("hundredths.words")
_SPELLED = _DATA.read("spelled", dict[str, int])
_BETWEEN = _DATA.words("between.words")
_FIGURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT"})
"""Entity labels that are times or quantities, not things."""
TRIGGER = "trigger"
"""The relation of the trigger's own nouns ("damage" in "caused damage", "quake")."""
ALONE = "alone"
"""The relation of the subject of a verb without an object ("the website crashed")."""
LONGEST = 12
"""Most tokens of a phrase that is published as a detail; a longer one is reduced to its head noun's own words."""


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d+)?"
_NUMBER = rf"(?P<number>{_DIGITS})"
_WRITTEN = rf"(?P<number>{_DIGITS}|\b(?:{_either(_SPELLED)})\b)"
_SCALE = rf"(?:[ -]?(?P<scale>{_either(_SCALES)})\b)?"
_AFTER_CODE = rf"(?P<unit>{_either(_CODES)}) ?{_NUMBER}{_SCALE}"
_SIGNS = {word: code for word, code in _CURRENCIES.items() if not word.isalpha()}
_WORDS = {word: code for word, code in _CURRENCIES.items() if word.isalpha()}
_PATTERNS = {
    "amount": (
        re.compile(rf"(?P<unit>{_either(_SIGNS)}) ?{_NUMBER}{_SCALE}", re.I),
        re.compile(rf"(?<![\w.,$£€¥₹]){_WRITTEN}{_SCALE} (?P<unit>{_either(_WORDS)})\b", re.I),
        re.compile(rf"(?<![\w.$]){_AFTER_CODE}", re.I),
    ),
    "percentage": (re.compile(rf"(?<![\w.,]){_NUMBER} ?(?P<unit>%|percent\b|per cent\b|pct\b)", re.I),),
    "quantity": (
        re.compile(
            rf"(?<![\w.,$£€¥₹]){_WRITTEN}{_SCALE} (?:(?:{_either(_BETWEEN)}) )?(?P<unit>{_either(_UNITS)})\b", re.I
        ),
    ),
    "score": (re.compile(r"(?<![\w.,/-])(?P<first>\d{1,3})[-–](?P<second>\d{1,3})(?![\w/]|[-–.,]\d)"),),
}


def event_details(
    article_text: ArticleText,
    passage: Passage,
    trigger: Trigger,
    slots: Slots,
    wanted: Mapping[str, Sequence[str]],
    others: frozenset[int],
) -> list[Detail]:
    """Return the details of a trigger, excluding its participants; see `find_details`."""
    taken = frozenset([*trigger.names, *(f.head.i for f in (*slots.actors, *slots.recipients))])
    return find_details(article_text, passage, passage.doc[trigger.head], wanted, others, taken, trigger.names)


def find_details(
    article_text: ArticleText,
    passage: Passage,
    head: Token,
    wanted: Mapping[str, Sequence[str]],
    others: frozenset[int],
    taken: frozenset[int] = frozenset(),
    names: Sequence[int] = (),
) -> list[Detail]:
    """Return the details of an event, in the order of `wanted`.

    Args:
        article_text, passage: the article and the passage of the trigger.
        head: the head of the trigger.
        wanted: names of details to the relations of `head` in which they occur; names of `_PATTERNS` are searched
            for in the whole sentence and assigned to the trigger that governs them.
        others: token indices of the heads of the sentence's other triggers.
        taken: token indices of participants and of the trigger's words, which are not details.
        names: token indices of the trigger's other words.
    """
    found: list[Detail] = []
    for name, relations in wanted.items():
        spans = _numbers(name, head, others) if name in _PATTERNS else _phrases(head, relations, taken, names)
        for span, values, unit in spans:
            start, end = passage.span_offsets(span)
            text = article_text.slice(passage.field, start, end)
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
    number, unit = match["number"].lower(), match["unit"].lower()
    value = float(_SPELLED[number] if number in _SPELLED else number.replace(",", ""))
    if name == "percentage":
        return [value], "percent"
    scaled = value * _SCALES[match["scale"].lower()] if match["scale"] else value
    if name == "quantity":
        return [scaled], _UNITS[unit]
    return [scaled / 100 if unit in _HUNDREDTHS else scaled], {**_CURRENCIES, **_CODES}[unit]


def _belongs(number: Token, head: Token, others: frozenset[int]) -> bool:
    """Return whether a number belongs to this trigger: it depends on it, or on no other trigger of the sentence."""
    above = [number.i, *(g.i for g in governors(number))]
    own = {head.i}
    if is_noun(head) and head.dep_ in ("nsubj", "nsubjpass", "dobj") and head.head.i not in others:
        own.add(head.head.i)  # "revenue fell to 9 million": the verb says it of the noun
    nearest = next((i for i in above if i in own or i in others), None)
    return nearest in own or (nearest is None and not others)


def _phrases(
    head: Token, relations: Sequence[str], taken: frozenset[int], names: Sequence[int]
) -> Iterator[tuple[Span, list[float], str | None]]:
    """Yield the noun phrase of the first relation that has one."""
    held = arguments(head)
    own = [head, *(head.doc.tokens[i] for i in names)]
    for relation in relations:
        for token in own if relation == TRIGGER else _held(held, relation):
            if relation != TRIGGER and (token.i in taken or token.ent_type_ in _FIGURES):
                continue
            if is_noun(token) and token.lemma_ not in _NOT_OBJECTS:
                span = phrase(token.head if token.dep_ == "compound" and token.tag_ == "NNP" else token)
                short = span if len(span) <= LONGEST else token.doc[token.left_edge.i : token.i + 1]
                yield short, [], None
                return


def _held(held: Arguments, relation: str) -> Sequence[Token]:
    if relation == ALONE:
        return () if "obj" in held else held.get("subj", ())
    return held.get(relation, ())
