"""Text from outside made fit for a terminal and a log: nothing in it is obeyed, and a line stays one line."""

from __future__ import annotations

import json
import unicodedata

_HARMFUL = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories: controls, invisible formatting such as direction overrides, surrogates, line separators."""
_JOINERS = "\u200c\u200d\u00ad"
"""Shape the letters of many scripts and do nothing else."""


def sanitize(text: str) -> str:
    """The text on one line, with U+FFFD in place of control characters."""
    return "".join(" " if c in "\n\r\t\u2028\u2029" else "\ufffd" if _harmful(c) else c for c in text)


def escaped(line: bytes) -> bytes:
    """Lines of JSON with the same meaning, control characters escaped as `\\u…`."""
    text = line.decode("utf-8", "replace")
    return "".join(json.dumps(c)[1:-1] if _harmful(c) and c != "\n" else c for c in text).encode()


def _harmful(c: str) -> bool:
    return not c.isprintable() and unicodedata.category(c) in _HARMFUL and c not in _JOINERS


def plain(text: str) -> str:
    """The text on one line, cut to `LINE_CHARS`, without anything that a terminal would obey."""
    return sanitize(text if len(text) <= LINE_CHARS else text[: LINE_CHARS - 1] + "…")


LINE_CHARS = 300
