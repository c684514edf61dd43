"""The changes to aiokafka, tested against a broker."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from typing import Any

import pytest
from aiokafka.client import AIOKafkaClient
from aiokafka.conn import AIOKafkaConnection
from aiokafka.errors import ProducerClosed
from aiokafka.protocol.metadata import MetadataRequest
from aiokafka.structs import TopicPartition

from streams.kafka import aiokafka_internals
from streams.kafka.embedded_broker import EmbeddedBroker
from tests.support.ports import free_port


@pytest.fixture(scope="module")
def broker() -> Iterator[EmbeddedBroker]:
    with EmbeddedBroker(free_port()) as running:
        yield running


async def _cancelled_at_metadata(address: str, asked: asyncio.Event) -> list[str]:
    """Return what the event loop reports of a bootstrap that is cancelled while it waits for metadata."""
    reported: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: reported.append(context["message"]))
    starting = asyncio.create_task(AIOKafkaClient(bootstrap_servers=address).bootstrap())
    await asked.wait()
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    del starting
    gc.collect()
    return reported


async def test_a_bootstrap_that_is_cancelled_leaves_no_connection(
    broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """aiokafka logged "Unclosed AIOKafkaConnection" if a worker was stopped at that time."""
    send, asked = AIOKafkaConnection.send, asyncio.Event()

    def silent(self: Any, request: Any, expect_response: bool = True) -> Any:
        if not isinstance(request, MetadataRequest):
            return send(self, request, expect_response)
        asked.set()
        return asyncio.get_running_loop().create_future()

    monkeypatch.setattr(AIOKafkaConnection, "send", silent)
    assert await _cancelled_at_metadata(broker.address, asked) == []


async def test_connections_are_not_remembered_after_the_bootstrap(broker: EmbeddedBroker) -> None:
    async def started() -> int:
        client = AIOKafkaClient(bootstrap_servers=broker.address)
        try:
            await client.bootstrap()
            return len(aiokafka_internals._bootstrapping)
        finally:
            await client.close()

    assert await started() == 0


async def test_a_batch_that_waits_for_another_attempt_is_dropped_without_an_error(broker: EmbeddedBroker) -> None:
    reported: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: reported.append(context["message"]))
    producer = aiokafka_internals.Producer(bootstrap_servers=broker.address)
    await producer.start()
    waiting, place = producer._message_accumulator, TopicPartition("unknown", 0)
    # As the sender does after an attempt that failed.
    batch = waiting._append_batch(waiting.create_builder(), place)
    waiting.reenqueue(waiting._pop_batch(place))
    await producer.stop_within(0)
    await asyncio.sleep(0)
    assert isinstance(batch.future.exception(), ProducerClosed)
    assert reported == []
