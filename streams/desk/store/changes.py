"""Changes of the store, and how a Kafka message becomes one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from streams.contract.codec import decode_article, parse_moment
from streams.contract.records import Article, EnrichedArticle, Event
from streams.contract.topics import DEAD, ENRICHED, EVENTS, HAPPENINGS, RAW, catalogue
from streams.ops.settings import Settings
from streams.subscribe.record_types import DeadLetter, dead_letter


@dataclass(frozen=True, slots=True)
class RawArticleReceived:
    """A raw article was published."""

    article: Article
    at_ms: int
    """Time of the message in milliseconds since 1970, also in the other changes."""
    position: str
    """Topic, partition and offset; a dead letter refers to the message by them."""


@dataclass(frozen=True, slots=True)
class EnrichedArticleReceived:
    """An enriched article was published."""

    record: EnrichedArticle
    value: bytes
    """The record as published."""
    at_ms: int
    read_ms: int | None
    """`processed_at` in milliseconds since 1970."""


@dataclass(frozen=True, slots=True)
class EventReceived:
    """An event was published."""

    event: Event
    value: bytes
    at_ms: int


@dataclass(frozen=True, slots=True)
class DeadLetterReceived:
    """A dead letter was published."""

    letter: DeadLetter
    at_ms: int


class HappeningSummary(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of a happening that the store uses."""

    happening_id: str
    version: int
    event_ids: list[str] = []
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class HappeningReceived:
    """A version of a happening was published."""

    head: HappeningSummary
    value: bytes
    at_ms: int


Change = RawArticleReceived | EnrichedArticleReceived | EventReceived | DeadLetterReceived | HappeningReceived
Decode = Callable[[Any], Change]
"""A decoder; raises `ValueError` (as msgspec does) or `Unreadable` if the message is not such a record."""

_event = msgspec.json.Decoder(Event).decode
_article = msgspec.json.Decoder(EnrichedArticle).decode
_happening = msgspec.json.Decoder(HappeningSummary).decode
TOPICS = [topic for topic in catalogue([]) if topic.name in (RAW, ENRICHED, EVENTS, DEAD, HAPPENINGS)]
"""Topics that the desk reads if they exist."""


def decoders(settings: Settings) -> Mapping[str, Decode]:
    """Return the decoder of each topic, by full name; it takes kafka-python's `ConsumerRecord`."""
    longest = settings.max_article_chars

    def raw(message: Any) -> Change:
        position = f"{message.topic}/{message.partition}/{message.offset}"
        return RawArticleReceived(decode_article(message.value, max_chars=longest), message.timestamp, position)

    made: dict[str, Decode] = {RAW: raw, ENRICHED: _enriched, EVENTS: _coded, DEAD: _dead, HAPPENINGS: _joined}
    return {settings.topic(name): decode for name, decode in made.items()}


def _enriched(message: Any) -> Change:
    record = _article(message.value or b"")
    processed = parse_moment(record.processed_at)
    read_ms = int(processed.timestamp() * 1000) if processed else None
    return EnrichedArticleReceived(record, message.value, message.timestamp, read_ms)


def _coded(message: Any) -> Change:
    return EventReceived(_event(message.value or b""), message.value, message.timestamp)


def _dead(message: Any) -> Change:
    return DeadLetterReceived(dead_letter(message), message.timestamp)


def _joined(message: Any) -> Change:
    return HappeningReceived(_happening(message.value or b""), message.value, message.timestamp)
