"""The same measurement through workers: a broker, partitions, so many workers, one of them killed."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from streams.contract.topics import DEAD, ENRICHED, FINGERPRINTS
from streams.dedup.verdict import Verdict
from tests.broker.clusters import start_cluster
from tests.broker.topic_consumer import TopicConsumer
from tests.broker.topics_fixture import Rig, without_time
from tests.dedup.planted_copies import Item

LONGEST_SECONDS = 600.0
SETTINGS = {
    "DATELINE_DUPLICATE_HOURS": "24",
    "DATELINE_DUPLICATE_ARTICLES": "25000",
    "DATELINE_MAX_MESSAGE_BYTES": "8388608",
}


def run_workers(items: Sequence[Item], on: str, workers: int, kill: bool) -> tuple[list[Item], dict[str, Verdict]]:
    """Return the articles in the order of the log, and the story that each is a published duplicate of.

    The stub reader takes no time. Partitions are read at different speeds, so a copy may come before its story.
    """
    with TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        cluster = stack.enter_context(start_cluster(on, folder))
        rig = Rig(cluster, "duplicates", folder, SETTINGS, stack)
        consumer = rig.consumer(ENRICHED, DEAD, FINGERPRINTS)
        running = [rig.worker() for _ in range(workers)]
        for worker in running:
            worker.until_ready()
        started = time.monotonic()
        rig.feed([msgspec.json.encode(item.article) for item in items])
        if kill:
            consumer.until(lambda: rig.settled(consumer) > len(items) // 2, "half of the outcomes", LONGEST_SECONDS)
            running[0].kill()
            running[0] = rig.worker()
        consumer.until(lambda: rig.settled(consumer) == len(items), "every outcome", LONGEST_SECONDS)
        seconds = time.monotonic() - started
        running[0].until(lambda: rig.committed() == len(items), "everything to be committed")
        for worker in running:
            assert worker.stop() == 0
        consumer.drain()
        print(f"{on}, {workers} workers{', one killed' if kill else ''}: {len(items)} in {seconds:.0f} s", end="; ")
        order = [(message.key or b"").decode() for message in consumer.of(rig.topic(FINGERPRINTS))]
        by_id = {item.article.id: item for item in items}
        return [by_id[name] for name in dict.fromkeys(order)], _found(rig, consumer)


def _verdict(name: str, record: dict[str, Any]) -> Verdict:
    return Verdict(name, record["duplicate_of"], record["version_of"], record["near_duplicate_of"])


def _found(rig: Rig, consumer: TopicConsumer) -> dict[str, Verdict]:
    messages = consumer.of(rig.topic(ENRICHED))
    values = defaultdict(set)
    for message in messages:
        values[message.header("ce_id")].add(without_time(message.value))
    differing = sum(len(contents) > 1 for contents in values.values())
    print(f"{len(messages) - len(values)} repeats, {differing} of them with another content")
    assert not differing
    assert not consumer.of(rig.topic(DEAD))
    return {name: _verdict(name, msgspec.json.decode(min(contents))) for name, contents in values.items()}
