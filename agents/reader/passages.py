"""Cleaning an article's fields into passages: paragraphs found, white space folded, encoding mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from streams.records import Article, Field

MAX_WORD = 200
"""Longest run of characters without white space that may be a word; longer ones (base64, rules) are left out."""

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*|\n(?=[ \t]{2,}\S)")
_SAME = {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "–", "\u00ad": ""}
_WRAP_WIDTH = range(40, 101)
"""Line lengths, in characters, at which a line break inside a paragraph is a wrap and not an end."""


@dataclass(slots=True)
class Clean:
    """A passage before parsing: see `page.Passage` for the fields."""

    field: Field
    text: str
    offsets: list[int]
    ends: list[int]


def passages(article: Article) -> list[Clean]:
    """The title and the paragraphs of an article, cleaned, in order."""
    found = []
    for name, text in (("title", article.title or ""), ("text", article.text)):
        for start, end in _paragraphs(text):
            clean = _clean(name, text, start, end)  # type: ignore[arg-type]
            if clean.text:
                found.append(clean)
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        yield from _unwrapped(text, start, gap.start())
        start = gap.end()
    yield from _unwrapped(text, start, len(text))


def _unwrapped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a block at its line breaks, unless they are those of a fixed line width."""
    lines = [(m.start() + start, m.end() + start) for m in re.finditer(r"[^\n]+", text[start:end])]
    widths = [e - s for s, e in lines[:-1]]
    wrapped = bool(widths) and all(w in _WRAP_WIDTH for w in widths)
    yield from [(start, end)] if wrapped else lines


def _clean(name: Field, text: str, start: int, end: int) -> Clean:
    clean = Clean(name, "", [], [])
    letters: list[str] = []
    for word in re.finditer(r"\S+", text[start:end]):
        if word.end() - word.start() > MAX_WORD:
            continue
        at = start + word.start()
        if letters:
            letters.append(" ")
            clean.offsets.append(clean.ends[-1])
            clean.ends.append(at)
        for i, c in enumerate(word.group(), at):
            for same in _SAME.get(c, c if c.isprintable() else ""):
                letters.append(same)
                clean.offsets.append(i)
                clean.ends.append(i + 1)
    clean.text = "".join(letters)
    return clean
