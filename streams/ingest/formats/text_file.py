"""Reading of plain-text articles: a section line, a blank line, the title, a blank line, paragraphs."""

from __future__ import annotations

import re
from typing import Any

from streams.ingest.extract.charsets import decode_text

LONGEST_SECTION, LONGEST_TITLE = 80, 300
"""Maximum characters of section line and title; a longer line is a paragraph."""

_HEAD = re.compile(r"\s*+(?P<section>[^\r\n]+)\r?\n[ \t]*+\r?\n\s*+(?P<title>[^\r\n]+)\r?\n[ \t]*+\r?\n\s*+(?=\S)")
_SENTENCE_ENDS = (".", "!", "?", "…", "”", '"')


def parse_text(text: str, name: str) -> dict[str, Any]:
    """Return the article in a plain text as a JSON object of the contract; `name` is its origin.

    If the text does not start with a section line and a title, all of it is `text`. The body is unchanged, so that
    offsets into it are valid. Lines end in LF or CRLF. The name is stored in `extra.file`. No id is set, so that it is
    derived from the content.
    """
    article: dict[str, Any] = {"text": text, "extra": {"file": name}}
    head = _HEAD.match(text)
    if head:
        section, title = head["section"].strip(), head["title"].strip()
        if _is_section(section) and len(title) <= LONGEST_TITLE:
            article |= {"section": section, "title": title, "text": text[head.end() :]}
    return article


def parse_bytes(body: bytes, name: str) -> dict[str, Any]:
    """Return the article in a file's bytes (see `parse_text`): UTF-8, UTF-16 with a mark, else Windows-1252.

    A byte order mark is removed; line ends are unchanged.
    """
    return parse_text(decode_text(body, markup=False), name)


def _is_section(line: str) -> bool:
    return len(line) <= LONGEST_SECTION and not line.endswith(_SENTENCE_ENDS)
