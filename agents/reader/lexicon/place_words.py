"""Words that go with places, and short forms of regions."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def place_words() -> Mapping[str, Any]:
    """The tables of `place_words.toml`, lists as sets."""
    table = tomllib.loads((Path(__file__).with_name("place_words.toml")).read_text("utf-8"))
    flat = {**{k: v for k, v in table.items() if k != "lists"}, **table["lists"]}
    return {key: frozenset(value) if isinstance(value, list) else value for key, value in flat.items()}


@cache
def short_regions() -> Mapping[str, str]:
    """Names of regions by the short forms that stand right after a place inside them ("OR", "Pa.")."""
    rows = [
        line.split("\t")
        for line in (Path(__file__).with_name("regions.tsv")).read_text("utf-8").splitlines()
        if line[0] != "#"
    ]
    return {short: row[0] for row in rows[1:] for short in row[2].split("|") if short}
