"""The labelled sentences that train and test the event coder are well-formed and unique."""

import json
from collections import Counter
from importlib.resources import files
from typing import Any

import pytest

from agents.reader.ontology.pack_files import pack_folder, read_pack

MODES: dict[str, frozenset[str]] = {
    "AGREE": frozenset(),
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "SUPPORT": frozenset(),
    "CONCEDE": frozenset(),
    "COOPERATE": frozenset(),
    "AID": frozenset(),
    "RETREAT": frozenset({"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "THREATEN": frozenset({"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset(
        {
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        }
    ),
    "ASSAULT": frozenset(
        {
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        }
    ),
    "NONE": frozenset(),
}

GENERAL = {kind.type: frozenset(kind.modes) for kind in read_pack(pack_folder("general"))[1].values()}
MODES |= {name: modes for name, modes in GENERAL.items() if name != "NONE"}

SHELF = files("agents.build") / "sentences"
LINES = {
    path.name.removesuffix(".jsonl"): path.read_text(encoding="utf-8").splitlines()
    for path in sorted(SHELF.iterdir(), key=lambda path: path.name)
    if path.name.endswith(".jsonl")
}
ROWS: list[tuple[str, dict[str, Any]]] = [(name, json.loads(line)) for name, lines in LINES.items() for line in lines]


@pytest.mark.parametrize("name", sorted(LINES))
def test_a_file_has_one_known_type(name: str) -> None:
    named = name.partition("-")[0]
    assert named in MODES
    assert {row["type"] for file, row in ROWS if file == name} == {named}


def test_each_line_has_the_four_fields() -> None:
    assert ROWS
    for _, row in ROWS:
        assert list(row) == ["text", "type", "mode", "trigger"], row
        assert row["text"] == " ".join(row["text"].split()), row


def test_a_mode_belongs_to_its_type() -> None:
    assert [row for _, row in ROWS if row["mode"] is not None and row["mode"] not in MODES[row["type"]]] == []


def test_a_trigger_stands_in_its_sentence() -> None:
    for _, row in ROWS:
        if row["type"] == "NONE":
            assert row["trigger"] is None, row
        else:
            assert row["trigger"], row
            assert row["trigger"] in row["text"], row


def test_no_sentence_is_repeated() -> None:
    seen = Counter(row["text"].casefold() for _, row in ROWS)
    assert [text for text, times in seen.items() if times > 1] == []
