"""Plain-text articles: a section line, a blank line, the title, a blank line, paragraphs."""

from __future__ import annotations

import re
from typing import Any

from streams.ingest.extract.charsets import decode_text

LONGEST_SECTION, LONGEST_TITLE = 80, 300
"""Maximum characters; a longer first or second line is a paragraph."""

_HEAD = re.compile(r"\s*+(?P<section>[^\r\n]+)\r?\n[ \t]*+\r?\n\s*+(?P<title>[^\r\n]+)\r?\n[ \t]*+\r?\n\s*+(?=\S)")
_SENTENCE_ENDS = (".", "!", "?", "…", "”", '"')


def parse_text(text: str, name: str) -> dict[str, Any]:
    """Return the article in a plain text as a JSON object of the contract; `name` is its origin.

    Where the text does not open with a section line and a title, all of it is `text`: no title is guessed. The
    body is left exactly as it is written, so that offsets into it hold. Lines end in LF or CRLF. The name goes to
    `extra.file`; the id is left to be made from the content, so that it does not change with the folder.
    """
    article: dict[str, Any] = {"text": text, "extra": {"file": name}}
    head = _HEAD.match(text)
    if head:
        section, title = head["section"].strip(), head["title"].strip()
        if _is_section(section) and len(title) <= LONGEST_TITLE:
            article |= {"section": section, "title": title, "text": text[head.end() :]}
    return article


def parse_bytes(body: bytes, name: str) -> dict[str, Any]:
    """As `parse_text`, of a file's bytes: UTF-8, with or without a mark, UTF-16, else Windows-1252.

    A byte order mark is put aside, line ends stay as they are.
    """
    return parse_text(decode_text(body, markup=False), name)


def _is_section(line: str) -> bool:
    return len(line) <= LONGEST_SECTION and not line.endswith(_SENTENCE_ENDS)
