"""Mutated records through a whole worker: python -m tests.fuzz.stream [--records 100000] [--seed 1] [--on kafka].

Values, keys, headers and compression are drawn from a seed and sent to `articles.raw`, and a tenth as many to
`events`. One worker with deduplication, both agents and the stub reader reads them. Exit 1 if a record has no
outcome, the worker ends early, or its log has a traceback.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kafka import KafkaProducer

from streams.contract.topics import EVENTS, RAW
from tests.broker.clusters import start_cluster
from tests.broker.topics_fixture import Rig
from tests.broker.worker_process import WorkerProcess
from tests.fuzz.articles import message

CODECS = (None, "gzip", "snappy", "lz4", "zstd")
ROUTED = 10
"""One record to `events` for this many to `articles.raw`."""
FIELDS = (b"published_at", b"extra", b"authors", b"id", b"title", b"text", b"language", b"unknown")


class RawName(str):
    """A header name of any bytes."""

    raw: bytes

    def encode(self, *_: Any) -> bytes:
        """Return the bytes to send."""
        return self.raw


def name(raw: bytes) -> RawName:
    """Return a header name of these bytes."""
    made = RawName("name")
    made.raw = raw
    return made


def mutated(number: int, rng: random.Random) -> bytes | None:
    """Return the value of a record: an article with damaged bytes, JSON or nesting, or no article."""
    raw = bytearray(message(number, rng.randrange(1 << 30)))
    choice = rng.randrange(8)
    if choice == 0:
        return None if rng.random() < 0.3 else rng.randbytes(rng.randrange(300))
    if choice == 1:
        depth = rng.choice((10, 500, rng.randrange(940, 1010), 5000))
        opened, closed = rng.choice(((b"[", b"]"), (b'{"a":', b"}")))
        return b'{"text":"Rebels attacked.","%s":%s1%s}' % (rng.choice(FIELDS), opened * depth, closed * depth)
    if choice == 2:
        return bytes(raw[: rng.randrange(len(raw) + 1)])
    for _ in range(rng.randrange(1, 12) if choice < 6 else 0):
        at = rng.randrange(len(raw) + 1)
        raw[at : at + rng.randrange(4)] = rng.randbytes(rng.randrange(4))
    return bytes(raw)


def headers(rng: random.Random) -> list[tuple[str, bytes]]:
    """Return headers: mostly none, else names and values of any bytes, including Dateline's names."""
    if rng.random() < 0.6:
        return []
    ours = (b"reason", b"ce_id", b"version", b"dateline-unreadable-batch", b"original-size")
    return [
        (
            name(rng.choice((rng.randbytes(rng.randrange(20)), rng.choice(ours), "né".encode()))),
            rng.choice((b"", rng.randbytes(rng.randrange(200)))),
        )
        for _ in range(rng.randrange(6))
    ]


def send(rig: Rig, records: int, seed: int) -> tuple[int, int]:
    """Publish the records; return how many went to `articles.raw` and to `events`."""
    rng = random.Random(seed)
    sent = [0, 0]
    options = {"bootstrap_servers": [rig.cluster.address], "enable_idempotence": False, "linger_ms": 20}
    producers = [KafkaProducer(compression_type=codec, max_request_size=16 << 20, **options) for codec in CODECS]
    try:
        for number in range(records):
            for topic, count in _targets(number):
                value, key = mutated(number, rng), rng.choice((None, b"", rng.randbytes(rng.randrange(40))))
                if value is None and key is None:
                    key = b""
                producer = rng.choice(producers)
                producer.send(rig.topic(topic), key=key, value=value, headers=headers(rng))
                sent[count] += 1
        for producer in producers:
            producer.flush()
    finally:
        for producer in producers:
            producer.close()
    return sent[0], sent[1]


def _targets(number: int) -> Iterator[tuple[str, int]]:
    yield RAW, 0
    if number % ROUTED == 0:
        yield EVENTS, 1


def run_worker(on: str, records: int, seed: int, folder: Path, within: float) -> dict[str, float]:
    """Send the records through one worker; return its counters.

    Raises:
        AssertionError: a record has no outcome, the worker ended, or its log shows a traceback.
    """
    with ExitStack() as stack:
        cluster = stack.enter_context(start_cluster(on, folder))
        own = {"DATELINE_DUPLICATE_HOURS": "24", "DATELINE_ARTICLE_TIMEOUT_SECONDS": "20"}
        rig = Rig(cluster, "fuzz", folder, own, stack)
        worker = rig.worker()
        raw, routed = send(rig, records, seed)
        worker.until(lambda: _taken(worker) >= raw, f"{raw} records", within)
        worker.until(lambda: rig.lag() == 0, "the lag to be 0", within)
        found = {
            outcome: worker.metric(f'dateline_articles_total{{outcome="{outcome}"')
            for outcome in ("enriched", "duplicate", "dead")
        }
        assert sum(found.values()) == raw == _taken(worker), (found, raw)
        assert worker.get("/livez")[0] == 200
        code = worker.stop()
        assert code == 0, code
        assert "Traceback" not in worker.log, worker.log[worker.log.index("Traceback") - 500 :][:3000]
        return found | {"raw": raw, "events": routed, "exit code": code}


def _taken(worker: WorkerProcess) -> float:
    return worker.metric("dateline_messages_taken_total")


def main() -> None:
    """Print the counters; exit 1 if something failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--on", choices=("embedded", "kafka"), default="embedded")
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = run_worker(options.on, options.records, options.seed, Path(folder), within=3600)
        except AssertionError as error:
            sys.exit(f"FAILED: {error}")
    print(f"seed {options.seed}, {options.on}, {time.monotonic() - began:.0f} s")
    for what, count in found.items():
        print(f"  {what:10} {count:.0f}")


if __name__ == "__main__":
    main()
