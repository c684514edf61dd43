"""Unusual records are read or become dead letters. The worker survives them and stops with exit 0."""

from __future__ import annotations

import json
from typing import Any

import pytest
from confluent_kafka import Producer
from kafka import KafkaProducer

from streams.contract.topics import DEAD, ENRICHED, EVENTS, RAW
from streams.dead_letters.dead_letter import is_stub, original_headers
from tests.broker.conftest import MakeRig
from tests.broker.topic_consumer import Message, TopicConsumer
from tests.broker.topics_fixture import Rig, article
from tests.support.patience import PATIENCE_SECONDS

LARGE = 40_000_000
DEEP = (100, 500, *range(940, 1000, 5), 2000, 50_000)
LIMIT = "8388608"


class RawName(str):
    """A header name that is not valid UTF-8."""

    def encode(self, *_: Any) -> bytes:
        """Return the bytes to send."""
        return b"caf\xe9 \xff"


def send(rig: Rig, topic: str, value: bytes | None, key: bytes | None = None, **settings: Any) -> None:
    """Publish one message with librdkafka, which sends records that other clients refuse."""
    producer = Producer({"bootstrap.servers": rig.cluster.address, "message.max.bytes": 100_000_000} | settings)
    failed: list[Any] = []
    producer.produce(rig.topic(topic), value=value, key=key, on_delivery=lambda error, _: failed.append(error))
    assert producer.flush(60) == 0
    assert failed == [None]


def with_odd_header(rig: Rig, topic: str, value: bytes) -> None:
    """Publish one message with a header name that is not UTF-8."""
    producer = KafkaProducer(bootstrap_servers=[rig.cluster.address], enable_idempotence=False)
    producer.send(rig.topic(topic), value=value, headers=[(RawName("x"), b"1")]).get(timeout=PATIENCE_SECONDS)
    producer.close()


def nested(depth: int) -> bytes:
    """Return an article with a field of this nesting depth."""
    return b'{"text": "Rebels attacked Kabul.", "published_at": ' + b"[" * depth + b"]" * depth + b"}"


def dead_of(consumer: TopicConsumer, rig: Rig, key: bytes) -> Message:
    (letter,) = [m for m in consumer.of(rig.topic(DEAD)) if m.key == key]
    return letter


@pytest.fixture(scope="module")
def finished_run(make_rig: MakeRig) -> tuple[Rig, TopicConsumer]:
    """Return the output of one worker that read the unusual records, with good articles before and after them."""
    rig = make_rig(DATELINE_MAX_MESSAGE_BYTES=LIMIT)
    rig.feed([article(i) for i in range(8)])
    send(rig, RAW, None)
    send(rig, RAW, None, b"tombstone")
    with_odd_header(rig, RAW, article(900))
    with_odd_header(rig, RAW, b"not JSON")
    for depth in DEEP:
        send(rig, RAW, nested(depth), f"deep {depth}".encode())
    send(rig, RAW, b'{"text": "' + b"a" * LARGE + b'"}', b"large", **{"compression.type": "gzip"})
    for value in (None, b"not an event", b'{"modes": ' + b"[" * 970 + b"]" * 970 + b"}", b"\xff" * 100):
        send(rig, EVENTS, value, b"odd")
    send(rig, EVENTS, None)
    with_odd_header(rig, EVENTS, b"not an event")
    rig.feed([article(i) for i in range(8, 16)])
    consumer = rig.consumer(ENRICHED, DEAD, EVENTS, "events.violence")
    worker = rig.worker()
    total = 16 + 4 + len(DEEP) + 1
    worker.until(lambda: worker.metric("dateline_messages_taken_total") == total, "every message")
    worker.until(lambda: rig.lag() == 0, "the lag to be 0")
    assert worker.get("/livez")[0] == 200
    assert worker.stop() == 0
    assert "Traceback" not in worker.log
    consumer.drain()
    return rig, consumer


def test_every_good_article_is_read(finished_run: tuple[Rig, TopicConsumer]) -> None:
    rig, consumer = finished_run
    read = {m.key for m in consumer.of(rig.topic(ENRICHED))}
    assert {f"a{i:04}".encode() for i in range(16)} <= read
    routed = {m.key for m in consumer.of(rig.topic("events.violence"))}
    assert {f"a{i:04}".encode() for i in range(16)} <= routed


def test_a_header_name_that_is_not_utf8_loses_no_article(finished_run: tuple[Rig, TopicConsumer]) -> None:
    rig, consumer = finished_run
    assert b"a0900" in {m.key for m in consumer.of(rig.topic(ENRICHED))}
    (letter,) = [m for m in consumer.of(rig.topic(DEAD)) if m.value == b"not JSON"]
    assert original_headers(letter.headers) == [("caf\\xe9 \\xff", b"1")]


def test_a_message_with_neither_key_nor_value_is_a_dead_letter(finished_run: tuple[Rig, TopicConsumer]) -> None:
    rig, consumer = finished_run
    empty = [m for m in consumer.of(rig.topic(DEAD)) if m.header("reason") == "empty_message"]
    assert sorted([(m.key, m.value) for m in empty], key=str) == [(None, b""), (b"tombstone", None)]


def test_deep_nesting_is_read_or_a_dead_letter(finished_run: tuple[Rig, TopicConsumer]) -> None:
    rig, consumer = finished_run
    letters = {m.key: m for m in consumer.of(rig.topic(DEAD)) if m.key and m.key.startswith(b"deep")}
    assert {m.header("reason") for m in letters.values()} <= {"not_json", "bad_published_at", "decoder_failed"}
    assert letters[b"deep 50000"].value == nested(50_000)


def test_a_letter_too_large_for_its_topic_is_a_stub(finished_run: tuple[Rig, TopicConsumer]) -> None:
    """The message was compressed in the raw topic. Its dead letter would exceed the limit."""
    rig, consumer = finished_run
    letter = dead_of(consumer, rig, b"large")
    assert letter.header("reason") == "message_too_large"
    if rig.cluster.name == "kafka":
        assert is_stub(letter.headers)
        assert letter.value == b""
        assert int(letter.header("original-size")) == LARGE + 12
        shown = rig.command("tail", "dead", "--from-beginning", "--json", "--max", str(len(consumer.of(letter.topic))))
        assert any("original-sha256" in json.loads(line)["headers"] for line in shown.stdout.splitlines())
        replayed = rig.command("replay", "dead", "--reason", "message_too_large")
        assert replayed.returncode == 1
        assert f"is in {rig.topic(RAW)}" in replayed.stderr
