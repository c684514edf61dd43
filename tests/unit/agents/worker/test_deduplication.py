"""Fingerprints of a batch: one per readable message, and none if deduplication is off."""

from __future__ import annotations

import logging
from typing import Any, cast

import msgspec
import pytest
from prometheus_client import CollectorRegistry

from agents.pool.outcome import ArticleLimits
from agents.worker import deduplication
from agents.worker.deduplication import Deduplicator, fingerprints
from streams.ops.health import Health
from streams.ops.metrics import Metrics
from streams.ops.settings import load
from tests.unit.support.duplicate_stories import story

LIMITS = ArticleLimits(100_000, 1_000_000)
RAW = msgspec.json.encode({"id": "a", "text": story(1)})
COPY = msgspec.json.encode({"id": "b", "text": story(1)})


def test_a_copy_has_the_fingerprint_of_its_original_and_what_cannot_be_read_has_none() -> None:
    one, broken, nothing, other = fingerprints([RAW, b"{not json", None, COPY], LIMITS)
    assert (broken, nothing) == (None, None)
    assert one is not None
    assert other is not None
    assert one.article_id == "a"
    assert one.text == other.text


def test_a_fingerprint_that_fails_leaves_the_article_to_be_read(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(article: object) -> None:
        raise ArithmeticError("no hash")

    monkeypatch.setattr(deduplication, "fingerprint", fail)
    with caplog.at_level(logging.WARNING):
        assert fingerprints([RAW], LIMITS) == [None]
    assert "not compared" in caplog.text


async def test_switched_off_there_are_no_verdicts_and_the_worker_is_ready() -> None:
    health = Health(0.0)
    metrics = Metrics(CollectorRegistry())
    off = Deduplicator(load(duplicate_hours=0), cast(Any, None), metrics, health)
    assert await off.verdicts([RAW, COPY]) == [None, None]
    assert health.fingerprints_read
