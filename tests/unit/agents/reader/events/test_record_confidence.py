"""The confidence of a record as a whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agents.reader.events.record_confidence import FEATURES, WEIGHTS, record_confidence
from tests.unit.support.event_fixtures import analyses, events

FULL = "Gunmen killed nine soldiers in Quetta on Tuesday. The soldiers were killed at a checkpoint, the army said."


@given(st.floats(0, 1), st.fixed_dictionaries({name: st.sampled_from([0.0, 1.0]) for name in FEATURES}))
def test_it_is_a_probability(trigger: float, features: dict[str, float]) -> None:
    assert 0 <= record_confidence(trigger, features) <= 1


def test_a_surer_trigger_makes_a_surer_record() -> None:
    none = dict.fromkeys(FEATURES, 0.0)
    assert WEIGHTS["trigger"] > 0
    assert record_confidence(0.9, none) > record_confidence(0.6, none)


def test_a_record_with_both_parties_has_a_higher_confidence_than_one_with_none() -> None:
    (full,) = [e for e in events(FULL) if e.event_type == "ASSAULT" and e.story_event_id is None]
    (bare,) = [f.coded for f in analyses("There was an attack.") if f.coded.event_type == "ASSAULT"]
    assert full.confidence > bare.confidence


def test_the_reason_names_the_facts() -> None:
    (reason,) = [f.reasons["confidence"] for f in analyses(FULL) if f.dropped is None]
    assert "recipient" in reason
