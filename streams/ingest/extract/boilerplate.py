"""Removal of boilerplate around an article's text: captions, bylines, links at the end."""

from __future__ import annotations

import re
from typing import Any

from streams.contract.field_warning import WarningReason
from streams.contract.publication_date import read_publication_date

DATE_CHARS = 60
CAPTION_CHARS = 400
"""Maximum characters of a caption or byline."""

_CLASS = re.compile(r"(?:^|[-_])(?:byline|caption|credits?|dateline)(?:$|[-_])", re.IGNORECASE)
_BYLINE = re.compile(r"By\s+[A-Z][^.!?]{2,80}")
_ENDING = re.compile(
    r"The post .{1,300} (?:appeared first|first appeared) on .{1,100}"
    r"|(?:Read more|Read the full|Continue reading)\b.{0,80}"
)


def remove_captions(tree: Any) -> None:
    """Remove captions and bylines from an lxml tree: they are not sentences of the article."""
    for element in [*tree.iter("figcaption"), *tree.iterfind(".//*[@class]")]:
        if element.tag != "figcaption" and not any(map(_CLASS.search, element.get("class").split())):
            continue
        if element.getparent() is not None and len(element.text_content()) <= CAPTION_CHARS:
            element.drop_tree()


def without_boilerplate(lines: list[str], title: str | None) -> str:
    """Return the paragraphs without title, byline and date at the start, and without links at the end."""
    start, end = 0, len(lines)
    while start < end and (_same(lines[start], title) or _BYLINE.fullmatch(lines[start]) or _is_date(lines[start])):
        start += 1
    while start < end - 1 and _ENDING.fullmatch(lines[end - 1]):
        end -= 1
    return "\n\n".join(lines[start:end])


def _is_date(line: str) -> bool:
    """Return whether a line is only a date, with or without a year."""
    if len(line) > DATE_CHARS or not re.search(r"\d", line):
        return False
    reading = read_publication_date(line)
    if reading.reason is WarningReason.INCOMPLETE_DATE:
        return re.search(r"[A-Za-z]{3}", line) is not None
    return reading.value is not None or reading.reason is WarningReason.AMBIGUOUS_DATE


def _same(line: str, title: str | None) -> bool:
    return title is not None and " ".join(line.split()).casefold() == " ".join(title.split()).casefold()
