"""Dead letters: wrapping, unwrapping, and the limit on their share."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.contract.headers import DEAD_LETTER_HEADERS, Header
from streams.dead_letters.dead_letter import (
    Failure,
    dead_letter,
    failure_details,
    is_stub,
    origin_of,
    original_headers,
)
from streams.dead_letters.dead_ratio import DeadRatioExceeded, DeadRatioLimit
from streams.kafka.messages import OutgoingMessage
from tests.unit.support.fake_faust import Message

HEADER = st.tuples(st.text(max_size=8) | st.sampled_from(DEAD_LETTER_HEADERS), st.binary(max_size=8))


def _letter(message: Message, text: str = "why") -> OutgoingMessage:
    return dead_letter(message, "articles.raw.dead", Failure("not_json", "decode", "Unreadable", text), version="0")


@given(st.binary() | st.none(), st.binary() | st.none(), st.lists(HEADER))
def test_wrapping_and_unwrapping_restores_the_message(
    key: bytes | None, value: bytes | None, headers: list[Header]
) -> None:
    """The round trip keeps any message, even with headers that use our names."""
    letter = _letter(Message(value, key=key, headers=headers))
    assert (letter.key, letter.value) == (key, b"" if key is None and value is None else value)
    assert original_headers(letter.headers) == headers
    assert not is_stub(letter.headers)


@given(st.binary() | st.none(), st.binary() | st.none(), st.lists(HEADER))
def test_a_stub_has_size_digest_and_position(key: bytes | None, value: bytes | None, headers: list[Header]) -> None:
    """A stub is small for any message, and gives the position of the original."""
    short = _letter(Message(value, key=key, headers=headers, offset=7)).instead
    assert short is not None
    assert is_stub(short.headers)
    size, digest = (content for _, content in original_headers(short.headers))
    assert int(size) == len(value or b"")
    assert digest.decode() == hashlib.sha256(value or b"").hexdigest()
    assert origin_of(failure_details(short.headers)) == "articles.raw/0/7"
    assert short.key == key
    assert short.value == b""


def test_a_stub_drops_a_long_key() -> None:
    letter = _letter(Message(b"{", key=b"k" * 100_000)).instead
    assert letter is not None
    assert letter.key is None


def test_the_headers_of_a_dead_letter() -> None:
    """The headers give the reason and the position of the message."""
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
    """The length and the encoding of the exception's text do not matter."""
    assert 0 < len(dict(_letter(Message(b""), text).headers)["message"].decode()) <= 500


def flags(dead: int, good: int = 0, source: str | None = None) -> list[tuple[str | None, bool]]:
    """Return messages of one source: dead letters first, then good ones."""
    return [(source, True)] * dead + [(source, False)] * good


def test_too_many_stop_the_worker() -> None:
    """The worker stops when the share is exceeded and a fifth of the window is filled."""
    limit = DeadRatioLimit(0.5, 100)
    limit.check(flags(19))
    with pytest.raises(DeadRatioExceeded, match="20 of the last 20"):
        limit.check(flags(1))


def test_the_share_is_of_the_window() -> None:
    """Old messages leave the window, so neither old good ones nor old bad ones count indefinitely."""
    limit = DeadRatioLimit(0.5, 100)
    limit.check(flags(0, 1000))
    limit.check(flags(50))
    with pytest.raises(DeadRatioExceeded):
        limit.check(flags(1))
    limit = DeadRatioLimit(0.5, 100)
    for _ in range(20):
        limit.check(flags(1, 1) * 10)


def test_one_source_does_not_stop_the_work_of_another() -> None:
    """The number of bad messages of one source does not matter."""
    limit = DeadRatioLimit(0.5, 1000)
    for _ in range(50):
        limit.check([*flags(42, source="broken"), *flags(0, 3, source="good")])


def test_invented_source_names_count_as_one_source() -> None:
    limit = DeadRatioLimit(0.5, 1000)
    for batch in range(50):
        invented: list[tuple[str | None, bool]] = [(f"{batch}-{number}", True) for number in range(42)]
        limit.check([*invented, *flags(0, 3, source="good")])


def test_a_release_that_fails_on_every_source_stops() -> None:
    limit = DeadRatioLimit(0.5, 1000)
    with pytest.raises(DeadRatioExceeded, match="3 sources"):
        limit.check([*flags(200, source="a"), *flags(20, source="b"), *flags(10, 10, source="c")])


def test_a_ratio_of_one_never_stops() -> None:
    """A ratio of 1 disables the limit."""
    DeadRatioLimit(1, 10).check(flags(1000))
