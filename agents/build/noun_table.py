"""Write the list of noun classes from WordNet: `python -m agents.build.noun_table /usr/share/wordnet`.

The folder is that of Debian's package wordnet-base, or the `dict` folder of WordNet 3.0 (wordnet.princeton.edu).
A noun has the class of its senses, each sense weighted by its frequency in WordNet's sense-tagged texts. A noun between
classes is left out, and so are rare nouns, except those for people and groups.
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
"""WordNet's lexicographer files for nouns, in order; the first has number 3."""
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
"""Kinds of artifact that represent their staff as subject of a verb."""
PEOPLE = frozenset({"social_group", "people", "organization", "gathering", "ethnic_group", "kin_group", "citizenry"})
"""Kinds of group that consist of people; the others are collections and systems."""
PARTY = 0.2
"""Lowest share of senses for people or groups in a noun for people or groups."""
NO_PARTY = 0.08
"""Highest share of such senses in a noun for things."""
VESSELS_AND_MACHINES = frozenset(["tanker", "trawler", "destroyer", "liner", "cutter", "digger", "loader", "trailer"])
"""Nouns that denote things in news, though most of their senses in WordNet are people."""
MOST = 0.4
"""Lowest share of senses for objects (or abstract senses) in a noun of that class."""

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
"""The notice that a copy of WordNet or of a part of it must include."""

Sense = tuple[str, float]
"""Name of the lexicographer file, and the weight of the sense."""


def noun_classes(folder: Path) -> Iterator[tuple[str, NounClass]]:
    """Yield the nouns of the table, each with its class, in alphabetical order."""
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
    """Yield single words with their senses, and whether WordNet counts an occurrence of one of them."""
    files, counts = _synsets(folder), _counts(folder)
    for line in _lines(folder / "index.noun"):
        word, _, number, *rest = line.split()
        if re.fullmatch(r"[a-z][a-z'-]*", word):
            synsets = rest[-int(number) :]
            counted = [counts.get((word, rank), 0) for rank in range(1, len(synsets) + 1)]
            weights = [count + 1 / rank for rank, count in enumerate(counted, 1)]
            yield word, tuple(zip((files[s] for s in synsets), weights, strict=True)), any(counted)


def _synsets(folder: Path) -> Mapping[str, str]:
    """Return the lexicographer file of each synset, by its offset; workplaces count as groups."""
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
    """Return whether a synset or one of its hypernyms has a word of `kinds`."""
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
    """Write the table into the folder of the module that reads it."""
    rows = "".join(f"{word}\t{kind}\n" for word, kind in noun_classes(Path(sys.argv[1])))
    head = "".join(f"# {line}".rstrip() + "\n" for line in LICENCE.splitlines())
    TABLE.write_text(f"# noun\tclass, from WordNet 3.0: see agents/build/noun_table.py\n{head}{rows}", "utf-8")


if __name__ == "__main__":
    main()
