from __future__ import annotations

from typing import Any

import msgspec
import pytest

from streams.contract.records import Event
from tests.unit.agents.happenings.test_claims import at, happening_of
from tests.unit.support.news_events import attack, named


def denial(sentence: str, actor: str, **changes: Any) -> Event:
    event = attack("a2", sentence, status="negated", published_at=at(12), **changes)
    return msgspec.structs.replace(event, actors=[named(actor, label="ORG")], attribution=None)


@pytest.mark.parametrize(
    ("sentence", "actor", "said_by"),
    [
        ("The rebels of the Vale Front denied on Monday that they had bombed the market.", "Vale Front", "Vale Front"),
        ("The Vale Front rejected accusations that it had bombed the market.", "Vale Front", "Vale Front"),
        ("Residents denied that the Vale Front had bombed the market.", "Vale Front", None),
        ("The Vale Front did not bomb the market in Charsadda.", "Vale Front", None),
    ],
)
def test_the_actor_that_denies_is_named(sentence: str, actor: str, said_by: str | None) -> None:
    found = happening_of(attack("a1", published_at=at(8)), denial(sentence, actor))
    assert [one.said_by for one in found.denials] == [said_by]


def test_a_retraction_is_not_a_denial() -> None:
    text = "The paper retracted its report that a bomb had exploded at a market in Charsadda."
    first = attack("a1", source="Courier", published_at=at(8))
    found = happening_of(first, attack("a2", text, source="Courier", status="negated", published_at=at(12)))
    assert [one.kind for one in found.corrections] == ["retraction"]
    assert found.denials == []
