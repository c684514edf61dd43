"""Lists of common given names and common English words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from agents.reader.lexicon.loader import read_words


def is_given_name(word: str) -> bool:
    """Return whether a word is a common given name."""
    return word.casefold() in _given_names()


@cache
def _given_names() -> frozenset[str]:
    return read_words(Path(__file__).with_name("given_names.txt"))


def is_common_word(word: str) -> bool:
    """Return whether a lower-case word, or its form without -s, is a common English word that is not a name."""
    return word in _common_words() or (word[-1:] == "s" and word[:-1] in _common_words())


@cache
def _common_words() -> frozenset[str]:
    return read_words(Path(__file__).with_name("common_words.txt"))
