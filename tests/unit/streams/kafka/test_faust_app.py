"""The Faust app starts without writing to disk, and commits before it gives partitions away."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import CommitFailedError
from aiokafka.structs import OffsetAndMetadata, TopicPartition
from faust.types import TP, Message
from kafka import KafkaAdminClient, KafkaProducer
from kafka.admin import NewTopic

from streams.kafka import faust_internals
from streams.kafka.embedded_broker import EmbeddedBroker
from streams.kafka.faust_app import build_app
from streams.ops.settings import Settings
from tests.support.patience import PATIENCE_SECONDS
from tests.support.ports import free_port


async def test_it_makes_no_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The root file system of a container is read-only, and there are no tables to store."""
    monkeypatch.chdir(tmp_path)

    await build_app(Settings()).on_first_start()
    assert not os.listdir(tmp_path)


@pytest.mark.parametrize(("partitions", "workers"), [(4, 3), (16, 5), (12, 8), (3, 3)])
def test_a_worker_that_joins_gets_partitions(partitions: int, workers: int) -> None:
    """No worker is without partitions, even if others had all of them before it joined."""
    assignor = build_app(Settings()).assignor
    topics = {"articles.raw", "events"}
    cluster = Mock(partitions_for_topic=lambda topic: set(range(partitions)))
    members: dict[str, Any] = {}
    for number in range(workers):
        members[f"worker-{number}"] = build_app(Settings()).assignor.metadata(topics)
        given = assignor.assign(cluster, members)
        for name, assignment in given.items():
            again = build_app(Settings()).assignor
            again.on_assignment(assignment)
            members[name] = again.metadata(topics)
        counts = [len(dict(assignment.assignment).get("events", [])) for assignment in given.values()]
        assert sum(counts) == partitions
        assert min(counts) > 0, counts


async def test_workers_of_earlier_versions_can_be_in_the_same_group(monkeypatch: pytest.MonkeyPatch) -> None:
    """A group has one protocol: a worker with another one cannot join, and a rolling upgrade would stop."""
    app = build_app(Settings())
    consumer = app._new_consumer()
    client = Mock()
    monkeypatch.setattr("faust.transport.drivers.aiokafka.aiokafka.AIOKafkaConsumer", client)
    consumer._thread._create_worker_consumer(app.transport)
    consumer._thread.thread_loop.close()
    (assignor,) = client.call_args.kwargs["partition_assignment_strategy"]
    assert (assignor.name, assignor.replicas) == ("faust", 0)


async def test_acknowledged_offsets_are_committed_before_partitions_are_revoked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """This includes messages that are acknowledged during the commit."""
    mine, other = TP("articles.raw", 0), TP("articles.raw", 1)
    committed: list[dict[TP, int]] = []

    consumer = build_app(Settings())._new_consumer()
    late = [[7], []]

    async def commit(offsets: dict[TP, int], **_: Any) -> bool:
        committed.append(dict(offsets))
        consumer._committed_offset.update(offsets)
        consumer._acked[mine].extend(late.pop(0))
        return True

    async def revoked(partitions: set[TP]) -> None:
        assert not consumer._acked.get(mine)

    monkeypatch.setattr(consumer, "_commit_offsets", commit)
    monkeypatch.setattr(consumer, "_on_partitions_revoked", revoked)
    consumer._acked[mine] = [4, 5, 6]
    await consumer.on_partitions_revoked({mine, other})
    consumer._thread.thread_loop.close()
    assert committed == [{mine: 7}, {mine: 8}]


@pytest.mark.parametrize("rebalancing", [True, False])
async def test_batches_in_flight_delay_a_rebalance_for_a_limited_time(rebalancing: bool) -> None:
    """A stop also waits for it: there the shutdown timeout bounds the wait."""

    async def run() -> bool:
        app = build_app(Settings(rebalance_timeout_seconds=1.0))
        app.rebalancing = rebalancing
        consumer = app._new_consumer()
        message = Message("articles.raw", 0, 7, 0.0, 0, None, None, b"{}", None)
        consumer._unacked_messages.add(message)
        waiting = asyncio.create_task(consumer.wait_empty())
        await asyncio.wait([waiting], timeout=PATIENCE_SECONDS if rebalancing else 2)
        done = waiting.done()
        consumer._unacked_messages.clear()
        await waiting
        consumer._thread.thread_loop.close()
        return done

    assert await run() == rebalancing


