"""BENCHMARK memory: memory of a worker and its readers over a long run, its growth, and whether the rate is constant.

Also the soak test: --articles-count 200000. Memory shared by processes is divided between them (PSS) if the system
reports that. Each article has invented names, because new words make a language process grow.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor

from streams.contract.topics import DEAD, ENRICHED
from tests.bench.articles import repeat
from tests.bench.figures import growth, rate, steadiness
from tests.bench.processes import memory_mib
from tests.bench.results import Row
from tests.bench.testbed import Outputs, StreamTestbed, publish
from tests.broker.topics_fixture import Rig

COUNT = 50_000
AHEAD = 2000
"""Most articles that wait on the topic: the embedded broker keeps all messages in memory."""
WORKER, READER = "worker", "reader"


def run(testbed: StreamTestbed, raws: list[bytes], count: int = COUNT) -> list[Row]:
    """Measure one worker with one reader process."""
    with testbed.rig(PROCESSES="1") as rig:
        return measure_rig(rig, raws, count)


def measure_rig(rig: Rig, raws: list[bytes], count: int) -> list[Row]:
    """Measure the same on a rig."""
    worker = rig.worker()
    worker.until_ready()
    counts: list[int] = []
    sizes: defaultdict[str, list[float]] = defaultdict(list)
    with Outputs(rig, ENRICHED, DEAD) as outputs, ThreadPoolExecutor(1) as thread:
        feed = thread.submit(publish, rig, limit_unfinished(repeat(raws, count, fresh=True), outputs))
        while len(outputs.moments) < count:
            outputs.take()
            if worker.process.poll() is not None or (feed.done() and feed.exception()):
                raise RuntimeError(f"it stopped: {feed.exception() if feed.done() else worker.log[-2000:]}")
            counts.append(len(outputs.moments))
            sizes[WORKER].append(memory_mib(worker.process.pid))
            sizes[READER].append(sum(map(memory_mib, worker.readers())))
    return _rows(counts, sizes, outputs.moments)


def limit_unfinished(raws: Iterable[bytes], outputs: Outputs) -> Iterator[bytes]:
    """Yield articles with at most `AHEAD` of them unfinished."""
    for number, raw in enumerate(raws):
        while number - len(outputs.moments) > AHEAD:
            time.sleep(0.1)
        yield raw


def _rows(counts: list[int], sizes: dict[str, list[float]], moments: list[float]) -> list[Row]:
    together = [sum(each) for each in zip(*sizes.values(), strict=True)]
    least, aim = 1.2 * 1024, 0.7 * 1024
    return [
        Row("memory", "worker and one reader, at most", max(together), "MiB", least, aim, f"{counts[-1]} articles"),
        *(Row("memory", f"{part}, at the end", found[-1], "MiB") for part, found in sizes.items()),
        Row("memory", "growth after the first tenth", 100 * growth(counts, together), "%", 3, 1),
        *(
            Row("memory", f"growth after the first tenth, {part}", 100 * growth(counts, found), "%")
            for part, found in sizes.items()
        ),
        Row("memory", "rate", rate(moments), "articles/s"),
        Row("memory", "rate at the end to the beginning", steadiness(moments), "x"),
    ]
