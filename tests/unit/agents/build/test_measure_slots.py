"""Slots of everyday events: there are enough labelled sentences of every mode, and most slots are right."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from agents.build.measure_slots import measure, slot_sentences, table
from agents.build.train_classifier import rows
from agents.reader.ontology.pack_files import pack_folder, read_pack
from agents.reader.reading import NewsReader
from agents.reader.spacy_model.model import SpacyModel

GENERAL = {kind.type: set(kind.modes) for kind in read_pack(pack_folder("general"))[1].values() if kind.modes}
PRECISION, RECALL = 0.9, 0.8
"""Minimum shares of the given slots that are right, and of the expected slots that are given."""


def test_every_mode_has_a_labelled_sentence() -> None:
    told = {(s.event_type, s.mode) for s in slot_sentences()}
    assert {(name, mode) for name, modes in GENERAL.items() for mode in modes} <= told


def test_there_are_1500_labelled_sentences_of_everyday_news() -> None:
    labelled = {row["text"] for row in rows() if row["type"] in GENERAL} | {s.text for s in slot_sentences()}
    assert len(labelled) >= 1500


def test_most_slots_are_right(model: SpacyModel) -> None:
    counts, wrong = measure(slot_sentences(), NewsReader(model, ("plover", "general")))
    total = Counter[str]()
    for name, row in counts.items():
        total.update({} if name == "event" else row)
    assert total["right"] / total["given"] >= PRECISION, wrong
    assert total["right"] / total["asked"] >= RECALL, wrong


def test_the_table_ends_with_all_slots() -> None:
    counts = {"amount": Counter({"asked": 4, "given": 2, "right": 1}), "event": Counter({"asked": 9, "given": 9})}
    assert table(counts).splitlines()[-1] == "| all slots | 4 | 2 | 0.50 | 0.25 |"


def test_a_line_without_a_trigger_is_no_labelled_sentence(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("# a comment\nDEAL sale | The state sold the bank. | seller = state\n", "utf-8")
    with pytest.raises(ValueError, match="no labelled sentence"):
        slot_sentences(tmp_path / "one.txt")
