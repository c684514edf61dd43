"""The records or the dead letter that are published for any message."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.pool.outcome import ArticleLimits, DeadArticle, decode
from agents.worker.outgoing import outcome_of, outgoing
from streams.contract.errors import Reason
from streams.dead_letters.dead_letter import failure_details, is_stub
from streams.kafka.decompression import UndecodableBatch
from streams.kafka.record_batches import instead
from streams.ops.settings import Settings
from tests.broker.topics_fixture import article, expected
from tests.unit.support.fake_faust import Message

SETTINGS = Settings()
LIMITS = ArticleLimits(10_000, 100_000)
DEAD = DeadArticle(Reason.NOT_JSON, "decode", "Unreadable", "why")


@given(st.binary() | st.none(), st.binary() | st.none(), st.lists(st.tuples(st.text(), st.binary() | st.none())))
def test_a_dead_letter_for_any_message(key: bytes | None, value: bytes | None, headers: Any) -> None:
    (letter,) = outgoing(Message(value, key=key, headers=headers), DEAD, SETTINGS)
    assert letter.topic == "articles.raw.dead"
    assert failure_details(letter.headers)["reason"] == "not_json"
    assert letter.value is not None or letter.key is not None


@pytest.mark.parametrize("headers", [7, [("one",)], [("a", b"b", b"c")], [None]])
def test_invalid_headers_give_a_stub(headers: Any) -> None:
    (letter,) = outgoing(Message(b"{", headers=headers), DEAD, SETTINGS)
    assert letter.topic == "articles.raw.dead"
    assert failure_details(letter.headers)["stage"] in ("decode", "publish")


def test_each_record_has_a_dead_letter_as_replacement() -> None:
    raw = article(1)
    (outcome,) = expected([raw])
    messages = outgoing(Message(raw), outcome, SETTINGS)
    assert {m.topic for m in messages} == {"articles.enriched", "events"}
    for message in messages:
        assert message.instead is not None
        assert failure_details(message.instead.headers)["reason"] == "output_too_large"
        assert message.instead.value == raw
        assert message.instead.instead is not None
        assert is_stub(message.instead.instead.headers)


def test_a_batch_that_cannot_be_decoded_is_a_dead_letter() -> None:
    message = Message(None, headers=instead(UndecodableBatch("damaged lz4 data")))  # type: ignore[arg-type]
    outcome = outcome_of(message, DeadArticle(Reason.EMPTY_MESSAGE, "decode", "Unreadable", "no value"))
    assert isinstance(outcome, DeadArticle)
    assert (outcome.reason, outcome.message) == (Reason.UNREADABLE_BATCH, "damaged lz4 data")
    assert outcome_of(Message(b"x", headers=message.headers), DEAD) is DEAD


@pytest.mark.parametrize("depth", [100, 500, 960, 970, 980, 990, 995, 1000, 5000])
@pytest.mark.parametrize("field", ["published_at", "text", "id", "title", "extra", "url", "authors", "tags"])
def test_no_depth_of_nesting_raises(field: str, depth: int) -> None:
    """Python and msgspec have different nesting limits, and so has other code."""
    nested = "[" * depth + "]" * depth
    raw = f'{{"text": "Rebels attacked.", "{field}": {nested}}}'.encode()
    assert decode(raw, LIMITS) is not None
