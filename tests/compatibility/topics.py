"""Change topics while a worker runs: python -m tests.compatibility.topics [--on kafka-3 kafka-4]. Prints a table.

For each change a worker runs on its own topics, the change is made, and articles are sent after it. A row gives their
result. Exit 1 if the worker ends early, has lag left, or does not stop with 0.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
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
from tests.support.patience import PATIENCE_SECONDS, until

COUNT = 12
"""Articles before a change, and after it."""
SECONDS = PATIENCE_SECONDS
"""Longest wait; a recreated topic is found only when the client next fetches metadata."""
LOG_CHARS = 4000
"""Characters of a worker's log, shown with a fault."""
FAT = "[fat]"
"""The stub reader makes a record of 300,000 characters of it."""


@dataclass(slots=True)
class TopicScenario:
    """A running worker with its own topics."""

    rig: Rig
    worker: WorkerProcess

    def send(self, numbers: Sequence[int], text: str = "", partitions: int = PARTITIONS) -> None:
        """Send articles to these partitions in turn until all are accepted: a recreated topic may need some time."""
        self._publish([(number, article(number, text), number % partitions) for number in numbers])

    def send_value(self, numbers: Sequence[int], value: bytes | None) -> None:
        """Send a message with the key of each of these numbers."""
        self._publish([(number, value, number % PARTITIONS) for number in numbers])

    def configure(self, topic: str, **settings: str) -> None:
        """Change settings of a topic."""
        named = {name.replace("_", "."): value for name, value in settings.items()}
        with admin(self.rig.settings) as connection:
            connection.alter_configs([ConfigResource(ConfigResourceType.TOPIC, self.rig.topic(topic), named)])

    def until_read(self, numbers: Sequence[int]) -> None:
        """Wait until these have an outcome."""
        wanted = {f"a{number:04}" for number in numbers}
        consumer = self.rig.consumer(ENRICHED)
        consumer.until(lambda: wanted <= {m.header("ce_id") for m in consumer.messages}, "the articles", SECONDS)

    def _publish(self, messages: Sequence[tuple[int, bytes | None, int]]) -> None:
        """Send numbers, values and partitions in their order; a producer that fails is replaced."""
        waiting = deque(messages)
        until(lambda: self._sent(waiting), lambda: f"{len(waiting)} messages to be sent", SECONDS)

    def _sent(self, waiting: deque[tuple[int, bytes | None, int]]) -> bool:
        """Send what waits; return False if the producer fails before all is sent."""
        producer = KafkaProducer(bootstrap_servers=[self.rig.cluster.address], enable_idempotence=False)
        try:
            while waiting:
                number, value, partition = waiting[0]
                sent = producer.send(self.rig.topic(RAW), key=f"k{number}".encode(), value=value, partition=partition)
                sent.get(timeout=PATIENCE_SECONDS)
                waiting.popleft()
        except (KafkaError, AssertionError, ValueError):  # kafka-python raises the last for an unknown partition
            return False
        finally:
            producer.close(timeout=1)
        return True


BEFORE, AFTER = range(COUNT), range(COUNT, 2 * COUNT)


def more_partitions(scenario: TopicScenario) -> str:
    """`articles.raw` gets twice the partitions, and articles arrive in the new ones."""
    with admin(scenario.rig.settings) as connection:
        connection.create_partitions({scenario.rig.topic(RAW): 2 * PARTITIONS})
    scenario.send(AFTER, partitions=2 * PARTITIONS)
    scenario.until_read(AFTER)
    return "read"


def log_append_time(scenario: TopicScenario) -> str:
    """The broker sets the timestamps of the messages of `articles.raw`."""
    scenario.configure(RAW, message_timestamp_type="LogAppendTime")
    scenario.send(AFTER)
    scenario.until_read(AFTER)
    return "read"


