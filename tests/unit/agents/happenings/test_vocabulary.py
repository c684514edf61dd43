"""The words of a sentence that tell where an event was."""

from __future__ import annotations

import pytest

from agents.happenings.vocabulary import sites


@pytest.mark.parametrize(
    ("sentence", "trigger", "found"),
    [
        ("A bomb went off at a market in Jos.", "went off", {"market"}),
        ("Hours after the shops opened, a bomb went off at a bus station in Jos.", "went off", {"bus"}),
        ("A day after a raid on a school, gunmen stormed a church in Jos.", "stormed", {"church"}),
        ("After gunmen stormed a church in Jos, killing two, the town was calm.", "stormed", {"church"}),
        ("A bomb killed nine near a hotel in Jos, hospital officials told reporters.", "killed", {"hotel"}),
        ("Gunmen shot dead a doctor at a hospital in Jos, prison staff said.", "shot", {"hospital"}),
        ("Nine of the wounded were taken to a hospital after a bomb at a hotel.", "bomb", {"hotel"}),
    ],
)
def test_the_scene_of_an_event(sentence: str, trigger: str, found: set[str]) -> None:
    assert sites(sentence, trigger) == found
