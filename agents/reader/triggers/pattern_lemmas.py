"""Check of a pack's words: patterns compare lemmas, so a word to which the model gives another lemma never matches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path

from agents.reader.lexicon.common_words import is_common_word
from agents.reader.ontology.pack_check import Problem, line_of
from agents.reader.ontology.pack_files import read_pack
from agents.reader.syntax.tree import Doc

Parse = Callable[[Iterable[str]], Sequence[Doc]]
FRAMES = (
    "The {} was bad.",
    "Officials spoke about {} on Monday.",
    "A {} man left.",
    "They {} it.",
    "The army began the first {} exercise.",
    "Two {} and a boy came.",
    "He is very {}.",
    "They left it {}.",
    "They will {} again.",
)
"""Sentences that use a word as each part of speech. Capitalised forms are tried too: names are their own lemmas."""
INFLECTED = ("s", "ed", "ing", "men")
"""Endings of inflected forms. Words without one are their own lemmas, except for some irregular forms."""
_VALUES = re.compile(r"[:=](\S+)")


def other_lemmas(words: Iterable[str], parse: Parse) -> dict[str, str]:
    """Return the words that the model lemmatises differently in every sentence of `FRAMES`, with their lemma.

    The words are single and in lower case; `parse` is the model's. Lemmas that are not common words are left out: such
    words are acronyms and names ("MERS").
    """
    left = {word: word for word in words if word.isalpha() and word.endswith(INFLECTED)}
    for frame, case in product(FRAMES, (str.lower, str.capitalize)):
        for word, doc in zip(list(left), parse(frame.format(case(word)) for word in left), strict=True):
            lemmas = [token.lemma_ for token in doc if token.lower_ == word]
            if not lemmas or word in lemmas:
                del left[word]
            else:
                left[word] = lemmas[0]
    return {word: lemma for word, lemma in left.items() if is_common_word(lemma)}


def check_lemmas(folder: Path, parse: Parse) -> list[Problem]:
    """Return a problem for each word of a pack's patterns, lists and contexts that no token has as its lemma."""
    places: dict[str, tuple[Path, str]] = {}
    for path, text, words in _texts(folder):
        for word in words:
            for part in re.split("[_-]", word):
                places.setdefault(part, (path, text))
    found = other_lemmas(places, parse)
    return [
        Problem(path, line_of(path, text), f"{word!r} never matches: its lemma is {found[word]!r}")
        for word, (path, text) in places.items()
        if word in found
    ]


def _texts(folder: Path) -> Iterator[tuple[Path, str, list[str]]]:
    """Yield the file, text and lemmas of each text of a pack that contains lemmas."""
    pack, files = read_pack(folder)
    for name, listed in {**pack.lists, **pack.contexts}.items():
        yield folder / "pack.toml", f"{name} = ", [word.removesuffix(".n") for word in listed.split()]
    for path, kind in files.items():
        for table in kind.pattern:
            for line in table.lines():
                yield path, line, [word for word in _lemmas(line) if word[0] not in "@#*"]


def _lemmas(line: str) -> Iterator[str]:
    head, *conditions = line.split()
    yield from head.rpartition(".")[0].split("|")
    for condition in conditions:
        yield from _VALUES.findall(condition)[0].split("|")
