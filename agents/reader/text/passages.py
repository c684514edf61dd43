"""Cleaning of article fields into passages: splits paragraphs, collapses white space, repairs encoding and case."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents.reader.text.casing import normalize_case
from agents.reader.text.markup import without_markup
from agents.reader.text.page_layout import SKIPPED_PARTS, Part, lay_out
from streams.contract.records import Article, Field

MAX_WORD = 200
"""Characters of the longest word; longer runs without white space (base64, rules of dashes) are left out."""

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*|\n(?=[ \t]{2,}\S)")
_LONE_LETTERS = re.compile(r"(?:^[^\S\n]*+\S{1,2}+[^\S\n]*+(?:\n|\Z)(?:[^\S\n]*+\n)*+){40,}+", re.MULTILINE)
"""40 or more lines of one or two characters: each would become a paragraph, at the cost of a full one."""
_LINE = re.compile(r"\S(?:[\S ]*\S)?")
_WORD = re.compile(r"\S+")
_SAME = {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "\u00ad": ""}
_QUOTES = str.maketrans({letter: same for letter, same in _SAME.items() if same})
_WRAP_WIDTHS = range(40, 111)
"""Widths, in characters, at which a block may be hard-wrapped."""
_SENTENCE_END = frozenset(".!?:;")

_UNIT = re.compile(
    r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8}\d?);|[À-ï][\u0080-ÿŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]+|.", re.S
)
"""A unit of decoding: a character reference, characters that may be UTF-8 decoded as Windows-1252, or one character."""


@dataclass(slots=True)
class CleanedPassage:
    """A passage before parsing; the fields are those of `article_text.Passage`."""

    field: Field
    text: str
    offsets: list[int]
    ends: list[int]
    part: Part = "story"

    def piece(self, part: Part, start: int, end: int) -> CleanedPassage:
        """Return the characters `start` to `end` (exclusive) as a separate passage."""
        if start == 0 and end == len(self.text) and part == self.part:
            return self
        return CleanedPassage(self.field, self.text[start:end], self.offsets[start:end], self.ends[start:end], part)


def passages(article: Article) -> list[CleanedPassage]:
    """Return the title and the paragraphs of an article, cleaned and in order.

    Boilerplate is left out. Slugs, datelines, bylines and captions are separate passages.
    """
    fields: list[tuple[Field, str]] = [("title", article.title or ""), ("text", article.text)]
    fields = [(name, without_markup(text)) for name, text in fields]
    cleaned = [_clean(name, text, start, end) for name, text in fields for start, end in _paragraphs(text)]
    written = [clean for clean in cleaned if clean.text]
    layout = lay_out([(clean.field, clean.text) for clean in written])
    found = [
        clean.piece(*piece)
        for clean, pieces in zip(written, layout, strict=True)
        for piece in pieces
        if piece.part not in SKIPPED_PARTS
    ]
    for clean, text in zip(found, normalize_case([clean.text for clean in found]), strict=True):
        clean.text = text
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each paragraph; long runs of lines of one or two characters are left out."""
    start = 0
    for run in _LONE_LETTERS.finditer(text):
        yield from _blocks(text, start, run.start())
        start = run.end()
    yield from _blocks(text, start, len(text))


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for gap in _PARAGRAPH.finditer(text, start, end):
        yield from _lines(text, start, gap.start())
        start = gap.end()
    yield from _lines(text, start, end)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of the lines of a block; lines of a hard-wrapped block or of one sentence are joined."""
    if start < end and "\n" not in text[start:end]:
        yield start, end
        return
    lines = [(m.start(), m.end()) for m in re.compile(r"[^\n]+").finditer(text, start, end)]
    wrapped = _is_hard_wrapped([text[a:b].rstrip() for a, b in lines])
    begun = 0
    for number, (_, last) in enumerate(lines):
        following = text[slice(*lines[number + 1])] if number + 1 < len(lines) else ""
        if following and (wrapped or _continues(text[slice(*lines[number])].strip(), following)):
            continue
        yield lines[begun][0], last
        begun = number + 1


def _is_hard_wrapped(lines: list[str]) -> bool:
    """Return whether lines are hard-wrapped: the first word of each line would not have fitted on the line before."""
    width = max((len(line) for line in lines), default=0)
    if len(lines) < 2 or width not in _WRAP_WIDTHS:
        return False
    firsts = [after.split(None, 1)[0] if after.strip() else "" for after in lines[1:]]
    full = all(len(line) + 1 + len(first) > width - 2 for line, first in zip(lines, firsts, strict=False))
    return full and (len(lines) > 2 or lines[0][-1:] not in _SENTENCE_END)


def _continues(line: str, following: str) -> bool:
    """Return whether the next line continues the sentence of a line: it begins with a lower-case letter."""
    after = following.strip()
    return len(line) > 20 and line[-1] not in _SENTENCE_END and after[:1].islower()


def _clean(name: Field, text: str, start: int, end: int) -> CleanedPassage:
    clean = CleanedPassage(name, "", [], [])
    letters: list[str] = []
    for first, written, plain in _runs(text, start, end):
        read = [] if plain else list(_decoded(written, first))
        if letters and (plain or read):
            letters.append(" ")
            clean.offsets.append(clean.ends[-1])
            clean.ends.append(first)
        if plain:
            letters.append(plain)
            clean.offsets.extend(range(first, first + len(plain)))
            clean.ends.extend(range(first + 1, first + len(plain) + 1))
        for letter, first, last in read:
            letters.append(letter)
            clean.offsets.append(first)
            clean.ends.append(last)
    clean.text = "".join(letters)
    return clean


def readable(text: str) -> str:
    """Return part of a field in readable form, for names in records.

    Character references are resolved, encoding is repaired, soft hyphens and markup are removed, and white space is
    collapsed. Quotation marks and capitals stay as they are.
    """
    if text.isascii() and text.isprintable() and "&" not in text and "  " not in text:
        return text
    plain = without_markup(text)
    units = (m.group() if len(m.group()) == 1 else _decode(m.group()) for m in _UNIT.finditer(plain))
    kept = (c for unit in units for c in unit if c != "\u00ad" and (c.isprintable() or c.isspace()))
    return " ".join("".join(kept).split())


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, str, str]]:
    """Yield runs of text as (offset, characters, plain form): whole lines if they are plain, else single words.

    The plain form is empty for a word that must be decoded character by character.
    """
    for line in _LINE.finditer(text, start, end):
        written = line.group()
        plain = _plain_form(written)
        if plain and "  " not in written and max(map(len, written.split(" "))) <= MAX_WORD:
            yield line.start(), written, plain
            continue
        for word in _WORD.finditer(text, line.start(), line.end()):
            if word.end() - word.start() <= MAX_WORD:
                yield word.start(), word.group(), _plain_form(word.group())


def _plain_form(words: str) -> str:
    """Return words of printable ASCII with straight quotation marks; empty if they hold other characters or "&"."""
    same = words.translate(_QUOTES)
    return same if same.isascii() and "&" not in same and same.isprintable() else ""


def _decoded(word: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Yield each decoded character of a word with start and end (exclusive) of its source in the field."""
    for unit in _UNIT.finditer(word):
        first, last = at + unit.start(), at + unit.end()
        meant = unit.group() if last - first == 1 else _decode(unit.group())
        each = len(meant) == last - first
        sources = [(i, i + 1) for i in range(first, last)] if each else [(first, last)] * len(meant)
        for letter, (a, b) in zip(meant, sources, strict=True):
            kept = _SAME.get(letter, letter if letter.isprintable() and not letter.isspace() else "")
            if kept:
                yield kept, a, b


def _decode(unit: str) -> str:
    """Return a character reference resolved, or UTF-8 that was decoded as Windows-1252 repaired; else the unit."""
    if unit[0] == "&":
        return html.unescape(unit)
    raw = b"".join(_byte(c) for c in unit)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return unit


def _byte(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
