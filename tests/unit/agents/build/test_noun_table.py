"""Classes of nouns from a small WordNet: senses are weighted by their counts, and ambiguous nouns are left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.build.noun_table import FILES, noun_classes

SYNSETS = {
    "00000001": ("person", ["soldier"], []),
    "00000002": ("artifact", ["establishment"], []),
    "00000003": ("artifact", ["mill", "factory"], ["00000002"]),
    "00000004": ("artifact", ["rifle"], []),
    "00000005": ("act", ["march"], []),
    "00000006": ("person", ["driver"], []),
    "00000007": ("artifact", ["driver"], []),
    "00000008": ("group", ["swarm"], []),
    "00000009": ("group", ["social_group"], []),
    "00000010": ("group", ["crew"], ["00000009"]),
    "00000011": ("artifact", ["tanker"], []),
    "00000012": ("person", ["tanker"], []),
}
"""Class file, words and the hypernym synsets, by offset."""
COUNTS = {("rifle", 1): 4, ("march", 1): 9, ("driver", 1): 1, ("driver", 2): 1, ("mill", 1): 3, ("swarm", 1): 1}


@pytest.fixture
def wordnet(tmp_path: Path) -> Path:
    """Return a folder with the three WordNet files, each with WordNet's licence header."""
    senses: dict[str, list[str]] = {}
    data, index, counts = ["  1 licence"], ["  1 licence"], []
    for offset, (kind, words, above) in SYNSETS.items():
        for word in words:
            senses.setdefault(word, []).append(offset)
        listed = " ".join(f"{word} 0" for word in words)
        pointers = " ".join([f"{len(above):03}", *(f"@ {up} n 0000" for up in above)])
        data.append(f"{offset} {FILES.index(kind) + 3:02} n {len(words):02x} {listed} {pointers} | gloss")
    for word, offsets in senses.items():
        index.append(f"{word} n {len(offsets)} 0 {len(offsets)} 0 {' '.join(offsets)}")
    for (word, rank), count in COUNTS.items():
        counts.append(f"{word}%1:00:00:: {rank} {count}")
    for name, lines in (("data.noun", data), ("index.noun", index), ("cntlist.rev", counts)):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def test_each_noun_is_of_the_class_of_its_senses(wordnet: Path) -> None:
    found = dict(noun_classes(wordnet))
    assert list(found) == sorted(found)
    assert found == {
        "soldier": "person",
        "mill": "group",
        "factory": "group",
        "establishment": "group",
        "rifle": "object",
        "march": "abstract",
        "driver": "person",
        "crew": "group",
        "tanker": "object",
    }
