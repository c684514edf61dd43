"""What a worker makes of topics that are changed under it: python -m tests.compatibility.topics [--on kafka-3 kafka-4].

For each change a worker runs on separate topics, the change is made, and articles are sent after it. A row says what
became of them. Exits 1 where the worker does not live, has lag left, or does not stop with 0.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kafka import KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import KafkaError

from streams.contract.topics import DEAD, ENRICHED, RAW
from streams.kafka.admin import admin, create_topics
from tests.broker.clusters import SHORT_SESSION, Cluster
from tests.broker.topics_fixture import PARTITIONS, Rig, article
from tests.broker.worker_process import WorkerProcess
from tests.compatibility.matrix import started
from tests.support.patience import PATIENCE_SECONDS

COUNT = 12
"""Articles before a change, and after it."""
SECONDS = PATIENCE_SECONDS
"""Longest wait for what has to come; a topic made again is found when the client's metadata are fetched next."""
LOG_CHARS = 4000
"""Of a worker's log, shown with a fault."""
FAT = "[fat]"
"""The stand-in reader makes a record of 300,000 characters of it."""


@dataclass(slots=True)
class Scene:
    """A worker at work on separate topics."""

    rig: Rig
    worker: WorkerProcess

    def send(self, numbers: Sequence[int], text: str = "", partitions: int = PARTITIONS) -> None:
        """Send articles, over these partitions in turn, until all are taken: a topic made again may need a while."""
        self._publish([(number, article(number, text), number % partitions) for number in numbers])

    def send_value(self, numbers: Sequence[int], value: bytes | None) -> None:
        """Send a message under the key of each of these numbers."""
        self._publish([(number, value, number % PARTITIONS) for number in numbers])

    def configure(self, topic: str, **settings: str) -> None:
        """Change a topic's settings."""
        named = {name.replace("_", "."): value for name, value in settings.items()}
        with admin(self.rig.settings) as connection:
            connection.alter_configs([ConfigResource(ConfigResourceType.TOPIC, self.rig.topic(topic), named)])

    def until_read(self, numbers: Sequence[int]) -> None:
        """Wait until these have an outcome."""
        wanted = {f"a{number:04}" for number in numbers}
        consumer = self.rig.consumer(ENRICHED)
        consumer.until(lambda: wanted <= {m.header("ce_id") for m in consumer.messages}, "the articles", SECONDS)

    def _publish(self, messages: Sequence[tuple[int, bytes | None, int]]) -> None:
        """Send numbers, values and partitions in their order; a producer that fails is given up for another."""
        waiting = deque(messages)
        deadline = time.monotonic() + SECONDS
        while waiting:
            producer = KafkaProducer(bootstrap_servers=[self.rig.cluster.address], enable_idempotence=False)
            try:
                while waiting:
                    number, value, partition = waiting[0]
                    sent = producer.send(
                        self.rig.topic(RAW), key=f"k{number}".encode(), value=value, partition=partition
                    )
                    sent.get(timeout=PATIENCE_SECONDS)
                    waiting.popleft()
            except (KafkaError, AssertionError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)
            finally:
                producer.close(timeout=1)


BEFORE, AFTER = range(COUNT), range(COUNT, 2 * COUNT)


def more_partitions(scene: Scene) -> str:
    """`articles.raw` gets twice the partitions, and articles come in the new ones."""
    with admin(scene.rig.settings) as connection:
        connection.create_partitions({scene.rig.topic(RAW): 2 * PARTITIONS})
    scene.send(AFTER, partitions=2 * PARTITIONS)
    scene.until_read(AFTER)
    return "read"


def log_append_time(scene: Scene) -> str:
    """The broker stamps the messages of `articles.raw`."""
    scene.configure(RAW, message_timestamp_type="LogAppendTime")
    scene.send(AFTER)
    scene.until_read(AFTER)
    return "read"


def compacted(scene: Scene) -> str:
    """`articles.raw` is compacted, so that offsets are missing; keys come again, and a tombstone."""
    scene.configure(RAW, cleanup_policy="compact", min_cleanable_dirty_ratio="0.01", segment_ms="100")
    for _ in range(3):
        scene.send(AFTER)
        scene.send_value([0], None)
    scene.until_read(AFTER)
    return "read; a tombstone is a dead letter"


