"""Repairs JSON that Python, pandas and JavaScript write outside the standard."""

from __future__ import annotations

import math
import re

_TOKEN = re.compile(
    rb'"(?:[^"\\]|\\.)*"|(?P<constant>-?\b(?:NaN|Infinity)\b)|(?P<number>-?\d[\d.]*(?:[eE][+-]?\d+)?)', re.DOTALL
)
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
LONGEST_NUMBER = 300
"""Maximum characters of a number; a longer one is read as null."""


def repair_json(raw: bytes) -> tuple[bytes, bool]:
    """Return the document with NaN, Infinity and out-of-range numbers as null, and lone surrogates as U+FFFD.

    The second value is whether a surrogate was replaced. Text keeps its length in code points. Linear in the input.
    """
    halves = False

    def half(found: re.Match[bytes]) -> bytes:
        nonlocal halves
        if found["half"] is None:
            return found[0]
        halves = True
        return rb"\ufffd"

    def token(found: re.Match[bytes]) -> bytes:
        if found["constant"] is not None or (found["number"] is not None and _out_of_range(found["number"])):
            return b"null"
        return found[0] if b"\\u" not in found[0] else _ESCAPE.sub(half, found[0])

    return _TOKEN.sub(token, raw), halves


def _out_of_range(number: bytes) -> bool:
    if len(number) > LONGEST_NUMBER:
        return True
    try:
        return math.isinf(float(number))
    except ValueError:
        return False
