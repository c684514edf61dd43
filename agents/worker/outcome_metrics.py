"""Counts outcomes in the metrics, and logs one line per dead letter."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from agents.pool.outcome import DeadArticle, Enriched, Outcome
from streams.contract.codec import parse_moment
from streams.ops.metrics import Metrics

log = logging.getLogger(__name__)


def account(metrics: Metrics, events: Sequence[Any], outcomes: Sequence[Outcome]) -> None:
    """Count a batch of Faust events that was acknowledged."""
    for event, outcome in zip(events, outcomes, strict=True):
        message = event.message
        metrics.taken.inc()
        metrics.raw_bytes.inc(len(message.value or b""))
        if isinstance(outcome, Enriched):
            metrics.completed(message.timestamp, _moment(outcome.published_at))
            _count(metrics, outcome)
        else:
            metrics.completed(message.timestamp)
            metrics.articles.labels("dead", outcome.reason).inc()
            _log(message, outcome)


def _count(metrics: Metrics, outcome: Enriched) -> None:
    for warning in outcome.warnings:
        metrics.article_warnings.labels(warning.field, warning.reason).inc()
    if outcome.duplicate:
        metrics.duplicates.labels(outcome.duplicate).inc()
    if outcome.duplicate == "exact":
        metrics.articles.labels("duplicate", "").inc()
        return
    metrics.articles.labels("enriched", "").inc()
    metrics.versions.inc(outcome.later_version)
    for coded in outcome.events:
        metrics.events.labels(coded.type, coded.status).inc()
        metrics.event_places.labels(coded.country or "").inc()
    for label in outcome.labels:
        metrics.entities.labels(label).inc()


def _moment(published_at: str | None) -> float | None:
    """Return the Unix time (seconds) of a publication date; None if it has no time of day."""
    if published_at is None or "T" not in published_at.upper():
        return None
    moment = parse_moment(published_at)
    return moment.timestamp() if moment else None


def _log(message: Any, dead: DeadArticle) -> None:
    """Write one line per dead letter."""
    where = {"topic": message.topic, "partition": message.partition, "offset": message.offset}
    about = {"article_id": dead.article_id, "reason": dead.reason.value, "stage": dead.stage}
    place = "{}[{}]@{}".format(*where.values())
    log.warning("dead letter %s of %s: %s", dead.reason, place, dead.message[:200], extra=where | about)
