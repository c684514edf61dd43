"""The effect of a verdict on an article: whether it is read, its id, and its links."""

from __future__ import annotations

import msgspec

from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import ArticleLimits, DeadArticle, Enriched
from agents.worker.deduplication import fingerprints
from streams.contract.records import EnrichedArticle, Event
from streams.dedup.verdict import Verdict
from tests.broker.stub_reader import StubReader
from tests.broker.topics_fixture import article

LIMITS = ArticleLimits(article_chars=50_000, message_bytes=200_000)


def outcome(raw: bytes, verdict: Verdict | None) -> Enriched:
    (found,) = outcomes(StubReader(), [raw], "then", LIMITS, [verdict])
    assert isinstance(found, Enriched)
    return found


def record(enriched: Enriched) -> EnrichedArticle:
    return msgspec.json.decode(enriched.value, type=EnrichedArticle)


def test_a_duplicate_is_published_without_being_read() -> None:
    """This holds even if reading it would kill the reader."""
    found = outcome(article(1, "[raise] Rebels attacked Kabul."), Verdict("a0001", "a0000"))
    assert (found.duplicate, found.events) == ("exact", [])
    assert (record(found).article_id, record(found).duplicate_of) == ("a0001", "a0000")
    assert record(found).title == "Story 1"
    assert record(found).event_ids == []


def test_a_near_duplicate_is_read_and_linked() -> None:
    found = outcome(article(1), Verdict("a0001", near_duplicate_of="a0000"))
    assert found.duplicate == "near"
    assert (record(found).duplicate_of, record(found).near_duplicate_of) == (None, "a0000")
    events = [msgspec.json.decode(event.value, type=Event) for event in found.events]
    assert {event.near_duplicate_of for event in events} == {"a0000"}


def test_a_later_version_has_new_ids() -> None:
    first, later = outcome(article(1), None), outcome(article(1), Verdict("a0001.12ab", None, "a0001"))
    assert (first.later_version, later.later_version) == (False, True)
    assert record(later).version_of == "a0001"
    events = [msgspec.json.decode(event.value, type=Event) for event in later.events]
    assert {(event.article_id, event.version_of) for event in events} == {("a0001.12ab", "a0001")}
    assert not {event.id for event in first.events} & {event.id for event in later.events}


def test_verdicts_stay_with_their_messages() -> None:
    raws = [article(0), b"not JSON", article(1), None, article(2)]
    verdicts = [None, None, Verdict("a0001", "x"), None, Verdict("b")]
    found = outcomes(StubReader(), raws, "then", LIMITS, verdicts)
    assert [type(outcome) for outcome in found] == [Enriched, DeadArticle, Enriched, DeadArticle, Enriched]
    assert [o.article_id for o in found if isinstance(o, Enriched)] == ["a0000", "a0001", "b"]
    assert [o.duplicate for o in found if isinstance(o, Enriched)] == [None, "exact", None]


def test_only_an_article_has_a_fingerprint() -> None:
    marks = fingerprints([article(0), b"not JSON", None, article(1, "x" * 60_000)], LIMITS)
    assert [mark is not None for mark in marks] == [True, False, False, False]
