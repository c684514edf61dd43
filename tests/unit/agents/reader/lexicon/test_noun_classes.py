"""The class of things that a common noun names."""

from __future__ import annotations

import pytest

from agents.reader.lexicon.noun_classes import NounClass, noun_class


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("shopkeeper", "person"),
        ("gendarme", "person"),
        ("union", "group"),
        ("refinery", "group"),
        ("bus", "object"),
        ("bridge", "object"),
        ("storm", "abstract"),
        ("report", "abstract"),
        ("xyzzy", None),
    ],
)
def test_a_noun_is_for_people_or_for_things(noun: str, kind: NounClass | None) -> None:
    assert noun_class(noun) == kind
