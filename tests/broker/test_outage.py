"""A long outage, as the publisher sees it: what it holds is published once, however often it tried meanwhile."""

from __future__ import annotations

import asyncio
import gc

import pytest

from streams.contract.topics import ENRICHED
from streams.kafka.async_producer import AsyncProducer
from streams.kafka.messages import OutgoingMessage
from tests.broker.topics_fixture import Rig
from tests.support.patience import PATIENCE_SECONDS

TRIES = 4
FROZEN_SECONDS = 8.0
"""Long enough for a first try to end, and for its producer to be given up."""


def test_an_outage_of_many_tries(rig: Rig) -> None:
    """No producer of an earlier try is left behind, to send it again when the broker is back."""
    server = rig.cluster.server
    if server is None:
        pytest.skip("needs a broker that may be killed and keeps what it has")

    async def run() -> None:
        tries: asyncio.Queue[None] = asyncio.Queue()
        # A try that a busy broker answers too late is sent again, and right so: only those of the outage are short.
        patient, hasty = (
            rig.settings.model_copy(update={"publish_timeout_seconds": seconds}) for seconds in (PATIENCE_SECONDS, 1.0)
        )
        publisher = AsyncProducer(patient, on_retry=lambda: tries.put_nowait(None))
        topic = rig.topic(ENRICHED)
        await publisher.publish([OutgoingMessage(topic, b"first", b"1")])
        server.kill()
        publisher._settings = hasty
        try:
            held = asyncio.create_task(publisher.publish([OutgoingMessage(topic, b"held", b"2")]))
            async with asyncio.timeout(PATIENCE_SECONDS):
                for _ in range(TRIES):
                    await tries.get()
                publisher._settings = patient
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

    asyncio.run(run())
    consumer = rig.consumer(ENRICHED)
    consumer.until(lambda: any(message.key == b"last" for message in consumer.messages), "the last message")
    assert sorted(message.key or b"" for message in consumer.messages) == [b"first", b"held", b"last"]


def test_a_producer_that_is_given_up_holds_up_nobody(rig: Rig) -> None:
    """What it sent to a frozen broker waits for metadata afterwards, which a client that is closed never brings."""
    server = rig.cluster.server
    if server is None:
        pytest.skip("needs a broker that may be frozen")
    settings = rig.settings.model_copy(update={"publish_timeout_seconds": 1.0})

    async def run() -> None:
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

    asyncio.run(run())
