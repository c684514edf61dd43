"""The broker is killed or suspended under a publisher, a worker and the HTTP API: what they hold is published later.

These tests use their own Apache Kafka; the other tests share one.
"""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.contract.topics import ENRICHED
from streams.kafka.async_producer import AsyncProducer
from streams.kafka.messages import OutgoingMessage
from tests.broker.clusters import Cluster, kafka
from tests.broker.conftest import TRANSPORTS
from tests.broker.kafka.server import unavailable
from tests.broker.topics_fixture import HOLDING, Rig, article
from tests.http_api.load import ClientLoad, on_topic, outage
from tests.http_api.server_process import HttpApiProcess
from tests.support.patience import PATIENCE_SECONDS, until

TRIES = 4
FROZEN_SECONDS = 8.0
"""Long enough for a first attempt to end, and for its producer to be abandoned."""
CLIENTS = 200


@pytest.fixture(scope="module", params=TRANSPORTS)
def cluster(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """As for the other tests, but on an Apache Kafka that none of them uses."""
    if request.param == "kafka" and "DATELINE_TEST_BROKER" not in os.environ and unavailable() is None:
        with kafka(tmp_path_factory.mktemp("kafka")) as running:
            yield running
    else:
        yield request.getfixturevalue(f"{request.param}_cluster")


async def test_an_outage_with_many_retries(rig: Rig) -> None:
    """No producer of an earlier attempt remains that would send the messages again when the broker is back."""
    server = rig.cluster.server
    if server is None:
        pytest.skip("needs a broker that may be killed and keeps its log")

    tries: asyncio.Queue[None] = asyncio.Queue()
    # On a loaded broker a longer timeout avoids retries; only the attempts during the outage are short.
    long_timeout, short_timeout = (
        rig.settings.model_copy(update={"publish_timeout_seconds": seconds}) for seconds in (PATIENCE_SECONDS, 1.0)
    )
    publisher = AsyncProducer(long_timeout, on_retry=lambda: tries.put_nowait(None))
    topic = rig.topic(ENRICHED)
    await publisher.publish([OutgoingMessage(topic, b"first", b"1")])
    server.kill()
    publisher._settings = short_timeout
    try:
        held = asyncio.create_task(publisher.publish([OutgoingMessage(topic, b"held", b"2")]))
        async with asyncio.timeout(PATIENCE_SECONDS):
            for _ in range(TRIES):
                await tries.get()
            publisher._settings = long_timeout
            while not tries.empty():
                tries.get_nowait()
            await tries.get()
    finally:
        await asyncio.to_thread(server.start)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await held
        await publisher.publish([OutgoingMessage(topic, b"last", b"3")])
    left = [task for task in asyncio.all_tasks() if "_sender_routine" in repr(task)]
    assert len(left) == 1
    await publisher.stop()
    gc.collect()
    consumer = rig.consumer(ENRICHED)
    consumer.until(lambda: any(message.key == b"last" for message in consumer.messages), "the last message")
    assert sorted(message.key or b"" for message in consumer.messages) == [b"first", b"held", b"last"]


async def test_an_abandoned_producer_blocks_nothing(rig: Rig) -> None:
    """Messages sent to a frozen broker wait for metadata, which a closed client never receives."""
    server = rig.cluster.server
    if server is None:
        pytest.skip("needs a broker that may be suspended")
    settings = rig.settings.model_copy(update={"publish_timeout_seconds": 1.0})

    publisher = AsyncProducer(settings)
    topic = rig.topic(ENRICHED)
    await publisher.publish([OutgoingMessage(topic, b"first", b"1")])
    with server.frozen():
        held = [asyncio.create_task(publisher.publish([OutgoingMessage(topic, b"held", b"2")])) for _ in range(2)]
        await asyncio.wait(held, timeout=FROZEN_SECONDS)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(*held)
    await publisher.stop()
    gc.collect()


def test_a_broker_dies_and_comes_back(rig: Rig) -> None:
    """The worker keeps running. It publishes what was in flight once the broker is back."""
    server = rig.cluster.server
    if server is None:
        pytest.skip("needs a broker that may be killed and keeps its log")
    count = 200
    rig.feed([article(i, "[slow] Rebels attacked Kabul.") for i in range(count)])
    consumer = rig.consumer()
    worker = rig.worker(DATELINE_BATCH_ARTICLES="4", DATELINE_PUBLISH_TIMEOUT_SECONDS="5")
    consumer.until(lambda: rig.settled(consumer) > 20, "some outcomes")
    consumer.close()
    server.kill()
    try:
        worker.until(lambda: HOLDING in worker.reasons("/readyz"), "the worker to miss its broker")
        assert worker.get("/livez")[0] == 200
        worker.until(lambda: worker.metric("dateline_broker_reachable") == 0, "the metric to say so")
        assert worker.metric("dateline_live") == 1
    finally:
        server.start()
    again = rig.consumer()
    again.until(lambda: rig.settled(again) == count, "every outcome")
    worker.until_ready()
    worker.until(lambda: rig.lag() == 0, "the lag to be 0")
    worker.until(lambda: worker.metric("dateline_broker_reachable") == 1, "the metric to be well")
    assert worker.stop() == 0


def test_each_202_is_on_the_topic(rig: Rig, tmp_path: Path) -> None:
    """Two hundred concurrent clients of the HTTP API lose nothing during outages of the broker."""
    # Shorter than the outage, so that the producer fails and a new one has to resume.
    settings = rig.environment | {"DATELINE_PUBLISH_TIMEOUT_SECONDS": "2"}
    with HttpApiProcess(settings, tmp_path / "http_api.log") as http_api:
        http_api.until_ready()
        with ClientLoad(http_api.url, CLIENTS) as client_load:
            if (server := rig.cluster.server) is not None:
                outage(server, client_load, CLIENTS)
            until(lambda: len(client_load.accepted) > 3 * CLIENTS, "every client to be answered more than once")
        assert http_api.process.stop() == 0
    there = on_topic(rig)
    assert not client_load.accepted - there.keys()
    assert set(client_load.statuses) <= {202, 429, 503}
