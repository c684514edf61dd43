"""When a worker must stop, and must hold: too many dead letters, outputs that cannot be written, a broker gone."""

from __future__ import annotations

import pytest
from kafka.admin import ConfigResource, ConfigResourceType

from streams.contract.topics import DEAD, EVENTS
from streams.kafka.admin import admin
from tests.broker.conftest import MakeRiver
from tests.broker.topics_fixture import River, article

HOLDING = "the broker does not answer"
LONG = "Rebels attacked Kabul" + " and so on" * 200 + "."


@pytest.fixture
def kafka_river(river: River) -> River:
    """What only Apache Kafka can show."""
    if river.cluster.name != "kafka":
        pytest.skip("the embedded broker has no limits, no disk and no users: shown on Apache Kafka")
    return river


def test_too_many_dead_letters_stop_the_worker(make_river: MakeRiver) -> None:
    """A bad deploy ends with exit 1 and one line that says why; what passed the limit stays unacknowledged."""
    river = make_river(DATELINE_DEAD_RATIO="0.5", DATELINE_DEAD_WINDOW="100", DATELINE_BATCH_ARTICLES="8")
    tap = river.tap(DEAD)
    river.feed([b"not JSON"] * 200)
    worker = river.worker()
    assert worker.wait() == 1
    last = worker.log.strip().splitlines()[-1]
    assert last.startswith("dateline: ")
    assert "DATELINE_DEAD_RATIO" in last
    assert "Traceback" not in worker.log
    tap.drain()
    assert river.committed() <= len(tap.messages) < 200


def test_records_too_large_for_their_topic_become_dead_letters(kafka_river: River) -> None:
    """An operator lowered a topic's limit: the line moves on, nothing is lost, and a replay brings the events."""
    river = kafka_river
    _limit(river, EVENTS, 1024)
    tap = river.tap()
    count = 12
    river.feed([article(i, LONG) for i in range(count)])
    worker = river.worker(DATELINE_BATCH_ARTICLES="4")
    tap.until(lambda: len(tap.of(river.topic(DEAD))) == count, "every dead letter")
    assert {m.header("reason") for m in tap.of(river.topic(DEAD))} == {"output_too_large"}
    assert not tap.of(river.topic(EVENTS))
    worker.until(lambda: river.lag() == 0, "the lag to be 0")
    assert "do not fit into" in worker.log
    _limit(river, EVENTS, 8 << 20)
    assert river.command("replay", "dead").returncode == 0
    tap.until(lambda: len(tap.of(river.topic("events.violence"))) >= count, "every routed event")
    assert worker.stop() == 0


def test_what_cannot_be_published_holds_the_line(kafka_river: River) -> None:
    """Nothing is acknowledged past it; the worker lives and says why it waits, and goes on once it can."""
    river = kafka_river
    _limit(river, DEAD, 100)
    tap = river.tap()
    good, bad = 8, 40
    river.feed([article(i, "Nothing happened.") for i in range(good)])
    worker = river.worker(DATELINE_BATCH_ARTICLES="1")
    tap.until(lambda: river.settled(tap) == good, "the good articles")
    river.feed([b"not JSON"] * bad)
    worker.until(lambda: worker.reasons("/readyz") == [HOLDING], "the worker to hold")
    worker.until(lambda: worker.metric("dateline_publish_retries_total") > 2, "some more tries")
    assert worker.get("/livez")[0] == 200
    assert river.committed() == good
    _limit(river, DEAD, 8 << 20)
    tap.until(lambda: river.settled(tap) == good + bad, "every outcome")
    worker.until_ready()
    worker.until(lambda: river.lag() == 0, "the lag to be 0")
    assert worker.stop() == 0


def test_a_broker_dies_and_comes_back(kafka_river: River) -> None:
    """What was in flight is held and published then; the worker lives through it."""
    river, server = kafka_river, kafka_river.cluster.server
    if server is None:
        pytest.skip("a named cluster is not ours to kill")
    count = 200
    river.feed([article(i, "[slow] Rebels attacked Kabul.") for i in range(count)])
    tap = river.tap()
    worker = river.worker(DATELINE_BATCH_ARTICLES="4", DATELINE_PUBLISH_TIMEOUT_SECONDS="5")
    tap.until(lambda: river.settled(tap) > 20, "some outcomes")
    tap.close()
    server.kill()
    try:
        worker.until(lambda: HOLDING in worker.reasons("/readyz"), "the worker to miss its broker")
        assert worker.get("/livez")[0] == 200
        worker.until(lambda: worker.metric("dateline_broker_reachable") == 0, "the metric to say so")
        assert worker.metric("dateline_live") == 1
    finally:
        server.start()
    again = river.tap()
    again.until(lambda: river.settled(again) == count, "every outcome", within=90)
    worker.until_ready()
    worker.until(lambda: river.lag() == 0, "the lag to be 0")
    worker.until(lambda: worker.metric("dateline_broker_reachable") == 1, "the metric to be well")
    assert worker.stop() == 0


def test_missing_topics_are_named(river: River) -> None:
    """A worker without its topics is misconfigured: exit 2, one line that says what to run."""
    worker = river.worker(DATELINE_TOPIC_PREFIX="nowhere.")
    assert worker.wait() == 2
    assert "nowhere.events" in worker.log.splitlines()[-1]
    assert "dateline topics create" in worker.log.splitlines()[-1]


def test_a_reader_that_cannot_start(river: River) -> None:
    """Misconfigured too; the reader's own words come first."""
    worker = river.worker(DATELINE_READER="tests.broker.stub_reader:broken")
    assert worker.wait() == 2
    assert "RuntimeError: no such model" in worker.log
    assert worker.log.splitlines()[-1].startswith("dateline: the reader cannot start")


def _limit(river: River, topic: str, size: int) -> None:
    change = ConfigResource(ConfigResourceType.TOPIC, river.topic(topic), {"max.message.bytes": str(size)})
    with admin(river.settings) as connection:
        connection.alter_configs([change])
