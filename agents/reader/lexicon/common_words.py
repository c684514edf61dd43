"""Known names: cities by size, given names. What is in here may still be something else in a text."""

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
    """Whether a word in lower case is one of the common words of English that are no names, or its form in -s."""
    return word in _common_words() or (word[-1:] == "s" and word[:-1] in _common_words())


@cache
def _common_words() -> frozenset[str]:
    return read_words(Path(__file__).with_name("common_words.txt"))
