"""Sanitizing of untrusted text for terminals and logs: no control sequences, no line breaks."""

from __future__ import annotations

import json
import unicodedata

_HARMFUL = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories: controls, invisible formatting such as direction overrides, surrogates, line separators."""
_JOINERS = "\u200c\u200d\u00ad"
"""Joiners that many scripts need; they are harmless."""


def sanitize(text: str) -> str:
    """Return the text on one line, with U+FFFD for control characters."""
    return "".join(" " if c in "\n\r\t\u2028\u2029" else "\ufffd" if _harmful(c) else c for c in text)


def escaped(line: bytes) -> bytes:
    """Return JSON lines with control characters escaped as `\\u…`; their values are unchanged."""
    text = line.decode("utf-8", "replace")
    return "".join(json.dumps(c)[1:-1] if _harmful(c) and c != "\n" else c for c in text).encode()


def _harmful(c: str) -> bool:
    return not c.isprintable() and unicodedata.category(c) in _HARMFUL and c not in _JOINERS


def plain(text: str) -> str:
    """Return the sanitized text on one line, truncated to `LINE_CHARS` characters."""
    return sanitize(text if len(text) <= LINE_CHARS else text[: LINE_CHARS - 1] + "…")


LINE_CHARS = 300