def cut_under_the_consumer(scene: Scene) -> str:
    """What a stopped worker had still to read is deleted by retention."""
    with _frozen(scene.worker):
        scene.send([90, 91, 92, 93])
        with admin(scene.rig.settings) as connection:
            connection.delete_records({TopicPartition(scene.rig.topic(RAW), p): -1 for p in range(PARTITIONS)})
    scene.send(AFTER)
    scene.until_read(AFTER)
    return "read from what is left on"


def made_again(scene: Scene) -> str:
    """`articles.raw` is deleted and made again under the worker, which ends; the next one reads from the start."""
    with admin(scene.rig.settings) as connection:
        connection.delete_topics([scene.rig.topic(RAW)])
    _made(scene)
    assert scene.worker.wait() == 1
    scene.worker = scene.rig.worker()
    scene.worker.until_ready()
    scene.send(AFTER)
    scene.until_read(AFTER)
    return "read after a restart of the worker"


def smaller_output(scene: Scene) -> str:
    """Records are larger than `max.message.bytes` of `articles.enriched`."""
    scene.configure(ENRICHED, max_message_bytes="20000")
    scene.send(AFTER, f"Rebels attacked Kabul. {FAT}")
    return _dead(scene)


def smaller_dead_letters(scene: Scene) -> str:
    """Messages are larger than `max.message.bytes` of `articles.raw.dead`."""
    scene.configure(DEAD, max_message_bytes="2000")
    scene.send_value(AFTER, b"not JSON " * 2000)
    return _dead(scene).replace("dead letter", "dead letter without the text")


CHANGES: dict[str, Callable[[Scene], str]] = {
    "more partitions": more_partitions,
    "LogAppendTime": log_append_time,
    "compacted": compacted,
    "cut by retention under the worker": cut_under_the_consumer,
    "deleted and made again": made_again,
    "smaller `max.message.bytes` of `articles.enriched`": smaller_output,
    "smaller `max.message.bytes` of `articles.raw.dead`": smaller_dead_letters,
}


@contextmanager
def _frozen(worker: WorkerProcess) -> Iterator[None]:
    worker.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        worker.process.send_signal(signal.SIGCONT)


def _made(scene: Scene) -> None:
    deadline = time.monotonic() + SECONDS
    while scene.rig.topic(RAW) not in create_topics(scene.rig.settings, scene.rig.topics):
        assert time.monotonic() < deadline, "the topic was not deleted"
        time.sleep(0.2)


def _dead(scene: Scene) -> str:
    consumer = scene.rig.consumer(DEAD)
    consumer.until(
        lambda: len({(m.header("partition"), m.header("offset")) for m in consumer.messages}) >= COUNT, "dead letters"
    )
    return "dead letter"


def run(cluster: Cluster, name: str, folder: Path) -> tuple[str, list[str]]:
    """Make one change under a worker: what became of the articles after it, and the faults."""
    faults: list[str] = []
    with ExitStack() as stack:
        folder.mkdir()
        rig = Rig(cluster, f"changed-{list(CHANGES).index(name)}", folder, SHORT_SESSION, stack)
        worker = rig.worker()
        worker.until_ready()
        scene = Scene(rig, worker)
        scene.send(BEFORE)
        scene.until_read(BEFORE)
        word = "-"
        try:
            word = CHANGES[name](scene)
            scene.worker.until(lambda: rig.lag() == 0, "the lag to be 0", SECONDS)
        except AssertionError as error:
            faults.append(str(error)[-1500:])
        if code := scene.worker.stop():
            faults.append(f"the worker ended with {code}")
        if faults:
            faults.append(scene.worker.log[-LOG_CHARS:])
    return word if not faults else "fault", [f"{name}: {fault}" for fault in faults]


def main() -> None:
    """Print a table; exit 1 where a row is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--on", nargs="+", choices=("kafka-3", "kafka-4"), default=["kafka-3", "kafka-4"])
    parser.add_argument("--only", nargs="+", choices=CHANGES, default=list(CHANGES))
    options = parser.parse_args()
    found: dict[str, dict[str, str]] = {name: {} for name in options.only}
    failed: list[str] = []
    for broker in options.on:
        with tempfile.TemporaryDirectory() as folder, started(broker, Path(folder)) as cluster:
            for number, name in enumerate(options.only):
                found[name][broker], faults = run(cluster, name, Path(folder) / f"change-{number}")
                failed += faults
    print(f"| topic | {' | '.join(options.on)} |", "|---|" + "---|" * len(options.on), sep="\n")
    for name, words in found.items():
        print(f"| {name} | {' | '.join(words[broker] for broker in options.on)} |")
    print(*failed, sep="\n")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
