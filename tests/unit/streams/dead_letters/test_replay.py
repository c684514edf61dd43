"""The messages and headers that a replay publishes to the raw topic."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from streams.contract.headers import DEAD_LETTER_HEADERS, Header
from streams.dead_letters.dead_letter import Failure, dead_letter
from streams.dead_letters.replay import ReplaySelection, replay_headers
from streams.kafka.messages import message_headers


def message(given: list[Header] | None = None, timestamp: int = 1000) -> Any:
    return SimpleNamespace(
        topic="articles.raw",
        partition=2,
        offset=5,
        timestamp=timestamp,
        key=b"k",
        value=b"v",
        headers=given or [],
    )


def dead(given: list[Header], reason: str = "not_json") -> Any:
    letter = dead_letter(message(given), "dead", Failure(reason, "decode", "E", "t"), version="1")
    return message(list(letter.headers))


def test_a_dead_letter_gets_its_own_headers_back() -> None:
    first: list[Header] = [("trace", b"1"), ("trace", b"2"), ("reason", b"mine")]
    assert replay_headers(dead(first)) == [*first, ("replayed-from", b"articles.raw/2/5")]


def test_a_second_replay_names_the_last_place_only() -> None:
    again = dead(replay_headers(dead([("trace", b"1")])))
    assert replay_headers(again) == [("trace", b"1"), ("replayed-from", b"articles.raw/2/5")]


def test_headers_of_an_article_are_kept_even_with_similar_names() -> None:
    given: list[Header] = [(name, b"x") for name in DEAD_LETTER_HEADERS[1:]]
    assert replay_headers(message(given))[:-1] == given
    assert message_headers(message([("empty", None)])) == [("empty", b"")]  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("choice", "takes"),
    [
        (ReplaySelection(), True),
        (ReplaySelection(since_ms=1000), True),
        (ReplaySelection(since_ms=1001), False),
        (ReplaySelection(until_ms=1001), True),
        (ReplaySelection(until_ms=1000), False),
        (ReplaySelection(frozenset({"not_json", "bad_unicode"})), True),
        (ReplaySelection(frozenset({"bad_unicode"})), False),
        (ReplaySelection(frozenset({"not_json"}), since_ms=2000), False),
    ],
)
def test_choice(choice: ReplaySelection, takes: bool) -> None:
    assert choice.matches(dead([])) is takes


def test_what_is_no_dead_letter_has_no_reason() -> None:
    assert not ReplaySelection(frozenset({"not_json"})).matches(message([("reason", b"not_json")]))
