"""Measures one worker on real articles: python -m tests.broker.replay_check ARTICLES.jsonl[.gz] [--count N] [--on NAME]

Feed the first N articles through one worker with the real reader, on the embedded broker and on Apache Kafka, and
check that enriched + duplicates + dead = N, that every output equals that of `dateline enrich` for the same articles
(except the time of processing), and that the lag ends at 0. Exit 1 if a check fails.
"""

from __future__ import annotations

import argparse
import gzip
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import msgspec

from streams.contract.topics import DEAD, ENRICHED, EVENTS
from tests.broker.clusters import start_cluster
from tests.broker.topic_consumer import TopicConsumer
from tests.broker.topics_fixture import Rig, values_without_time, without_time
from tests.broker.worker_process import DATELINE, WorkerProcess

LONGEST_SECONDS = 3600.0
REAL = {
    "DATELINE_READER": "",
    "DATELINE_ROUTES": "",
    "DATELINE_PROCESSES": "",
    "DATELINE_MAX_ARTICLE_CHARS": "",
    "DATELINE_MAX_MESSAGE_BYTES": "",
    "DATELINE_ARTICLE_TIMEOUT_SECONDS": "60",
    "DATELINE_DEAD_RATIO": "",
}


class Answer(msgspec.Struct):
    """One line of output of `dateline enrich`."""

    article: msgspec.Raw = msgspec.Raw()
    events: list[msgspec.Raw] = []
    rejected: dict[str, str | None] | None = None


def main() -> None:
    """Run the check, print one line for each broker, exit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--on", choices=("embedded", "kafka"), action="append")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        raws = _first(arguments.articles, arguments.count)
        started = time.monotonic()
        answers = _enrich(raws, folder)
        print(f"dateline enrich: {len(raws)} articles in {time.monotonic() - started:.0f} s", flush=True)
        good = [_held(on, raws, answers, folder / on) for on in arguments.on or ("embedded", "kafka")]
    sys.exit(0 if all(good) else 1)


def _first(path: Path, count: int) -> list[bytes]:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        return [line.rstrip(b"\n") for line in islice(lines, count)]


def _enrich(raws: list[bytes], folder: Path) -> list[Answer]:
    source, target = folder / "articles.jsonl", folder / "enriched.jsonl"
    source.write_bytes(b"\n".join(raws) + b"\n")
    subprocess.run([DATELINE, "enrich", str(source), "--output", str(target)], check=True, timeout=LONGEST_SECONDS)
    return [msgspec.json.decode(line, type=Answer) for line in target.read_bytes().splitlines()]


def _held(on: str, raws: list[bytes], answers: list[Answer], folder: Path) -> bool:
    folder.mkdir()
    with start_cluster(on, folder) as cluster, ExitStack() as stack:
        rig = Rig(cluster, "carry", folder, REAL, stack)
        consumer = rig.consumer(ENRICHED, EVENTS, DEAD)
        worker = rig.worker()
        worker.until_ready()
        started = time.monotonic()
        rig.feed(raws)
        consumer.until(lambda: rig.settled(consumer) >= len(raws), "every outcome", LONGEST_SECONDS)
        seconds = time.monotonic() - started
        worker.until(lambda: rig.lag() == 0, "the lag to be 0")
        counts = {
            outcome: int(worker.metric(f'dateline_articles_total{{outcome="{outcome}"'))
            for outcome in ("enriched", "duplicate", "dead")
        }
        peak = _memory(worker)
        assert worker.stop() == 0, worker.log[-2000:]
        consumer.drain()
        checks = {
            "accounted": sum(counts.values()) == len(raws),
            "equal": _equal(rig, consumer, answers),
            "lag 0": True,
        }
        events = len(consumer.of(rig.topic(EVENTS)))
    rate = len(raws) / seconds
    print(f"{on}: {counts}, {events} events, {seconds:.0f} s, {rate:.1f} articles/s, {peak} MiB, {checks}", flush=True)
    return all(checks.values())


def _memory(worker: WorkerProcess) -> int:
    """Return the resident memory of the worker and its readers, in MiB."""
    pids = [worker.process.pid, *worker.readers()]
    pages = [int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) for pid in pids]
    return sum(pages) * 4096 >> 20


def _equal(rig: Rig, consumer: TopicConsumer, answers: list[Answer]) -> bool:
    """Return whether the topics hold the output of `dateline enrich`, record by record."""
    articles = sorted(without_time(bytes(a.article)) for a in answers if not a.rejected)
    events = sorted(without_time(bytes(e)) for a in answers for e in a.events)
    reasons = sorted(str(a.rejected["reason"]) for a in answers if a.rejected)
    return (
        values_without_time(consumer.of(rig.topic(ENRICHED))) == articles
        and values_without_time(consumer.of(rig.topic(EVENTS))) == events
        and sorted(m.header("reason") for m in consumer.of(rig.topic(DEAD))) == reasons
    )


if __name__ == "__main__":
    main()
