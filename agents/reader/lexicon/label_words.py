"""The words that tell names apart: titles, roles, endings of organisations and places, from `data/naming.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent


@cache
def label_words(name: str) -> frozenset[str]:
    """The word list of that name in `data/naming.toml`."""
    return frozenset(str(_lists()[name]).split())


@cache
def _lists() -> dict[str, object]:
    return tomllib.loads((_DATA / "label_words.toml").read_text("utf-8"))
