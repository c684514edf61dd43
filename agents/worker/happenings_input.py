"""Messages of `happenings.input`: events that may be one happening go to one partition."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from agents.happenings.partitioning import by_meeting_key
from agents.pool.batch_outcomes import OVERHEAD
from agents.pool.outcome import Enriched
from streams.contract.codec import encode
from streams.contract.errors import NO_RECORD
from streams.contract.happening import Copy, HappeningInput
from streams.contract.headers import Header
from streams.contract.records import Event
from streams.contract.topics import HAPPENINGS_INPUT
from streams.kafka.messages import OutgoingMessage
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

HEADERS: list[Header] = [("schema", b"dateline.happening-input/1"), ("content-type", b"application/json")]
_event = msgspec.json.Decoder(Event).decode
_input = msgspec.json.Decoder(HappeningInput).decode


class _Parts(msgspec.Struct):
    """A message of `happenings.input` with its events undecoded."""

    events: list[msgspec.Raw] = []


_parts = msgspec.json.Decoder(_Parts).decode


def input_of(value: bytes) -> tuple[HappeningInput, list[str]]:
    """Return the content of a message of `happenings.input`, and a line for each event that is left out as invalid.

    Raises:
        ValueError: the message is not a record at all.
        RecursionError: it is nested too deeply.
    """
    try:
        return _input(value), []
    except NO_RECORD:
        raws = _parts(value).events
        if not raws:
            raise
    events: list[Event] = []
    invalid: list[str] = []
    for raw in raws:
        try:
            events.append(_event(raw))
        except NO_RECORD as error:
            invalid.append(repr(error))
    return HappeningInput(events=events), invalid


class _Duplicate(msgspec.Struct):
    """The fields that a happening keeps of a duplicate, which was not read."""

    article_id: str
    source: str | None
    url: str | None
    duplicate_of: str | None
    published_at: str | None


_duplicate = msgspec.json.Decoder(_Duplicate).decode


class HappeningsInput:
    """Builds the messages; none if `DATELINE_HAPPENINGS` is 0.

    `partitions` is the number of partitions of the topic; the worker sets it at the start.
    """

    def __init__(self, settings: Settings) -> None:
        self._on = settings.happenings > 0
        self._topic = settings.topic(HAPPENINGS_INPUT)
        self._most_bytes = settings.max_message_bytes - OVERHEAD
        self.partitions = 0

    def of_events(self, messages: Sequence[Any]) -> list[OutgoingMessage]:
        """Return messages for events, grouped by article and possible happening; other records are skipped."""
        articles: dict[str, list[Event]] = {}
        for message in messages if self._on else ():
            try:
                event = _event(message.value or b"")
            except Exception as error:  # noqa: BLE001 - nothing in a record may stop the worker
                log.warning("not an event, so in no happening: %s[%d]@%d: %r", *message.tp, message.offset, error)
                continue
            articles.setdefault(event.article_id, []).append(event)
        return [
            OutgoingMessage(self._topic, key.encode(), encode(HappeningInput(events=part)), HEADERS, optional=True)
            for events in articles.values()
            for key, group in by_meeting_key(events).items()
            for part in self._parts(group)
        ]

    def of_duplicate(self, outcome: Enriched) -> list[OutgoingMessage]:
        """Return one message per partition for an exact duplicate: the partitions of its original are unknown."""
        if not self._on or outcome.duplicate != "exact":
            return []
        article = _duplicate(outcome.value)
        copy = Copy(
            article_id=article.article_id,
            source=article.source,
            url=article.url,
            copy_of=article.duplicate_of,
            reported_at=article.published_at,
        )
        value = encode(HappeningInput(copy=copy))
        return [
            OutgoingMessage(self._topic, b"copy", value, HEADERS, optional=True, partition=partition)
            for partition in range(self.partitions)
        ]

    def _parts(self, events: Sequence[Event]) -> Iterator[list[Event]]:
        """Yield events in groups that fit into one message each; a single event always fits."""
        part: list[Event] = []
        size = 0
        for event in events:
            length = len(encode(event))
            if part and size + length > self._most_bytes:
                yield part
                part, size = [], 0
            part.append(event)
            size += length
        if part:
            yield part
