"""The testbed of a run: brokers, topics, workers under a supervisor, a feeder and an observer."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from kafka.errors import KafkaError

from streams.contract.errors import Transient
from streams.contract.topics import DEAD, ENRICHED, EVENTS, HAPPENINGS, HAPPENINGS_INPUT, RAW, route_topic
from streams.kafka.lag import LagReader, PartitionLag
from streams.routing.routes import load_routes
from tests.broker.clusters import SHORT_SESSION, Cluster
from tests.broker.topic_consumer import TopicConsumer
from tests.broker.topics_fixture import Rig
from tests.chaos.feeder import Feeder
from tests.chaos.happenings_ledger import Joined
from tests.chaos.kafka import Broker
from tests.chaos.ledger import RunRecord, Strike, Wanted
from tests.chaos.observer import Observer
from tests.chaos.supervisor import Supervisor

READ_SECONDS = 900
"""Longest time in seconds to read offsets or all topics."""
BATCH, PROCESSES, ROUTE_EVENTS_UNDER_WAY = 8, 1, 1000
MOST_EVENTS = 8
"""An article has at most four sentences, and each event goes to at most two routes."""
SETTINGS = SHORT_SESSION | {
    "DATELINE_BATCH_ARTICLES": str(BATCH),
    "DATELINE_PROCESSES": str(PROCESSES),
    "DATELINE_ARTICLE_TIMEOUT_SECONDS": "2",
    "DATELINE_PUBLISH_TIMEOUT_SECONDS": "5",
    "DATELINE_SHUTDOWN_SECONDS": "30",
    # The articles consist of a few sentences and are all similar.
    "DATELINE_DUPLICATE_HOURS": "0",
    "DATELINE_STALL_SECONDS": "30",
}
"""Short timeouts, so that an effect that takes a minute in production shows in seconds."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Parameters of a testbed."""

    rate: float
    """Articles per second."""
    workers: int
    reader: str


class ChaosTestbed:
    """One cluster with everything on it, until its exit stack is closed."""

    def __init__(self, cluster: Cluster, brokers: Sequence[Broker], plan: Plan, folder: Path, stack: ExitStack) -> None:
        self.brokers, self.plan, self.folder = brokers, plan, folder
        own = SETTINGS | {"DATELINE_READER": plan.reader, "DATELINE_REPLICATION": str(max(1, len(brokers)))}
        self.rig = Rig(cluster, "chaos", folder, own, stack)
        workers = ",".join(b.proxied for b in brokers) or cluster.address
        self.supervisor = Supervisor(self.rig.environment | {"DATELINE_BROKER": workers}, folder, plan.workers)
        stack.callback(self.supervisor.kill)
        direct = cluster.address.split(",")
        idempotent = bool(brokers)
        self.observer = Observer(direct, [self.rig.topic(name) for name in (ENRICHED, DEAD)])
        self.feeder = Feeder(direct, self.rig.topic(RAW), plan.rate, idempotent, self.observer.missing)
        self.trees: list[Path] = []
        """Source trees of other versions of Dateline that ran."""
        self.routes = load_routes(self.rig.settings.routes)
        self._lag = LagReader(self.rig.settings)
        stack.callback(self._lag.close)

    def strike(self, kind: str, disturbs: int) -> Strike:
        """Record the state before a fault: the end offsets of the outputs, and how many repeats the fault allows.

        It allows all that is not committed and what each worker may have in flight, multiplied by `disturbs`.
        """
        workers = disturbs * self.plan.workers
        lags = self._read_lags()
        articles, events = (
            sum(lag.messages for lag in lags if lag.topic == self.rig.topic(name)) for name in (RAW, EVENTS)
        )
        return Strike(
            kind,
            {(lag.topic, lag.partition): lag.end for lag in lags},
            articles=articles + workers * 2 * PROCESSES * BATCH,
            events=events + workers * ROUTE_EVENTS_UNDER_WAY,
        )

    def allowing(self, strike: Strike, sent: set[str], forgets: bool) -> Strike:
        """Return the strike after the repair: the backlog may be repeated too, or everything if `forgets`."""
        piled = len(sent) if forgets else len(self.observer.missing(sent))
        return replace(strike, articles=strike.articles + piled, events=strike.events + MOST_EVENTS * piled)

    def behind(self, sent: set[str]) -> str:
        """Return why the testbed has not recovered: articles without an outcome, or workers that are not ready."""
        missing = self.observer.missing(sent)
        return f"{len(missing)} articles without outcome" if missing else "; ".join(self.supervisor.unready())

    def to_do(self, sent: set[str]) -> tuple[int, int]:
        """Return how many articles have no outcome and, if all have one, how many workers are not ready."""
        missing = len(self.observer.missing(sent))
        return missing, 0 if missing else len(self.supervisor.unready())

    def lags(self) -> tuple[int, ...]:
        """Return how many articles, events and messages for happenings the group has still to read."""
        lags = self._read_lags()
        topics = [self.rig.topic(name) for name in (RAW, EVENTS, HAPPENINGS_INPUT)]
        return tuple(sum(lag.messages for lag in lags if lag.topic == topic) for topic in topics)

    def run_record(self, wanted: Mapping[str, Sequence[Wanted]], strikes: Sequence[Strike]) -> RunRecord:
        """Read every topic from its first message."""
        # A new consumer: partitions were added since the first one asked.
        reader = LagReader(self.rig.settings)
        lags = reader.read(self._topics())
        reader.close()
        consumer = TopicConsumer(self.rig.cluster.address, self._topics())
        try:
            wanted_count = sum(lag.end - lag.start for lag in lags)
            consumer.until(lambda: len(consumer.messages) >= wanted_count, "all topics", READ_SECONDS)
            consumer.drain()
            return RunRecord(
                wanted=wanted,
                raw=consumer.of(self.rig.topic(RAW)),
                enriched=consumer.of(self.rig.topic(ENRICHED)),
                events=consumer.of(self.rig.topic(EVENTS)),
                dead=consumer.of(self.rig.topic(DEAD)),
                routed={r.name: consumer.of(self.rig.topic(route_topic(r.name))) for r in self.routes},
                committed={(lag.topic, lag.partition): lag.committed for lag in lags if lag.committed is not None},
                strikes=strikes,
                joined=self._joined(consumer, strikes),
            )
        finally:
            consumer.close()

    def _joined(self, consumer: TopicConsumer, strikes: Sequence[Strike]) -> Joined:
        topic = self.rig.topic(HAPPENINGS)
        mixed = next((strike for strike in strikes if strike.mixes), None)
        ends = {partition: end for (name, partition), end in mixed.ends.items() if name == topic} if mixed else None
        return Joined(consumer.of(self.rig.topic(HAPPENINGS_INPUT)), consumer.of(topic), ends)

    def _read_lags(self) -> list[PartitionLag]:
        """Retry until the broker answers: it may have restarted just now."""
        deadline = time.monotonic() + READ_SECONDS
        while True:
            try:
                return self._lag.read(self._topics())
            except (KafkaError, OSError, Transient):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)

    def _topics(self) -> list[str]:
        return [self.rig.topic(topic.name) for topic in self.rig.topics]
