"""BENCHMARK latency: time from the append of an article to `articles.raw` to the append of its events to `events`.

Articles arrive at random times (Poisson) at shares of the top rate, which is measured first on the same worker. On
Apache Kafka the times are the broker's (LogAppendTime). The embedded broker lacks this setting, so the times are
those at which the clients sent.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator

from kafka.admin import ConfigResource

from streams.contract.topics import ENRICHED, EVENTS, RAW
from streams.kafka.admin import admin
from tests.bench.articles import article_number, repeat
from tests.bench.figures import percentile, rate
from tests.bench.results import Row
from tests.bench.testbed import Outputs, StreamTestbed, publish
from tests.broker.topics_fixture import Rig

COUNT, LEAST = 1000, 20
SHARES = (0.1, 0.5, 0.8)
SECONDS = 40.0
"""Duration of each share, in seconds."""
ASKED = {("p99", 0.5): (2.0, 0.5)}
"""Limit and target of p99 at half load, in seconds."""


def run(testbed: StreamTestbed, raws: list[bytes], count: int = COUNT, seconds: float = SECONDS) -> list[Row]:
    """Measure the top rate, then the latency at each share of it."""
    with testbed.rig() as rig:
        return measure_rig(rig, raws, count, seconds)


def measure_rig(rig: Rig, raws: list[bytes], count: int, seconds: float) -> list[Row]:
    """Measure the same on one worker of a rig."""
    whose = "the broker's times" if _stamped_by_the_broker(rig) else "the clients' times"
    worker = rig.worker()
    worker.until_ready()
    with Outputs(rig, RAW) as read, Outputs(rig, ENRICHED) as enriched, Outputs(rig, EVENTS) as events:

        def until(total: int) -> None:
            enriched.watch(total, lambda: worker.process.poll() is None)

        publish(rig, repeat(raws, count))
        until(count)
        top = rate(enriched.moments)
        rows = [Row("latency", "top rate", top, "articles/s")]
        first = count
        for share in SHARES:
            number = max(LEAST, int(share * top * seconds))
            publish(rig, at_random_times(repeat(raws, number, first), share * top), first)
            until(first + number)
            read.watch(first + number, lambda: True)
            events.drain()
            rows += _rows(share, _waits(read, events, first), whose)
            first += number
    return rows


def _rows(share: float, waits: list[float], whose: str) -> list[Row]:
    rows = []
    for name, part in (("p50", 0.5), ("p99", 0.99)):
        least, aim = ASKED.get((name, share), (None, None))
        note = f"{len(waits)} articles with events; {whose}"
        rows.append(Row("latency", f"{name} at {share:.0%} of it", percentile(waits, part), "s", least, aim, note))
    return rows


def at_random_times(raws: Iterable[bytes], per_second: float) -> Iterator[bytes]:
    """Yield each message at its time. The gaps are exponential, as of independent senders."""
    gaps = random.Random(0)
    due = time.monotonic()
    for raw in raws:
        due += gaps.expovariate(per_second)
        time.sleep(max(0.0, due - time.monotonic()))
        yield raw


def _waits(read: Outputs, events: Outputs, first: int) -> list[float]:
    """Return the seconds from each article with events to its last event, beginning with article `first`."""
    came = {int(key): moment for key, moment in zip(read.keys, read.moments, strict=True)}
    last: dict[int, float] = {}
    for key, moment in zip(events.keys, events.moments, strict=True):
        number = article_number(key)
        last[number] = max(moment, last.get(number, moment))
    return [moment - came[number] for number, moment in last.items() if number >= first]


def _stamped_by_the_broker(rig: Rig) -> bool:
    """Configure LogAppendTime on both topics if the broker supports it; return whether it does."""
    if not rig.cluster.exact:
        return False
    wanted = {"message.timestamp.type": "LogAppendTime"}
    with admin(rig.settings) as client:
        client.alter_configs([ConfigResource("TOPIC", rig.topic(name), wanted) for name in (RAW, EVENTS)])
    return True
