"""All topics: name, key, value, writer, reader and retention."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

RAW = "articles.raw"
ENRICHED = "articles.enriched"
EVENTS = "events"
DEAD = "articles.raw.dead"
FINGERPRINTS = "articles.fingerprints"
HAPPENINGS = "happenings"
HAPPENINGS_INPUT = "happenings.input"
"""Events and copies, partitioned so that all events of one happening are in one partition."""

AVRO = "avro."
"""Prefix of the name of the Avro copy of a topic."""

DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic, as `topics list` shows it and `topics create` makes it."""

    name: str
    key: str
    value: str
    writer: str
    reader: str
    config: dict[str, str] = field(default_factory=dict)
    """Kafka topic settings; the message size is added from the settings."""
    partitions: int | None = None
    """The number of partitions, independent of the settings."""


def route_topic(route: str) -> str:
    """Return the topic of a route."""
    return f"{EVENTS}.{route}"


def catalogue(routes: Iterable[str]) -> list[Topic]:
    """Return every topic that Dateline uses, without the prefix."""
    week, month = str(7 * DAY_MS), str(30 * DAY_MS)
    # One partition, because its order decides between workers. Broker timestamps, kept for three times the
    # longest window (`DATELINE_DUPLICATE_HOURS`) and a day, in segments short enough to be dropped then.
    log = {"retention.ms": str(10 * DAY_MS), "segment.ms": str(DAY_MS), "message.timestamp.type": "LogAppendTime"}
    fixed = [
        Topic(RAW, "free", "article", "scrapers, `dateline feed`", "enrich agent", {"retention.ms": week}),
        Topic(ENRICHED, "article id", "enriched article", "enrich agent", "subscribers", {"retention.ms": month}),
        Topic(EVENTS, "article id", "event", "enrich agent", "route agent, subscribers", {"retention.ms": month}),
        Topic(DEAD, "the raw key", "the raw bytes", "enrich agent", "`dateline replay`", {"retention.ms": month}),
        Topic(FINGERPRINTS, "article id", "fingerprint", "enrich agent", "enrich agent", log, partitions=1),
        Topic(
            HAPPENINGS_INPUT,
            "type family and country",
            "events, copies",
            "route agent, enrich agent",
            "happenings agent",
            {"retention.ms": week},
        ),
        Topic(
            HAPPENINGS,
            "happening id",
            "happening",
            "happenings agent",
            "subscribers, happenings agent",
            {"cleanup.policy": "compact"},
        ),
    ]
    routed = [
        Topic(route_topic(r), "article id", "event", "route agent", "subscribers", {"retention.ms": month})
        for r in routes
    ]
    return fixed + routed