def compacted(scenario: TopicScenario) -> str:
    """`articles.raw` is compacted, so that offsets are missing; keys repeat, and there is a tombstone."""
    scenario.configure(RAW, cleanup_policy="compact", min_cleanable_dirty_ratio="0.01", segment_ms="100")
    for _ in range(3):
        scenario.send(AFTER)
        scenario.send_value([0], None)
    scenario.until_read(AFTER)
    return "read; a tombstone is a dead letter"


def deleted_by_retention(scenario: TopicScenario) -> str:
    """Retention deletes what a stopped worker had still to read."""
    with _frozen(scenario.worker):
        scenario.send([90, 91, 92, 93])
        with admin(scenario.rig.settings) as connection:
            connection.delete_records({TopicPartition(scenario.rig.topic(RAW), p): -1 for p in range(PARTITIONS)})
    scenario.send(AFTER)
    scenario.until_read(AFTER)
    return "read from what is left on"


def recreated(scenario: TopicScenario) -> str:
    """`articles.raw` is deleted and recreated under the worker, which ends; the next one reads from the start."""
    with admin(scenario.rig.settings) as connection:
        connection.delete_topics([scenario.rig.topic(RAW)])
    _recreate_topic(scenario)
    assert scenario.worker.wait() == 1
    scenario.worker = scenario.rig.worker()
    scenario.worker.until_ready()
    scenario.send(AFTER)
    scenario.until_read(AFTER)
    return "read after a restart of the worker"


def smaller_output(scenario: TopicScenario) -> str:
    """Records are larger than `max.message.bytes` of `articles.enriched`."""
    scenario.configure(ENRICHED, max_message_bytes="20000")
    scenario.send(AFTER, f"Rebels attacked Kabul. {FAT}")
    return _dead(scenario)


def smaller_dead_letters(scenario: TopicScenario) -> str:
    """Messages are larger than `max.message.bytes` of `articles.raw.dead`."""
    scenario.configure(DEAD, max_message_bytes="2000")
    scenario.send_value(AFTER, b"not JSON " * 2000)
    return _dead(scenario).replace("dead letter", "dead letter without the text")


CHANGES: dict[str, Callable[[TopicScenario], str]] = {
    "more partitions": more_partitions,
    "LogAppendTime": log_append_time,
    "compacted": compacted,
    "cut by retention under the worker": deleted_by_retention,
    "deleted and made again": recreated,
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


def _recreate_topic(scenario: TopicScenario) -> None:
    rig = scenario.rig
    until(lambda: rig.topic(RAW) in create_topics(rig.settings, rig.topics), "the topic to be deleted", SECONDS)


def _dead(scenario: TopicScenario) -> str:
    consumer = scenario.rig.consumer(DEAD)
    consumer.until(
        lambda: len({(m.header("partition"), m.header("offset")) for m in consumer.messages}) >= COUNT, "dead letters"
    )
    return "dead letter"


def run(cluster: Cluster, name: str, folder: Path) -> tuple[str, list[str]]:
    """Make one change under a worker. Return the result of the articles after it, and the faults."""
    faults: list[str] = []
    with ExitStack() as stack:
        folder.mkdir()
        rig = Rig(cluster, f"changed-{list(CHANGES).index(name)}", folder, SHORT_SESSION, stack)
        worker = rig.worker()
        worker.until_ready()
        scenario = TopicScenario(rig, worker)
        scenario.send(BEFORE)
        scenario.until_read(BEFORE)
        word = "-"
        try:
            word = CHANGES[name](scenario)
            scenario.worker.until(lambda: rig.lag() == 0, "the lag to be 0", SECONDS)
        except AssertionError as error:
            faults.append(str(error)[-1500:])
        if code := scenario.worker.stop():
            faults.append(f"the worker ended with {code}")
        if faults:
            faults.append(scenario.worker.log[-LOG_CHARS:])
    return word if not faults else "fault", [f"{name}: {fault}" for fault in faults]


def main() -> None:
    """Print a table; exit 1 if a row is wrong."""
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
