"""The words of a sentence that tell where an event was."""

from __future__ import annotations

import pytest

from agents.happenings.vocabulary import dates_words, sites


@pytest.mark.parametrize(
    ("sentence", "trigger", "found"),
    [
        ("A bomb went off at a market in Jos.", "went off", {"market"}),
        ("Hours after the shops opened, a bomb went off at a bus station in Jos.", "went off", {"bus"}),
        ("A day after a raid on a school, gunmen stormed a church in Jos.", "stormed", {"church"}),
        ("After gunmen stormed a church in Jos, killing two, the town was calm.", "stormed", {"church"}),
        ("A bomb killed nine near a hotel in Jos, hospital officials told reporters.", "killed", {"hotel"}),
        ("Gunmen shot dead a doctor at a hospital in Jos, prison staff said.", "shot", {"hospital"}),
        ("A bomb killed nine near a hotel in Jos, while a school was closed.", "killed", {"hotel"}),
        ("Nine died in an attack by gunmen on a hospital in Jos.", "died", {"hospital"}),
        ("A bomb went off at a hotel; two died in a hospital.", "went off", {"hotel"}),
        ("Nine of the wounded were taken to a hospital after a bomb at a hotel.", "bomb", {"hotel"}),
    ],
)
def test_the_scene_of_an_event(sentence: str, trigger: str, found: set[str]) -> None:
    assert sites(sentence, trigger) == found


@pytest.mark.parametrize(
    ("sentence", "of_words"),
    [
        ("A bomb killed nine in Jos, police said on Tuesday.", True),
        ("A bomb killed nine in Jos, police told reporters late on Tuesday.", True),
        ("A bomb killed nine in Jos on Tuesday, police said.", False),
    ],
)
def test_a_day_beside_a_verb_of_saying_may_be_that_of_saying_it(sentence: str, of_words: bool) -> None:
    assert dates_words(sentence) is of_words
