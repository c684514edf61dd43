"""The dateline that opens a news text: "KABUL, April 13 (Reuters) -", "Nairobi, Mar 10 (Xinhua)", "LAGOS:"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from agents.reader.gazetteer.index import gazetteer
from agents.reader.gazetteer.prominence import place_weight
from agents.reader.lexicon.common_words import is_common_word
from agents.reader.lexicon.countries import capital_of, country_named
from agents.reader.lexicon.loader import data_file

LONGEST = 110
"""Characters of the longest dateline."""
PLACES = 4
"""Places in a dateline at most, including regions and countries."""
SAMPLE = 400
"""Characters of the longest of the first five paragraphs that are tested for lower case throughout."""
SHORTEST_TEXT = 20
"""Characters that must follow a dateline of only a place and a mark."""

_DATA = data_file(__file__, "page_layout.toml")
_AGENCIES = frozenset(name.strip() for name in _DATA.read("agencies", str).replace("\n", " ").split("|"))
_JOINERS = _DATA.words("words.joiners")
_NO_PLACES = _DATA.words("words.no_places") | _DATA.read("slugs", dict[str, str]).keys()

_END = re.compile(
    r"\s+(?:--?|_|–|—)(?:\s*-)?(?:\s+|(?=[A-Z\"'(]))|\s?(?:–|—|--)(?:\s?-)?\s?(?=[A-Z\"'])|_ "
    r"|: (?:[-–—] ?)?|(?<=\))\.\s?[-–—]+\s|[)\]](?! ?[-–—_:,]) ?|/ (?=[A-Z\"'])|$"
)
"""Where a dateline may end: at a dash, a colon, a closing bracket or the end of the line."""
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = re.compile(
    rf"\b(?:{_WEEKDAY},? )?(?:{_MONTH} {_DAY}(?:,? \d{{4}})?|{_DAY} {_MONTH}(?:,? \d{{4}})?"
    rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}})(?!\w)|(?:(?<=, )|^){_WEEKDAY}(?= ?[(,]|$)",
    re.IGNORECASE,
)
_STAMP = re.compile(rf"(?:{_DATE.pattern}) ?(?:[:–—]|--?) ", re.IGNORECASE)
"""A date after the mark that follows the place: "CAIRO - 21 July 2022: "."""
_BRACKET = re.compile(r" ?(?:\(([^()]{2,50})\)?|\[([^\[\]]{2,50})\]?|/ ?([A-Za-z. -]{2,25}) ?/)$")
_STRONG = re.compile(r"[(\[/]|\d")
"""A sign of an agency or a date."""
CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d ?(?:[ap]\.?m\.?)? ?(?:GMT|UTC|BST|[CEWMP]?E?[SD]T|IST|[EWC]AT|local time)?"
    r"\s*[-–—:|]?\s+(?=[A-Z\"'“‘])",
)
"""The time of day at the start of an entry of a live blog."""
_SPEAKER = re.compile(r"[A-Z][\w .]{1,25}:")
_WORD = re.compile(r"[^\W\d_](?:[\w'’.-]*\w\.?)?|[^\W\d_]")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """Properties of a whole text that decide how its lines are read."""

    lower_case: bool
    """The text has almost no capitals: names are in lower case too."""
    dialogue: bool
    """Several lines start with a word and a colon, like the speakers of an interview."""
    timestamps: bool
    """Several lines start with a time of day, like the entries of a live blog."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> TextStyle:
        """Return the style of an article from its paragraphs."""
        sample = max(texts[:5], key=len, default="")[:SAMPLE]  # not the capitals of a footer
        colons = sum(_SPEAKER.match(text) is not None for text in texts)
        clocks = sum(CLOCK.match(text) is not None for text in texts)
        return cls(sum(map(str.isupper, sample)) * 120 < len(sample), colons > 2, clocks > 1)


