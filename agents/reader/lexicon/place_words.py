"""Words that accompany place names, and abbreviations of regions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from agents.reader.lexicon.loader import read_rows, read_toml


@cache
def place_words() -> Mapping[str, Any]:
    """Return the tables of `place_words.toml`, lists as sets."""
    table = read_toml(Path(__file__).with_name("place_words.toml"), dict[str, Any])
    flat = {**{k: v for k, v in table.items() if k != "lists"}, **table["lists"]}
    return {key: frozenset(value) if isinstance(value, list) else value for key, value in flat.items()}


@cache
def short_regions() -> Mapping[str, str]:
    """Return the names of regions by the abbreviations that follow a place in them ("OR", "Pa.")."""
    rows = read_rows(Path(__file__).with_name("regions.tsv"), 6, tuple, header=True)
    return {short: row[0] for row in rows for short in row[2].split("|") if short}