@pytest.mark.parametrize(
    ("acked", "committed", "expected"),
    [
        ([], None, None),
        ([0], None, 1),
        ([0, 3], None, 4),
        ([0, 3], 1, 4),
        ([5, 6, 9], 5, 10),
        ([7, 2_000_000_000], 7, 2_000_000_001),
    ],
)
async def test_offsets_without_a_message_do_not_block_commits(
    acked: list[int], committed: int | None, expected: int | None
) -> None:
    """Control records, aborted transactions and compaction leave gaps; an idle worker still commits up to the end."""
    tp = TP("articles.raw", 0)

    async def run() -> int | None:
        consumer = build_app(Settings())._new_consumer()
        consumer._committed_offset[tp] = committed
        consumer._acked[tp].extend(acked)
        await consumer._add_gap(tp, 1, 2_000_000_000)
        found: int | None = consumer._new_offset(tp)
        assert consumer._new_offset(tp) is None
        consumer._thread.thread_loop.close()
        return found

    assert await run() == expected


async def test_no_old_offset_of_a_recreated_topic_is_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only its start is committed, because the messages in flight are of the deleted topic."""
    again, other = TP("articles.raw", 0), TP("events", 0)
    committed: list[dict[TP, int]] = []

    async def run() -> list[int | None]:
        consumer = build_app(Settings())._new_consumer()
        tries = iter([CommitFailedError("a rebalance"), None])

        async def commit(_: None, offsets: dict[TP, OffsetAndMetadata]) -> None:
            if (error := next(tries)) is not None:
                raise error
            committed.append({TP(*tp): at.offset for tp, at in offsets.items()})

        async def taken(*_: Any) -> None:
            """Faust's own handler needs a broker."""

        monkeypatch.setattr(faust_internals, "REBALANCE_SECONDS", 0.0)
        monkeypatch.setattr(consumer, "_on_partitions_assigned", taken)
        monkeypatch.setattr(consumer._thread, "_consumer", SimpleNamespace(_coordinator=Mock(commit_offsets=commit)))
        monkeypatch.setattr(consumer._thread, "call_thread", lambda function, *given: function(*given))
        await consumer.on_partitions_assigned({again, other})
        # While the topic is missing, its partitions are assigned to nobody.
        await consumer.on_partitions_assigned({other})
        await consumer.reset_offsets(["articles.raw"])
        for tp in (again, other):
            consumer._acked[tp].append(6)
        consumer._thread.thread_loop.close()
        return [consumer._new_offset(tp) for tp in (again, other)]

    assert await run() == [None, 7]
    assert committed == [{again: 0}]


async def test_what_was_fetched_before_the_first_commit_is_fetched_again_after_a_rebalance() -> None:
    """Faust drops what it fetched during a rebalance, and seeks to the committed offsets: here there are none yet."""
    read, committed = TopicPartition("articles.raw", 0), TopicPartition("articles.raw", 1)
    with EmbeddedBroker(free_port()) as broker:
        sent = {"bootstrap_servers": [broker.address]}
        admin = KafkaAdminClient(**sent)
        admin.create_topics([NewTopic("articles.raw", 2, 1)])
        admin.close()
        producer = KafkaProducer(**sent, enable_idempotence=False)
        for place in (read, committed) * 3:
            producer.send(place.topic, b"row", partition=place.partition)
        producer.close()
        client = AIOKafkaConsumer(**sent, group_id="workers", auto_offset_reset="earliest", enable_auto_commit=False)
        client.assign([read, committed])
        await client.start()
        await client.commit({committed: 2})
        thread = Mock(_ensure_consumer=lambda: client)
        while await client.position(read) < 3:
            await client.getmany(timeout_ms=100)
        assert await faust_internals.ConsumerThread._seek_to_committed(thread) == {read: None, committed: 2}
        assert [await client.position(place) for place in (read, committed)] == [0, 2]
        await client.stop()