def find_dateline(text: str, start: int, style: TextStyle, opening: bool) -> int | None:
    """Return the end (exclusive, with its mark) of the dateline that starts at `start`; None if there is none.

    With `opening`, a place and a mark are enough; otherwise an agency or a date is required too.
    """
    if not (text[start : start + 1].isupper() or text[start : start + 1] in "([" or style.lower_case):
        return None
    if not opening and not _STRONG.search(text, start, start + LONGEST // 2):
        return None
    for end in _END.finditer(text, start + 2, min(len(text), start + LONGEST)):
        if end.end() == start + LONGEST or (not end.group() and end.start() != len(text)):
            continue
        head = text[start : end.start() + (end.group()[:1] in (")", "]", "/"))]
        rest = text[end.end() :]
        if _is_dateline(head, end.group().strip(), rest, style, opening):
            stamp = _STAMP.match(text, end.end())
            return stamp.end() if stamp else end.end()
    return None


def _is_dateline(head: str, mark: str, rest: str, style: TextStyle, opening: bool) -> bool:
    """Return whether the words before a mark are a dateline and those after it a text."""
    if rest and not style.lower_case and not (rest[0].isupper() or rest[0] in "\"'($" or rest[0].isdigit()):
        return False
    plain, agency = _without_agency(head)
    undated = _DATE.sub(",", plain, count=1)
    dated = undated != plain
    parts = [part for part in re.split(r"\s*[,/;]\s*|\.? and (?=[A-Z])", undated.strip(" ,-")) if part]
    places = [part for part in parts if part.lower().strip(".") not in _AGENCIES]
    agency = max(agency, 2 * (len(places) < len(parts)))
    if not rest and not dated and agency < 2:
        return False
    if not places:
        return (agency == 2 and bool(mark)) or (dated and opening and mark in ("-", "--", "–", "—"))
    if len(places) > PLACES or not all(_is_name(place, style.lower_case) for place in places):
        return False
    return _is_confirmed(places, agency, dated, mark, style, opening and (not rest or len(rest) >= SHORTEST_TEXT))


def _is_confirmed(places: Sequence[str], agency: int, dated: bool, mark: str, style: TextStyle, opening: bool) -> bool:
    """Return whether an agency, a date or a known place confirms that the names before a mark are a dateline."""
    first = places[0]
    capitals = first.isupper() and sum(map(str.isalpha, first)) > 2
    listed = style.lower_case and _is_listed(first)
    known = listed or _is_known(first) or (len(places) > 1 and country_named(places[1]) is not None)
    if agency == 2:
        return capitals or known or dated
    if dated:
        return capitals or known
    if not opening or mark in ("", ")", "]", "/"):
        return False
    if agency == 1:
        return capitals
    if mark[0] == ":":
        town = listed or _is_city(first) or country_named(first) is not None or len(places) > 1
        return known and town and not style.dialogue
    unknown = capitals and len(first) > 3 and not any(is_common_word(word) for word in first.lower().split())
    return known or unknown


def _without_agency(head: str) -> tuple[str, int]:
    """Return a head without the bracket or agency at its end, and 2 for a known agency, 1 for a bracket, else 0."""
    bracket = _BRACKET.search(head)
    if bracket:
        inside = next(group for group in bracket.groups() if group).lower().strip(" .")
        names = re.split(r"\s*(?:[,;/-]| via | with )\s*", inside)
        known = inside in _AGENCIES or any(name in _AGENCIES for name in names)
        if known or bracket.group(3) is None:
            return head[: bracket.start()], 2 if known else int(len(inside.split()) < 4)
    words = head.split(" ")
    for count in (3, 2, 1):
        if len(words) > count and " ".join(words[-count:]).lower().strip(",.") in _AGENCIES:
            return " ".join(words[:-count]), 2
    return head, 0


def _is_name(place: str, lower_case: bool) -> bool:
    """Return whether words may name a place: at most five, each with a capital unless the text is in lower case."""
    words = place.split(" ")
    if len(words) > 5 or any(c.isdigit() for c in place) or place.lower() in _NO_PLACES:
        return False
    if not all(_WORD.fullmatch(word.strip("'\"")) for word in words):
        return False
    return lower_case or (place[0].isupper() and all(w[0].isupper() or w.lower() in _JOINERS for w in words))


@lru_cache(5_000)
def _is_known(name: str) -> bool:
    """Return whether a name is mainly a place: a country, a city, or, in capitals, any name of the gazetteer."""
    name = name[len("The ") :] if name.lower().startswith("the ") else name
    if country_named(name) or _is_city(name):
        return True
    return name.isupper() and len(name) > 3 and bool(gazetteer().find(name)) and not is_common_word(name.lower())


@lru_cache(5_000)
def _is_listed(name: str) -> bool:
    """Return whether a name in lower case is in the gazetteer and has no common word."""
    words = name.lower().split()
    return len(name) > 3 and bool(gazetteer().find(name)) and not any(is_common_word(word) for word in words)


def _is_city(name: str) -> bool:
    large = capital_of(name) is not None or (len(name) > 3 and place_weight(name) > 0)
    return large and not is_common_word(name.lower())
