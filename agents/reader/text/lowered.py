"""Small letters for patterns: one that ignores case is two to three times as slow as one over lower-case text."""

from __future__ import annotations


def lower_keeping_length(text: str) -> str:
    """Return a text in lower case, each letter in its place: "İ" alone would become two."""
    return text.replace("İ", "i").lower()
