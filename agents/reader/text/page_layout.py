"""Layout analysis: divides passages into the story and its dateline, byline, captions, slugs and boilerplate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from agents.reader.lexicon.common_words import is_common_word
from agents.reader.lexicon.countries import country_of
from agents.reader.lexicon.label_words import label_words
from agents.reader.lexicon.loader import data_file
from agents.reader.text.datelines import CLOCK, TextStyle, find_dateline
from streams.contract.records import Field

Part = Literal["story", "headline", "dateline", "byline", "caption", "slug", "boilerplate"]
"""The part of a layout that a piece of a passage is: "headline" within the text, "slug" for the label of a genre."""
STORY_PARTS: frozenset[Part] = frozenset({"story", "headline"})
"""Parts that report events."""
SKIPPED_PARTS: frozenset[Part] = frozenset({"boilerplate"})
"""Parts that are not read. All others hold names, places and dates."""
OPENING = 2
"""Passages of the story at the start of which a dateline needs neither agency nor date."""
LONGEST_BYLINE = 140
LONGEST_BOILERPLATE = 700
LONGEST_CAPTION = 500
LONGEST_CREDIT = 170
LONGEST_ENDING = 500
LONGEST_SIGNATURE = 20
HEADLINE_SEARCH = 320
"""Characters from the start of a line within which a headline may be followed by a dateline or byline."""
TITLE_SAMPLE = 60
"""Characters after a place and a mark that are tested for a headline: the place is then no dateline."""

_DATA = data_file(__file__, "page_layout.toml")
SLUGS = _DATA.read("slugs", dict[str, str])
_PREFIXES = _DATA.words("words.prefixes")
_CALENDAR = _DATA.words("words.no_bylines")
_BYLINE_WORDS = _DATA.words("words.byline")


def _pattern(name: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in _DATA.read(f"patterns.{name}", list[str])), flags)


_BYLINE, _STAMP, _CAPTION = _pattern("byline"), _pattern("stamp"), _pattern("caption")
_CAPTION_END, _BOILERPLATE = _pattern("caption_end"), _pattern("boilerplate")
_ENDING, _SIGNATURE, _TITLE_END = _pattern("ending", 0), _pattern("signature", 0), _pattern("title_end")
_ENDING_CUES = _DATA.read("patterns.ending_cues", tuple[str, ...])
_CREDIT_CUES = _DATA.read("patterns.caption_end_cues", tuple[str, ...])
_SLUG = re.compile(
    rf"(?:{_DATA.read('patterns.bracketed_slug', list[str])[0]}"
    rf"|(?:{'|'.join(sorted(map(re.escape, SLUGS), key=len, reverse=True))})"
    r"(?: \d{1,2})?(?: ?[:|] ?| ?[–—] ?| ?- ?(?=[A-Z\"'(\d])))\s*",
    re.IGNORECASE,
)
_HEADLINE = re.compile(r"(?<=[\w.?!'\")]) ?-(?=[A-Z\"])")
_AFTER = frozenset(".!?\"')-:|")
"""Marks after which a dateline may follow within a line."""
_CAPITALS = re.compile(r"(?:(?<=[a-z0-9)?!'\"]-)|(?<=[ \"])|(?<= -))(?=[^\W\d_a-z]{2})")


class Piece(NamedTuple):
    """Part of the layout with its character offsets in a passage, end exclusive."""

    part: Part
    start: int
    end: int


def lay_out(passages: Sequence[tuple[Field, str]]) -> list[list[Piece]]:
    """Return the pieces of each cleaned passage of an article, in order.

    Pieces do not overlap. Every word is in one piece; only blanks and punctuation between pieces are in none.
    """
    style = TextStyle.of([text for field, text in passages if field == "text"])
    opened = 0
    found = []
    for field, text in passages:
        pieces = list(_title(text) if field == "title" else _body(text, style, opened < OPENING))
        opened += field == "text" and any(piece.part in STORY_PARTS for piece in pieces)
        found.append([Piece(part, *_strip(text, start, end)) for part, start, end in pieces])
    return [[piece for piece in pieces if piece.start < piece.end] for pieces in found]


def genre(slug: str) -> str:
    """Return the genre that a slug names ("opinion", "sport", "market", "review" …); empty if it names none."""
    words = re.sub(r"[^a-z& -]| ?-? *$", "", slug.lower()).strip()
    return SLUGS.get(words, "")


def _slug(text: str) -> Piece:
    """Return the slug at the start of a text, of length 0 if there is none; "boilerplate" if it names no genre."""
    slug = _SLUG.match(text)
    end = slug.end() if slug and slug.end() < len(text) else 0
    return Piece("slug" if genre(text[:end]) else "boilerplate", 0, end)


def _title(text: str) -> Iterator[Piece]:
    yield (slug := _slug(text))
    start = slug.end
    ending = _TITLE_END.search(text, start + 20)
    end = ending.start() if ending else len(text)
    yield Piece("story", start, end)
    yield Piece("boilerplate", end, len(text))


def _body(text: str, style: TextStyle, opening: bool) -> Iterator[Piece]:
    whole = _whole(text, style, opening)
    if whole is not None:
        yield Piece(whole, 0, len(text))
        return
    slug = _slug(text) if opening else Piece("boilerplate", 0, 0)
    yield slug
    start = slug.end
    clock = CLOCK.match(text, start) if style.timestamps else None
    if clock is not None:
        yield Piece("slug", start, clock.end())
        start = clock.end()
    end = _end(text, start)
    yield from _story(text, start, end, style, opening)
    yield Piece("boilerplate", end, len(text))


def _end(text: str, start: int) -> int:
    """Return the offset of the credits or signature at the end of a passage; its length if there are none."""
    first = max(start, len(text) - LONGEST_ENDING)
    tail = text[first:].lower()
    ending = _ENDING.search(text, first) if any(cue in tail for cue in _ENDING_CUES) else None
    ending = ending or _SIGNATURE.search(text, max(start, len(text) - LONGEST_SIGNATURE))
    return ending.start() if ending else len(text)


def _whole(text: str, style: TextStyle, opening: bool) -> Part | None:
    """Return the part that a passage as a whole is; None if it holds text of the story."""
    size = len(text)
    if size <= LONGEST_BYLINE and is_byline(text):
        return "byline"
    if size <= LONGEST_BOILERPLATE and (_BOILERPLATE.match(text) or _STAMP.match(text)):
        return "boilerplate"
    if size <= LONGEST_CAPTION and (_CAPTION.match(text) or _is_credited(text)):
        return "caption"
    return "dateline" if opening and find_dateline(text, 0, style, opening) == size else None


def _is_credited(text: str) -> bool:
    """Return whether a passage ends with the credit of a picture: "(AP Photo/Ana Ruiz)"."""
    tail = text[-LONGEST_CREDIT:].lower()
    cue = any(cue in tail for cue in _CREDIT_CUES)
    return cue and _CAPTION_END.search(text, max(0, len(text) - LONGEST_CREDIT)) is not None


def _story(text: str, start: int, end: int, style: TextStyle, opening: bool) -> Iterator[Piece]:
    """Yield the pieces from `start` to `end`: a headline or byline and a dateline, if any, then the story."""
    stop = find_dateline(text, start, style, opening)
    if stop is not None and (_is_dated(text[start:stop]) or not is_title(text[stop : stop + TITLE_SAMPLE])):
        yield Piece("dateline", start, stop)
        yield Piece("story", stop, end)
        return
    first, stop = _inner_dateline(text, start, style) if opening else (0, 0)
    if first:
        before = text[start:first].strip(" -")
        byline = is_byline(before)
        ended = before[-1:] in ".!?" and not is_title(before)
        yield Piece("byline" if byline else "story" if ended else "headline", start, first)
        if stop > first:
            yield Piece("dateline", first, stop)
        start = stop
    yield Piece("story", start, end)


def _is_dated(dateline: str) -> bool:
    """Return whether a dateline has a date or an agency, so that text like a headline may follow it."""
    return any(c.isdigit() or c in "([" for c in dateline)


def _inner_dateline(text: str, start: int, style: TextStyle) -> tuple[int, int]:
    """Return start and end of the dateline after a headline in the same line; (0, 0) if there is no headline.

    Start and end are equal if the story follows the headline without a dateline.
    """
    for capitals in _CAPITALS.finditer(text, start + 1, start + HEADLINE_SEARCH):
        at = capitals.start()
        before = text[:at].rstrip()
        stop = find_dateline(text, at, style, before[-1:] in _AFTER or is_byline(before))
        if stop is not None and stop < len(text):
            return at, stop
    for mark in _HEADLINE.finditer(text, start + 25, start + HEADLINE_SEARCH):
        if is_title(text[start : mark.start()]) and _begins_sentence(text[mark.end() :], text[start : mark.start()]):
            return mark.end(), mark.end()
    return 0, 0


def _begins_sentence(text: str, headline: str) -> bool:
    """Return whether the text after a headline's hyphen begins a sentence, or continues a name ("Al-Amin")."""
    first, *following = text.split()[:10]
    lower_case = sum(word[0].islower() for word in following) * 2 > len(following)
    last = headline.split()[-1].lower()
    plain = first.strip("\"',.").removesuffix("'s")
    lower = plain.lower()
    sentence = is_common_word(lower) or lower in label_words("function_words") or country_of(plain) is not None
    return lower_case and sentence and len(last) > 3 and last not in _PREFIXES


def is_byline(text: str) -> bool:
    """Return whether a line names the authors of the text: "By Ana Ruiz", "By Jo Lee and Li Wei, Staff Writers"."""
    led = _BYLINE.match(text)
    words = re.findall(r"[\w'.-]+", text[led.end() :]) if led else []
    if not words or words[0][:3].lower() in _CALENDAR or text.rstrip(")")[-1:] in ".!?":
        return False
    return (
        len(words) <= 16 and all(w[:1].isupper() or w.lower() in _BYLINE_WORDS for w in words) and words[0][0].isupper()
    )


def is_title(text: str) -> bool:
    """Return whether a line is in title case: of five or more words over three letters, 75 % are capitalized."""
    words = [word for word in re.findall(r"[^\W\d_][\w'.-]*", text) if len(word) > 3]
    return len(words) >= 5 and not text.isupper() and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of a piece without the blanks at its ends."""
    while start < end and text[start] == " ":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return start, end
