"""The published reasons are used by the reader, documented, and complete clauses."""

from __future__ import annotations

from pathlib import Path

import pytest

from streams.contract.missing_reason import MissingReason, NotAParticipant, not_a_participant

ROOT = Path(__file__).parents[4]
READER = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "agents/reader").rglob("*.py"))
PAGE = (ROOT / "deploy/record.md").read_text(encoding="utf-8")
TEXTS = [*MissingReason, *NotAParticipant]


@pytest.mark.parametrize("reason", TEXTS)
def test_a_reason_is_given_by_the_reader_and_documented(reason: MissingReason | NotAParticipant) -> None:
    name = "refused" if reason is MissingReason.NOT_A_PARTICIPANT else f"{type(reason).__name__}.{reason.name}"
    assert name in READER
    assert f"`{reason.replace('!r', '')}`" in PAGE


def test_the_reason_for_a_phrase_names_it_and_its_construction() -> None:
    assert not_a_participant("bridge", "object", NotAParticipant.PLACE) == "'bridge' (object) is a place"
