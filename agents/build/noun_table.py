"""Write the list of noun classes from WordNet: `python -m agents.build.noun_table /usr/share/wordnet`.

The folder is that of Debian's package wordnet-base, or the `dict` folder of WordNet 3.0 (wordnet.princeton.edu).
A noun is of the class to which its senses belong, each sense weighed by how often it was met in the tagged texts that
WordNet counts; a noun between classes is left out. Only nouns for people and groups are kept however rare.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from agents.reader.lexicon.common_words import is_common_word
from agents.reader.lexicon.noun_classes import TABLE, NounClass

FILES = [
    "tops",
    "act",
    "animal",
    "artifact",
    "attribute",
    "body",
    "cognition",
    "communication",
    "event",
    "feeling",
    "food",
    "group",
    "location",
    "motive",
    "object",
    "person",
    "phenomenon",
    "plant",
    "possession",
    "process",
    "quantity",
    "relation",
    "shape",
    "state",
    "substance",
    "time",
]
"""WordNet's lexicographer files for nouns; the first has number 3."""
CLASSES: Mapping[NounClass, frozenset[str]] = {
    "person": frozenset({"person"}),
    "group": frozenset({"group"}),
    "object": frozenset(["animal", "artifact", "body", "food", "location", "object", "plant", "shape", "substance"]),
    "abstract": frozenset(
        [
            "act",
            "attribute",
            "cognition",
            "communication",
            "event",
            "feeling",
            "motive",
            "phenomenon",
            "possession",
            "process",
            "quantity",
            "relation",
            "state",
            "time",
        ]
    ),
}
WORKPLACES = frozenset({"establishment", "institution", "building_complex"})
"""Kinds of artifact whose staff is meant where they act."""
PEOPLE = frozenset({"social_group", "people", "organization", "gathering", "ethnic_group", "kin_group", "citizenry"})
"""Kinds of group that people make up; others are collections and systems."""
PARTY = 0.2
"""Share of its senses from which a noun is one for people or groups."""
NO_PARTY = 0.08
"""Share of such senses up to which a noun is one for things."""
VESSELS_AND_MACHINES = frozenset(["tanker", "trawler", "destroyer", "liner", "cutter", "digger", "loader", "trailer"])
"""Nouns that news uses for things; their senses in WordNet are mostly people."""
MOST = 0.4
"""Share of its senses from which a noun is one for objects, or abstract."""

LICENCE = """\
This software and database is being provided to you, the LICENSEE, by
Princeton University under the following license.  By obtaining, using
and/or copying this software and database, you agree that you have
read, understood, and will comply with these terms and conditions.:

Permission to use, copy, modify and distribute this software and
database and its documentation for any purpose and without fee or
royalty is hereby granted, provided that you agree to comply with
the following copyright notice and statements, including the disclaimer,
and that the same appear on ALL copies of the software, database and
documentation, including modifications that you make for internal
use or for distribution.

WordNet 3.0 Copyright 2006 by Princeton University.  All rights reserved.

THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON
UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR
IMPLIED.  BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON
UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES OF MERCHANT-
ABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE
OF THE LICENSED SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT
INFRINGE ANY THIRD PARTY PATENTS, COPYRIGHTS, TRADEMARKS OR
OTHER RIGHTS.

The name of Princeton University or Princeton may not be used in
advertising or publicity pertaining to distribution of the software
and/or database.  Title to copyright in this software, database and
any associated documentation shall at all times remain with
Princeton University and LICENSEE agrees to preserve same.
"""
"""What a copy of WordNet or of a part of it must carry."""

Sense = tuple[str, float]
"""A class file's name, and the weight of the sense."""


def noun_classes(folder: Path) -> Iterator[tuple[str, NounClass]]:
    """The nouns that are kept, each with its class, in alphabetical order."""
    for word, senses, counted in sorted(_nouns(folder)):
        shares = {kind: sum(w for file, w in senses if file in files) for kind, files in CLASSES.items()}
        total = sum(weight for _, weight in senses)
        people, groups = shares["person"] / total, shares["group"] / total
        if word in VESSELS_AND_MACHINES:
            yield word, "object"
        elif people + groups >= PARTY:
            yield word, "person" if people >= groups else "group"
        elif people + groups < NO_PARTY and (counted or is_common_word(word)):
            thing: NounClass = "object" if shares["object"] >= shares["abstract"] else "abstract"
            if shares[thing] >= MOST * total:
                yield word, thing


def _nouns(folder: Path) -> Iterator[tuple[str, tuple[Sense, ...], bool]]:
    """Single words with their senses, and whether one of them was ever counted."""
    files, counts = _synsets(folder), _counts(folder)
    for line in _lines(folder / "index.noun"):
        word, _, number, *rest = line.split()
        if re.fullmatch(r"[a-z][a-z'-]*", word):
            synsets = rest[-int(number) :]
            counted = [counts.get((word, rank), 0) for rank in range(1, len(synsets) + 1)]
            weights = [count + 1 / rank for rank, count in enumerate(counted, 1)]
            yield word, tuple(zip((files[s] for s in synsets), weights, strict=True)), any(counted)


def _synsets(folder: Path) -> Mapping[str, str]:
    """The class file of each synset, by its offset; workplaces count as groups."""
    files: dict[str, str] = {}
    words: dict[str, frozenset[str]] = {}
    above: dict[str, list[str]] = {}
    for line in _lines(folder / "data.noun"):
        offset, file, _, size, *rest = line.split(" |", 1)[0].split()
        files[offset] = FILES[int(file) - 3]
        words[offset] = frozenset(rest[: 2 * int(size, 16) : 2])
        pointers = rest[2 * int(size, 16) + 1 :]
        above[offset] = [pointers[i + 1] for i in range(0, len(pointers) - 3, 4) if pointers[i] in ("@", "@i")]
    for offset, file in list(files.items()):
        if file == "artifact" and _is_kind(offset, WORKPLACES, words, above):
            files[offset] = "group"
        elif file == "group" and not _is_kind(offset, PEOPLE, words, above):
            files[offset] = "collection"
    return files


def _is_kind(
    offset: str, kinds: frozenset[str], words: Mapping[str, frozenset[str]], above: Mapping[str, list[str]]
) -> bool:
    """Whether a synset is one of some kinds, or below one."""
    return bool(words[offset] & kinds) or any(_is_kind(o, kinds, words, above) for o in above[offset])


def _counts(folder: Path) -> Mapping[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = {}
    for line in _lines(folder / "cntlist.rev"):
        key, rank, count = line.split()
        word, _, rest = key.partition("%")
        if rest[0] == "1":
            found[word, int(rank)] = int(count)
    return found


def _lines(file: Path) -> Iterator[str]:
    return (line for line in file.read_text("utf-8").splitlines() if line and line[0] != " ")


def main() -> None:
    """Write the table beside the module that reads it."""
    rows = "".join(f"{word}\t{kind}\n" for word, kind in noun_classes(Path(sys.argv[1])))
    head = "".join(f"# {line}".rstrip() + "\n" for line in LICENCE.splitlines())
    TABLE.write_text(f"# noun\tclass, from WordNet 3.0: see agents/build/noun_table.py\n{head}{rows}", "utf-8")


if __name__ == "__main__":
    main()
