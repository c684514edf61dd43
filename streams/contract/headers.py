"""Headers of published messages: schema, CloudEvents 1.0 in Kafka binary mode, and fields for filtering."""

from __future__ import annotations

from datetime import UTC, datetime

from streams.contract.happening import HAPPENING_SCHEMA
from streams.contract.records import ARTICLE_SCHEMA, EVENT_SCHEMA

Header = tuple[str, bytes]

DEAD_LETTER_HEADERS = (
    "reason",
    "stage",
    "exception",
    "message",
    "topic",
    "partition",
    "offset",
    "timestamp",
    "attempts",
    "version",
)
"""Headers added after the message's own, in this order; replay removes exactly these."""

STUB_HEADERS = ("original-size", "original-sha256")
"""Headers before those if a dead letter is too large for its topic: size of the message's value and its SHA-256."""

SOURCE = "dateline"
"""`ce_source`: with `ce_id` it is unique for each record."""


def article_headers(article_id: str) -> list[Header]:
    """Return the headers of an enriched article."""
    return _cloud_event(ARTICLE_SCHEMA, "dateline.article", article_id)


def event_headers(event_id: str, event_type: str, country: str | None) -> list[Header]:
    """Return the headers of an event: the common ones, its type and the country of its place."""
    extra = [("event-type", event_type.encode())] + ([("country", country.encode())] if country else [])
    return _cloud_event(EVENT_SCHEMA, "dateline.event", event_id) + extra


def happening_headers(happening_id: str, version: int, event_type: str, country: str | None) -> list[Header]:
    """Return the headers of a happening, as those of an event; `ce_id` names the version too."""
    extra = [("event-type", event_type.encode())] + ([("country", country.encode())] if country else [])
    return _cloud_event(HAPPENING_SCHEMA, "dateline.happening", f"{happening_id}.{version}") + extra


def _cloud_event(schema: str, kind: str, identity: str) -> list[Header]:
    values = {
        "schema": schema,
        "content-type": "application/json",
        "ce_specversion": "1.0",
        "ce_id": identity,
        "ce_type": kind,
        "ce_source": SOURCE,
        "ce_time": datetime.now(UTC).isoformat(timespec="milliseconds"),
    }
    return [(name, value.encode("utf-8", "replace")) for name, value in values.items()]
