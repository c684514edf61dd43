"""Happenings of several workers with kills and rebalances equal those of an undisturbed run."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
from kafka import KafkaProducer

from agents.worker.happening_state import OFFSET_HEADER, TIME_HEADER, read_back
from streams.contract.codec import encode
from streams.contract.happening import Happening
from streams.contract.topics import EVENTS, HAPPENINGS, HAPPENINGS_INPUT
from tests.broker.clusters import SHORT_SESSION
from tests.broker.topic_consumer import TopicConsumer
from tests.broker.topics_fixture import Rig
from tests.chaos.happenings_ledger import Joined, disagreements
from tests.unit.support.happening_records import happening

ON = SHORT_SESSION | {"DATELINE_BATCH_ARTICLES": "4", "DATELINE_DUPLICATE_HOURS": "24"}
CITIES = ("Kabul", "Lima", "Oslo")
COUNT = 45


def article(number: int) -> bytes:
    """Return an article of one of three stories. Every fifth article is a copy of the first of its story."""
    story = number % 3
    text = f"Envoys met in {CITIES[story]} on the matter {story}. Rebels attacked the fort of {CITIES[story]}. [slow]"
    if number % 5:
        text += f" Witness {number} told of it, and so did {'many ' * (number % 7)}others in the street {number}."
    fields = {"id": f"a{number}", "text": text, "source": f"Source {number % 7}"}
    return msgspec.json.encode(fields | {"published_at": f"2024-03-04T{number % 24:02}:00:00Z"})


def joined(consumer: TopicConsumer, rig: Rig) -> Joined:
    return Joined(consumer.of(rig.topic(HAPPENINGS_INPUT)), consumer.of(rig.topic(HAPPENINGS)))


def test_kills_and_rebalances_change_no_happening(rig: Rig) -> None:
    consumer = rig.consumer(EVENTS, HAPPENINGS_INPUT, HAPPENINGS)
    workers = [rig.worker(**ON) for _ in range(2)]
    for worker in workers:
        worker.until_ready()
    rig.feed([article(n) for n in range(COUNT)])
    consumer.until(lambda: len(consumer.of(rig.topic(HAPPENINGS))) > 3, "some happenings")
    workers[0].kill()
    third = rig.worker(**ON)
    third.until_ready()
    consumer.until(lambda: len(consumer.of(rig.topic(HAPPENINGS))) > 8, "more happenings")
    workers[1].kill()
    third.until(lambda: rig.committed() == COUNT, "every article to be committed")
    third.until(lambda: rig.lag() == 0, "all to be joined")
    assert third.stop() == 0
    consumer.drain()
    books = joined(consumer, rig)
    assert list(disagreements(consumer.of(rig.topic(EVENTS)), books)) == []
    latest: dict[str, Happening] = {}
    for message in books.happenings:
        record = msgspec.json.decode(message.value or b"", type=Happening)
        if record.happening_id not in latest or latest[record.happening_id].version < record.version:
            latest[record.happening_id] = record
    assert latest
    assert sum(len(record.event_ids) for record in latest.values()) == len(
        {message.header("ce_id") for message in consumer.of(rig.topic(EVENTS))}
    )


@pytest.mark.parametrize("batches", [1, 3])
def test_all_that_was_published_is_read_back(rig: Rig, batches: int) -> None:
    """The embedded broker reports the start of the last batch as the end offset of a partition."""
    made = [happening(event_id=f"ev-{number}") for number in range(2 * batches)]
    headers = [(OFFSET_HEADER, b"0"), (TIME_HEADER, b"0.0")]
    producer = KafkaProducer(bootstrap_servers=[rig.cluster.address], enable_idempotence=False, linger_ms=100)
    for batch in range(batches):
        for one in made[2 * batch : 2 * batch + 2]:
            producer.send(rig.topic(HAPPENINGS), encode(one), one.happening_id.encode(), headers, partition=1)
        producer.flush()
    producer.close()
    state = asyncio.run(read_back(rig.settings, 1, 5))
    assert [held.happening for held in state.joining.store] == made
    assert len(asyncio.run(read_back(rig.settings, 2, 0)).joining.store) == 0
