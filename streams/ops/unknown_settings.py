"""Detection of unknown settings, so that a misspelt name is reported."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values

PREFIX = "DATELINE_"
PLUGINS = "DATELINE_PLUGIN_"
"""Prefix of the settings of custom readers; no other setting reaches a reader process."""


def unknown_settings(known: frozenset[str], environment: Mapping[str, str] = os.environ) -> Iterator[str]:
    """Yield one message for each variable, and each key of `.env` and `dateline.toml`, that is not `known`.

    `known` has the names of the fields of `Settings`: in lower case, without the prefix.
    """
    for where, names in (("in the environment", environment), ("in .env", dotenv_values(".env"))):
        ours = sorted(n for n in names if n.upper().startswith(PREFIX) and not n.upper().startswith(PLUGINS))
        yield from _said(ours, where, {PREFIX + name.upper() for name in known})
    file = Path("dateline.toml")
    if file.is_file():
        yield from _said(sorted(tomllib.loads(file.read_text(encoding="utf-8"))), "in dateline.toml", known)


def _said(names: Iterable[str], where: str, known: Collection[str]) -> Iterator[str]:
    folded = {name.upper(): name for name in known}
    for name in names:
        if name.upper() not in folded:
            near = get_close_matches(name.upper(), folded, n=1, cutoff=0.8)
            hint = f": did you mean {folded[near[0]]}?" if near else ""
            yield f"{name} {where} is not a setting and has no effect{hint}"
