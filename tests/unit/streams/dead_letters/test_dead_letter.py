"""Dead letters: wrapped, taken apart again, and limited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.contract.headers import DEAD_LETTER_HEADERS, Header
from streams.dead_letters.dead_letter import dead_letter, original_headers
from streams.dead_letters.dead_ratio import DeadRatioExceeded, DeadRatioLimit
from streams.kafka.messages import OutgoingMessage
from tests.unit.support.fake_faust import Message

HEADER = st.tuples(st.text(max_size=8) | st.sampled_from(DEAD_LETTER_HEADERS), st.binary(max_size=8))


def _letter(message: Message, text: str = "why") -> OutgoingMessage:
    return dead_letter(
        message,
        "articles.raw.dead",
        reason="not_json",
        stage="decode",
        exception="Unreadable",
        text=text,
        attempts=1,
        version="0",
    )


@given(st.binary() | st.none(), st.binary() | st.none(), st.lists(HEADER))
def test_the_way_there_and_back(key: bytes | None, value: bytes | None, headers: list[Header]) -> None:
    """Whatever a message holds, headers with the names of ours among them."""
    letter = _letter(Message(value, key=key, headers=headers))
    assert (letter.key, letter.value) == (key, value)
    assert original_headers(letter.headers) == headers


def test_what_it_says() -> None:
    """Why, and where the message was."""
    letter = _letter(Message(b"{", offset=7, partition=3))
    assert dict(letter.headers) == {
        "reason": b"not_json",
        "stage": b"decode",
        "exception": b"Unreadable",
        "message": b"why",
        "topic": b"articles.raw",
        "partition": b"3",
        "offset": b"7",
        "timestamp": b"1700000000250",
        "attempts": b"1",
        "version": b"0",
    }


@pytest.mark.parametrize("text", ["a" * 10_000, "\ud800" * 600])
def test_its_message_is_short_utf8(text: str) -> None:
    """However long or broken the exception's was."""
    assert 0 < len(dict(_letter(Message(b""), text).headers)["message"].decode()) <= 500


def test_too_many_stop_the_worker() -> None:
    """More than the share, once a fifth of the window is in."""
    limit = DeadRatioLimit(0.5, 100)
    limit.check([True] * 19)
    with pytest.raises(DeadRatioExceeded, match="20 of the last 20"):
        limit.check([True])


def test_the_share_is_of_the_window() -> None:
    """Old good ones do not excuse new bad ones for ever, nor old bad ones count for ever."""
    limit = DeadRatioLimit(0.5, 100)
    limit.check([False] * 1000)
    limit.check([True] * 50)
    with pytest.raises(DeadRatioExceeded):
        limit.check([True])
    limit = DeadRatioLimit(0.5, 100)
    for _ in range(20):
        limit.check([True, False] * 10)


def test_one_never_stops() -> None:
    """A ratio of 1 switches the limit off."""
    DeadRatioLimit(1, 10).check([True] * 1000)
