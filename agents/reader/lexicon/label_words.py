"""Words that decide the label of a name: titles, roles, endings of organisations and places (`label_words.toml`)."""

from __future__ import annotations

from functools import cache

from agents.reader.lexicon.loader import data_file

_DATA = data_file(__file__, "label_words.toml")


@cache
def label_words(name: str) -> frozenset[str]:
    """Return the word list of that name in `label_words.toml`."""
    return _DATA.words(name)
