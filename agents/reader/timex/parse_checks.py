"""Checks of a pattern's match against the parse. `check` in `expression_patterns.toml` names one of `CHECKS`.

Each takes the passage's text, the character offsets of the match (end exclusive) and the parsed passage, and returns
whether the match is a time expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from agents.reader.syntax.tree import Doc, Token

Check = Callable[[str, int, int, Doc], bool]

_BEFORE_NAME = re.compile(
    r"\b(?:in|on|since|until|till|by|from|of|during|through|to|before|after|between|and|early|late|mid|last|next"
    r"|this|every|each|for|that)[ -]$",
    re.IGNORECASE,
)
_BEFORE_SEASON = re.compile(r"\b(?:in|since|until|by|of|during|early|late|mid)[ -]$", re.IGNORECASE)
_BEFORE_YEAR = re.compile(
    r"\b(?:in|since|until|till|by|from|of|during|to|before|after|between|circa|around|early|late|mid)[ -]$",
    re.IGNORECASE,
)
_BEFORE_CLOCK = re.compile(r"\b(?:at|around|about|by|until|till|before|after|since|from|past) $", re.IGNORECASE)
_AFTER_CLOCK = re.compile(
    r",? (?:on |last |local|yesterday|today|gmt|utc|\()?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I
)
_AGE = re.compile(r"[- ]olds?\b|s? of age\b", re.IGNORECASE)
_FRACTION = re.compile(r"\b(?:a quarter|(?:one|three)[- ]quarters?)$", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d\b")
_NAMES = frozenset({"PERSON", "ORG", "WORK_OF_ART", "FAC", "PRODUCT", "EVENT", "LAW"})


def _last_token(doc: Doc, start: int, end: int) -> Token | None:
    span = doc.span_at(start, end)
    return span[-1] if span is not None and len(span) else None


def _next_token(doc: Doc, start: int, end: int) -> Token | None:
    last = _last_token(doc, start, end)
    return doc[last.i + 1] if last is not None and last.i + 1 < len(doc) else None


def _before(pattern: re.Pattern[str], text: str, start: int) -> bool:
    return pattern.search(text[max(0, start - 12) : start]) is not None


def name(text: str, start: int, end: int, doc: Doc) -> bool:
    """Accept a month or weekday that is not a verb ("may", "march") and not part of a name ("Theresa May")."""
    token = _last_token(doc, start, end)
    if token is None or token.ent_type_ in _NAMES:
        return False
    written = text[start:end].split()[-1]
    if len(written) == 3 and written.lower() != "may":
        return False  # "sun", "sat", "mar": an abbreviation shows it by its full stop
    if written.lower() not in ("may", "march"):
        return True
    led = _before(_BEFORE_NAME, text, start) or " " in text[start:end] or _starts_phrase(token)
    return led and token.tag_[:2] == "NN" and (written[0].isupper() or text.islower())


def _starts_phrase(token: Token) -> bool:
    """Return whether the model labels a token as a date, and no name precedes that it could be the end of."""
    return token.ent_type_ == "DATE" and (token.i == 0 or token.nbor(-1).tag_ != "NNP")


def season(text: str, start: int, end: int, doc: Doc) -> bool:
    """Accept a season, not a fall in prices, a spring of water, or part of a name."""
    token = _last_token(doc, start, end)
    following = _next_token(doc, start, end)
    if token is None or token.tag_[:2] != "NN" or token.ent_type_ in _NAMES:
        return False
    if following is not None and (following.lower_ in ("of", "in") or following.tag_[:2] == "NN"):
        return False
    return _before(_BEFORE_SEASON, text, start) or text[start:end].lower().startswith("the summer")


def year(text: str, start: int, end: int, doc: Doc) -> bool:
    """Accept four digits that are a year, not an amount ("2000 people", "1500 yards") or part of a name."""
    digits = int(text[end - 4 : end])
    led = _before(_BEFORE_YEAR, text, start) or end - start > 4
    following = _next_token(doc, start, end)
    if digits < 1900 or digits > 2050:
        counted = following is not None and following.tag_[:2] in ("NN", "JJ")
        return led and not counted
    token = _last_token(doc, start, end)
    counted = following is not None and following.tag_ == "NNS" and digits % 50 == 0
    return not counted and (led or token is None or token.ent_type_ not in _NAMES)


def spelled_year(text: str, start: int, end: int, doc: Doc) -> bool:
    """Accept a year in words, not an amount of something."""
    following = _next_token(doc, start, end)
    return following is None or following.tag_ not in ("NNS", "CD")


def whole(text: str, start: int, end: int, doc: Doc) -> bool:
    """Accept a whole word, not the first part of a longer one ("year-earlier", "two-year-old")."""
    return text[end : end + 1] != "-" or not text[end + 1 : end + 2].isalpha()


def length(text: str, start: int, end: int, doc: Doc) -> bool:
    """Accept a duration, not an age, a fraction ("a quarter of the seats") or a year ("1988 quarter")."""
    if _AGE.match(text, end) or _YEAR_FIRST.match(text, start) or not whole(text, start, end, doc):
        return False
    return not _FRACTION.search(text[start:end])


def closed(text: str, start: int, end: int, doc: Doc) -> bool:
    """Accept the end of a phrase ("the year before."), not the start of one ("the day before the vote")."""
    following = _next_token(doc, start, end)
    return following is None or following.is_punct or following.tag_ in ("IN", "CC")


def ref(text: str, start: int, end: int, doc: Doc) -> bool:
    """Accept an independent word for present, past or future, not "now-defunct" or "the past president"."""
    if text[end : end + 1] == "-":
        return False
    following = _next_token(doc, start, end)
    lower = text[start:end].lower()
    if lower in ("the past", "the future"):
        return following is None or following.tag_[:2] not in ("NN", "JJ", "CD")
    if lower == "current":
        return following is not None and following.tag_[:2] in ("NN", "JJ")
    return True


def often(text: str, start: int, end: int, doc: Doc) -> bool:
    """Accept a word of repetition, not the name of a newspaper ("the Party daily")."""
    token = _last_token(doc, start, end)
    return token is not None and token.tag_[:2] in ("RB", "JJ")


def adverb(text: str, start: int, end: int, doc: Doc) -> bool:
    """Accept an adverb of time ("died overnight"), not an adjective ("an overnight train")."""
    following = _next_token(doc, start, end)
    return following is None or following.tag_[:2] != "NN"


def hour(text: str, start: int, end: int, doc: Doc) -> bool:
    """Accept a time of day ("at 15:30", "15:30 on Monday"), not a score, a ratio or a price."""
    if text[end : end + 1] in "-%" and end < len(text):
        return False
    return _before(_BEFORE_CLOCK, text, start) or _AFTER_CLOCK.match(text, end) is not None


CHECKS: dict[str, Check] = {
    f.__name__: f for f in (name, season, year, spelled_year, whole, length, closed, ref, often, adverb, hour)
}
