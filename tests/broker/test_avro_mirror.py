"""Records are copied as Avro at least once, and a new mirror resumes where the last one ended."""

from __future__ import annotations

import io
import json
import struct
import threading

import fastavro
import pytest

from streams.avro.mirror import AvroMirror
from streams.contract.codec import encode
from streams.contract.headers import article_headers, event_headers
from streams.contract.topics import AVRO, ENRICHED, EVENTS
from streams.kafka.sync_producer import SyncProducer
from tests.avro.registry import Registry, serving
from tests.broker.topic_consumer import Message
from tests.broker.topics_fixture import Rig
from tests.support.patience import PATIENCE_SECONDS
from tests.unit.support.records import article, event


def publish(rig: Rig, topic: str, key: bytes, value: bytes, headers: list[tuple[str, bytes]]) -> None:
    with SyncProducer(rig.settings, rig.topic(topic)) as sender:
        sender.send(key, value, headers)
        sender.finish()


def copy(rig: Rig, registry: Registry, messages: int) -> AvroMirror:
    """Run a mirror until it has copied so many messages."""
    settings = rig.settings.model_copy(update={"registry": registry.url})
    late = threading.Event()
    timer = threading.Timer(PATIENCE_SECONDS, late.set)
    timer.start()
    try:
        with AvroMirror(settings) as mirror:
            mirror.run(lambda: mirror.copied + mirror.skipped >= messages or late.is_set())
    finally:
        timer.cancel()
    assert not late.is_set()
    return mirror


def decoded(message: Message, registry: Registry) -> object:
    """Decode a message as a subscriber with a schema registry does."""
    assert message.value is not None
    magic, identity = struct.unpack(">bI", message.value[:5])
    assert magic == 0
    schema = fastavro.parse_schema(json.loads(registry.schemas[identity - 1]))
    return fastavro.schemaless_reader(io.BytesIO(message.value[5:]), schema, None)


def test_events_and_articles_are_copied(rig: Rig) -> None:
    headers = event_headers("ev-1", "ASSAULT", "PER")
    publish(rig, EVENTS, b"a", encode(event()), headers)
    publish(rig, ENRICHED, b"a", encode(article()), article_headers("a"))
    publish(rig, EVENTS, b"b", b"not a record", [])
    with serving() as registry:
        first = copy(rig, registry, 3)
        assert (first.copied, first.skipped) == (2, 1)
        publish(rig, EVENTS, b"c", encode(event()), [])
        assert copy(rig, registry, 1).copied == 1
        consumer = rig.consumer(AVRO + EVENTS, AVRO + ENRICHED)
        consumer.drain()
        events = {message.key: message for message in consumer.of(rig.topic(AVRO + EVENTS))}
        (enriched,) = consumer.of(rig.topic(AVRO + ENRICHED))
        assert set(events) == {b"a", b"c"}
        assert decoded(events[b"a"], registry) == decoded(events[b"c"], registry)
        assert decoded(events[b"a"], registry)["event_id"] == event().event_id  # type: ignore[index]
        assert decoded(enriched, registry)["article_id"] == article().article_id  # type: ignore[index]
        expected = [(n, b"application/vnd.confluent.avro" if n == "content-type" else v) for n, v in headers]
        assert events[b"a"].headers == expected
        assert set(registry.subjects) == {f"{rig.topic(AVRO + name)}-value" for name in (EVENTS, ENRICHED)}


pytestmark = pytest.mark.broker
