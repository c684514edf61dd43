"""Cleaning an article's fields into passages: paragraphs found, white space folded, encoding and case repaired."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents.reader.text.casing import normalize_case
from agents.reader.text.markup import without_markup
from agents.reader.text.page_layout import LEFT_OUT, Part, lay_out
from streams.contract.records import Article, Field

MAX_WORD = 200
"""Longest run of characters without white space that may be a word; longer ones (base64, rules) are left out."""

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*|\n(?=[ \t]{2,}\S)")
_LONE_LETTERS = re.compile(r"(?:^[^\S\n]*+\S{1,2}+[^\S\n]*+(?:\n|\Z)(?:[^\S\n]*+\n)*+){40,}+", re.MULTILINE)
"""Lines of one or two characters, 40 or more of them: each would be a paragraph, and cost as much as one."""
_LINE = re.compile(r"\S(?:[\S ]*\S)?")
_WORD = re.compile(r"\S+")
_SAME = {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "\u00ad": ""}
_QUOTES = str.maketrans({letter: same for letter, same in _SAME.items() if same})
_WRAP_WIDTHS = range(40, 111)
"""Widths, in characters, of the longest line of a block that may be wrapped."""
_SENTENCE_END = frozenset(".!?:;")

_UNIT = re.compile(
    r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8}\d?);|[À-ï][\u0080-ÿŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]+|.", re.S
)
"""What is read as one: a character reference, letters that may be UTF-8 read as Windows-1252, or one character."""


@dataclass(slots=True)
class Clean:
    """A passage before parsing: see `article_text.Passage` for the fields."""

    field: Field
    text: str
    offsets: list[int]
    ends: list[int]
    part: Part = "story"

    def piece(self, part: Part, start: int, end: int) -> Clean:
        """Return the characters from `start` to `end` as a passage of their own."""
        if start == 0 and end == len(self.text) and part == self.part:
            return self
        return Clean(self.field, self.text[start:end], self.offsets[start:end], self.ends[start:end], part)


def passages(article: Article) -> list[Clean]:
    """Return the title and the paragraphs of an article, cleaned, in order, without what stands beside the story.

    Slugs and boilerplate are left out; datelines, bylines and captions are passages of their own.
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
        if piece.part not in LEFT_OUT
    ]
    for clean, text in zip(found, normalize_case([clean.text for clean in found]), strict=True):
        clean.text = text
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph and line; runs of lines of a letter or two are no text and are left out."""
    start = 0
    for run in _LONE_LETTERS.finditer(text):
        yield from _blocks(text, start, run.start())
        start = run.end()
    yield from _blocks(text, start, len(text))


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for gap in _PARAGRAPH.finditer(text, start, end):
        yield from _unwrapped(text, start, gap.start())
        start = gap.end()
    yield from _unwrapped(text, start, end)


def _unwrapped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a block at its line breaks, but for those of a fixed line width and those inside a sentence."""
    if start < end and "\n" not in text[start:end]:
        yield start, end
        return
    lines = [(m.start(), m.end()) for m in re.compile(r"[^\n]+").finditer(text, start, end)]
    wrapped = _wrapped([text[a:b].rstrip() for a, b in lines])
    begun = 0
    for number, (_, last) in enumerate(lines):
        following = text[slice(*lines[number + 1])] if number + 1 < len(lines) else ""
        if following and (wrapped or _goes_on(text[slice(*lines[number])].strip(), following)):
            continue
        yield lines[begun][0], last
        begun = number + 1


def _wrapped(lines: list[str]) -> bool:
    """Return whether each line but the last is so full that the next one's first word did not fit."""
    width = max((len(line) for line in lines), default=0)
    if len(lines) < 2 or width not in _WRAP_WIDTHS:
        return False
    firsts = [after.split(None, 1)[0] if after.strip() else "" for after in lines[1:]]
    full = all(len(line) + 1 + len(first) > width - 2 for line, first in zip(lines, firsts, strict=False))
    return full and (len(lines) > 2 or lines[0][-1:] not in _SENTENCE_END)


def _goes_on(line: str, following: str) -> bool:
    """Return whether a line breaks off inside a sentence that the next one goes on with in a small letter."""
    after = following.strip()
    return len(line) > 20 and line[-1] not in _SENTENCE_END and after[:1].islower()


def _clean(name: Field, text: str, start: int, end: int) -> Clean:
    clean = Clean(name, "", [], [])
    letters: list[str] = []
    for first, written, plain in _stretches(text, start, end):
        read = [] if plain else list(_letters(written, first))
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
    """A stretch of a field as it is meant to be read, for names: character references resolved, encoding repaired, soft
    hyphens and markup left out, white space folded. Quotation marks and capitals stay as written.
    """
    if text.isascii() and text.isprintable() and "&" not in text and "  " not in text:
        return text
    plain = without_markup(text)
    units = (m.group() if len(m.group()) == 1 else _meant(m.group()) for m in _UNIT.finditer(plain))
    kept = (c for unit in units for c in unit if c != "\u00ad" and (c.isprintable() or c.isspace()))
    return " ".join("".join(kept).split())


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, str, str]]:
    """What is read at once: its place, the words, and their reading if they are plain. Uneven lines go by words."""
    for line in _LINE.finditer(text, start, end):
        written = line.group()
        plain = _plain(written)
        if plain and "  " not in written and max(map(len, written.split(" "))) <= MAX_WORD:
            yield line.start(), written, plain
            continue
        for word in _WORD.finditer(text, line.start(), line.end()):
            if word.end() - word.start() <= MAX_WORD:
                yield word.start(), word.group(), _plain(word.group())


def _plain(words: str) -> str:
    """Words of printable ASCII and typographic quotes, each letter of which is read alone; empty for others."""
    same = words.translate(_QUOTES)
    return same if same.isascii() and "&" not in same and same.isprintable() else ""


def _letters(word: str, at: int) -> Iterator[tuple[str, int, int]]:
    """Yield each letter of a word as it was meant, and the code points that it stands in."""
    for unit in _UNIT.finditer(word):
        first, last = at + unit.start(), at + unit.end()
        meant = unit.group() if last - first == 1 else _meant(unit.group())
        each = len(meant) == last - first
        spots = [(i, i + 1) for i in range(first, last)] if each else [(first, last)] * len(meant)
        for letter, (a, b) in zip(meant, spots, strict=True):
            kept = _SAME.get(letter, letter if letter.isprintable() and not letter.isspace() else "")
            if kept:
                yield kept, a, b


def _meant(unit: str) -> str:
    """A character reference resolved, or UTF-8 that was read as Windows-1252 read again; else the unit itself."""
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
