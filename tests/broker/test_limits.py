"""When a worker stops and when it waits: too many dead letters, outputs that cannot be written, no broker."""

from __future__ import annotations

import pytest
from kafka.admin import ConfigResource, ConfigResourceType

from streams.contract.topics import DEAD, EVENTS
from streams.kafka.admin import admin
from tests.broker.conftest import MakeRig
from tests.broker.topics_fixture import HOLDING, Rig, article

LONG = "Rebels attacked Kabul" + " and so on" * 200 + "."


@pytest.fixture
def kafka_rig(rig: Rig) -> Rig:
    """Return a rig on Apache Kafka, which has the limits that these tests need."""
    if rig.cluster.name != "kafka":
        pytest.skip("the embedded broker has no limits, no disk and no users; runs on Apache Kafka")
    return rig


def test_too_many_dead_letters_stop_the_worker(make_rig: MakeRig) -> None:
    """A faulty deployment ends with exit 1 and a one-line reason. Messages beyond the limit stay unacknowledged."""
    rig = make_rig(DATELINE_DEAD_RATIO="0.5", DATELINE_DEAD_WINDOW="100", DATELINE_BATCH_ARTICLES="8")
    consumer = rig.consumer(DEAD)
    rig.feed([b"not JSON"] * 200)
    worker = rig.worker()
    assert worker.wait() == 1
    last = worker.log.strip().splitlines()[-1]
    assert last.startswith("dateline: ")
    assert "DATELINE_DEAD_RATIO" in last
    assert "Traceback" not in worker.log
    consumer.drain()
    assert rig.committed() <= len(consumer.messages) < 200


def test_records_too_large_for_their_topic_become_dead_letters(kafka_rig: Rig) -> None:
    """A topic's size limit was lowered: the worker continues, no article is lost, and a replay publishes the events."""
    rig = kafka_rig
    _limit(rig, EVENTS, 1024)
    consumer = rig.consumer()
    count = 12
    rig.feed([article(i, LONG) for i in range(count)])
    worker = rig.worker(DATELINE_BATCH_ARTICLES="4")
    consumer.until(lambda: len(consumer.of(rig.topic(DEAD))) == count, "every dead letter")
    assert {m.header("reason") for m in consumer.of(rig.topic(DEAD))} == {"output_too_large"}
    assert not consumer.of(rig.topic(EVENTS))
    worker.until(lambda: rig.lag() == 0, "the lag to be 0")
    assert "do not fit into" in worker.log
    _limit(rig, EVENTS, 8 << 20)
    assert rig.command("replay", "dead").returncode == 0
    consumer.until(lambda: len(consumer.of(rig.topic("events.violence"))) >= count, "every routed event")
    assert worker.stop() == 0


def test_an_unpublished_message_blocks_later_ones(kafka_rig: Rig) -> None:
    """No later message is acknowledged. The worker stays live, reports why it waits, and resumes as soon as it can."""
    rig = kafka_rig
    _limit(rig, DEAD, 100)
    consumer = rig.consumer()
    good, bad = 8, 40
    rig.feed([article(i, "Nothing happened.") for i in range(good)])
    worker = rig.worker(DATELINE_BATCH_ARTICLES="1")
    consumer.until(lambda: rig.settled(consumer) == good, "the good articles")
    rig.feed([b"not JSON"] * bad)
    worker.until(lambda: worker.reasons("/readyz") == [HOLDING], "the worker to hold")
    worker.until(lambda: worker.metric("dateline_publish_retries_total") > 2, "some more tries")
    assert worker.get("/livez")[0] == 200
    assert rig.committed() == good
    _limit(rig, DEAD, 8 << 20)
    consumer.until(lambda: rig.settled(consumer) == good + bad, "every outcome")
    worker.until_ready()
    worker.until(lambda: rig.lag() == 0, "the lag to be 0")
    assert worker.stop() == 0


def test_missing_topics_are_named(rig: Rig) -> None:
    """A worker without its topics exits 2, with one line that names the command to run."""
    worker = rig.worker(DATELINE_TOPIC_PREFIX="nowhere.")
    assert worker.wait() == 2
    assert "nowhere.events" in worker.log.splitlines()[-1]
    assert "dateline topics create" in worker.log.splitlines()[-1]


def test_a_reader_that_cannot_start(rig: Rig) -> None:
    """This exits 2 too. The error message of the reader comes first."""
    worker = rig.worker(DATELINE_READER="tests.broker.stub_reader:broken")
    assert worker.wait() == 2
    assert "RuntimeError: no such model" in worker.log
    assert worker.log.splitlines()[-1].startswith("dateline: the reader cannot start")


def _limit(rig: Rig, topic: str, size: int) -> None:
    change = ConfigResource(ConfigResourceType.TOPIC, rig.topic(topic), {"max.message.bytes": str(size)})
    with admin(rig.settings) as connection:
        connection.alter_configs([change])
