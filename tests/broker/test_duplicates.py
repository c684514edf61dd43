"""Duplicates across partitions and workers: each worker knows what the others took, also after a crash."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import msgspec
from kafka import KafkaProducer

from streams.contract.records import EnrichedArticle
from streams.contract.topics import ENRICHED, EVENTS, FINGERPRINTS
from streams.kafka.admin import create_topics
from tests.broker.clusters import SHORT_SESSION
from tests.broker.topic_consumer import Message
from tests.broker.topics_fixture import Rig, without_time
from tests.support.patience import PATIENCE_SECONDS
from tests.unit.support.duplicate_stories import story

ON = SHORT_SESSION | {"DATELINE_DUPLICATE_HOURS": "24", "DATELINE_BATCH_ARTICLES": "8"}
COUNT, COPIES = 40, 3


def raw(name: str, text: str, url: str | None = None) -> bytes:
    """Return an article with one event."""
    return msgspec.json.encode({"id": name, "text": text, "url": url})


def text(number: int) -> str:
    """Return a story with one event, which the stub reader reads slowly."""
    return f"{story(number)} Rebels attacked village {number} near Kabul. [slow]"


def records(messages: list[Message]) -> dict[str, EnrichedArticle]:
    """Return the enriched article by id. Repeats must be equal except for their time."""
    values: dict[str, set[bytes]] = {}
    for message in messages:
        values.setdefault(message.header("ce_id"), set()).add(without_time(message.value))
    assert {name for name, contents in values.items() if len(contents) > 1} == set()
    return {name: msgspec.json.decode(min(contents), type=EnrichedArticle) for name, contents in values.items()}


def articles_of(messages: list[Message]) -> set[str]:
    """Return the ids of the articles whose events were published."""
    return {msgspec.json.decode(message.value or b"")["article_id"] for message in messages}


def test_copies_are_read_once_by_all_workers(rig: Rig) -> None:
    """Copies of a story are in different partitions. Two workers are killed, and a third one takes over."""
    consumer = rig.consumer(ENRICHED, EVENTS)
    names = [f"s{n}/{copy}" for n in range(COUNT) for copy in range(COPIES)]
    workers = [rig.worker(**ON) for _ in range(2)]
    for worker in workers:
        worker.until_ready()
    rig.feed([raw(name, text(n // COPIES)) for n, name in enumerate(names)])
    consumer.until(lambda: rig.settled(consumer) > COUNT // 2, "some outcomes")
    for worker in workers:
        worker.kill()
    write_foreign_message(rig)
    third = rig.worker(**ON)
    later = raw("s0/0", text(0) + " Envoys met in Lima over it.")
    rig.feed([later])
    consumer.until(lambda: rig.settled(consumer) == len(names) + 1, "every outcome")
    third.until(lambda: rig.committed() == len(names) + 1, "everything to be committed")
    assert third.metric("dateline_fingerprints") == len(names) + 1
    assert third.metric("dateline_versions_total") == 1
    assert third.stop() == 0
    consumer.drain()
    found = records(consumer.of(rig.topic(ENRICHED)))
    (version,) = (name for name, record in found.items() if record.version_of)
    assert found[version].version_of == "s0/0"
    assert found[version].duplicate_of is None
    originals = {name for name, record in found.items() if record.duplicate_of is None}
    assert len(originals) == COUNT + 1
    for number in range(COUNT):
        named = {found[f"s{number}/{copy}"].duplicate_of for copy in range(COPIES)}
        assert named - {None} == {name for name in originals - {version} if name.startswith(f"s{number}/")}
    assert articles_of(consumer.of(rig.topic(EVENTS))) == originals


def write_foreign_message(rig: Rig) -> None:
    """Write a message that is not a fingerprint to the log of fingerprints."""
    with closing(KafkaProducer(bootstrap_servers=[rig.cluster.address], enable_idempotence=False)) as producer:
        producer.send(rig.topic(FINGERPRINTS), key=b"?", value=b"not a fingerprint").get(timeout=PATIENCE_SECONDS)


def test_a_log_of_several_partitions_is_refused(rig: Rig) -> None:
    """Several partitions have no common order, so that workers would disagree."""
    other = rig.settings.model_copy(update={"topic_prefix": "several."})
    create_topics(other, [replace(topic, partitions=2) for topic in rig.topics])
    worker = rig.worker(DATELINE_TOPIC_PREFIX="several.", **ON)
    assert worker.wait() == 2
    assert "several.articles.fingerprints has 2 partitions" in worker.log
