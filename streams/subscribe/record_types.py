"""Record classes by topic, and the decoding of their messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

import msgspec

from streams.contract.codec import encode
from streams.contract.happening import Happening
from streams.contract.headers import Header
from streams.contract.records import EnrichedArticle, Event
from streams.contract.topics import DEAD, ENRICHED, EVENTS, HAPPENINGS, route_topic
from streams.dead_letters.dead_letter import failure_details, original_headers
from streams.kafka.messages import message_headers


class DeadLetter(msgspec.Struct, frozen=True, kw_only=True):
    """A message that could not be read, unchanged, and the reason."""

    reason: str
    """A value of `streams.contract.errors.Reason` of the version that wrote it."""
    stage: str
    exception: str
    message: str
    topic: str
    """Topic of the message; identifies it together with partition and offset."""
    partition: int
    offset: int
    attempts: int
    key: bytes | None
    value: bytes | None
    headers: list[Header]


Decode = Callable[[Any], Any]
"""Function from a message of either Kafka client to its record; raises `ValueError` if it is not one."""

_event = msgspec.json.Decoder(Event).decode
_article = msgspec.json.Decoder(EnrichedArticle).decode
_happening = msgspec.json.Decoder(Happening).decode


def record_type(what: str) -> Mapping[str, Decode]:
    """Return decoders by topic (no prefix) for `events`, `happenings`, `enriched`, `dead`, `outcomes` or a route."""
    if what == "outcomes":
        return {ENRICHED: _enriched, DEAD: dead_letter}
    if what == "enriched":
        return {ENRICHED: _enriched}
    if what == "dead":
        return {DEAD: dead_letter}
    if what == HAPPENINGS:
        return {HAPPENINGS: lambda message: _happening(message.value or b"")}
    return {EVENTS if what == EVENTS else route_topic(what): lambda message: _event(message.value or b"")}


def _enriched(message: Any) -> EnrichedArticle:
    return _article(message.value or b"")


def dead_letter(message: Any) -> DeadLetter:
    """Return a message as a dead letter.

    Raises:
        ValueError: the message has no failure headers.
    """
    mine = message_headers(message)
    why = failure_details(mine)
    if not why:
        raise ValueError("it does not have the headers of a dead letter")
    return DeadLetter(
        reason=why["reason"],
        stage=why["stage"],
        exception=why["exception"],
        message=why["message"],
        topic=why["topic"],
        partition=int(why["partition"]),
        offset=int(why["offset"]),
        attempts=int(why["attempts"]),
        key=message.key,
        value=message.value,
        headers=original_headers(mine),
    )


def identity(record: Event | EnrichedArticle | Happening | DeadLetter) -> object:
    """Return the identity of a record: equal for a repeat, different for an amended version with the same id."""
    if isinstance(record, DeadLetter):
        return record.topic, record.partition, record.offset
    if isinstance(record, Happening):
        return record.happening_id, record.version
    name = record.event_id if isinstance(record, Event) else record.article_id
    rest = encode(msgspec.structs.replace(record, processed_at=""))
    return name, blake2b(rest, digest_size=8).digest()
