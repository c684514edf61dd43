"""BENCHMARK happenings: processor time of joining events to happenings, compared with that of reading their articles.

Joining is all that the agents do with an event between two Kafka messages: messages of `happenings.input`, decoding,
comparing, encoding. The exchange with the broker is left out; the benchmark `stream` contains it.

Each article is read once: a repeated article would be one more report of the same happening.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from agents.pool.reader_handle import ONE_THREAD
from tests.bench.contestants.joining import READ, STAGES
from tests.bench.environments import ROOT
from tests.bench.results import Row
from tests.happenings.real_reader import raw
from tests.happenings.texts import write
from tests.happenings.world import arriving, stories

COUNT, ROUNDS = 1000, 5
SEED = 601


def run(raws: Sequence[bytes], count: int = COUNT, rounds: int = ROUNDS) -> list[Row]:
    """Measure the articles given, and short invented articles in which every sentence is an event."""
    streams = {"the articles": raws[:count], "short invented reports": invented(count)}
    return [_row(name, articles, measure(articles, rounds)) for name, articles in streams.items()]


def invented(count: int) -> list[bytes]:
    """Return invented articles about happenings that develop, without copies."""
    articles = [article for article in arriving(stories(SEED)) if article.copy_of is None]
    return [raw(write(article, "held_out")) for article in articles[:count]]


def measure(raws: Sequence[bytes], rounds: int) -> list[dict[str, float]]:
    """Return the figures of each round; one process with one thread reads and joins."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "articles.jsonl")
        file.write_bytes(b"\n".join(raws) + b"\n")
        command: list[str | Path] = [sys.executable, "-m", "tests.bench.contestants.joining", file, str(rounds)]
        done = subprocess.run(command, env=os.environ | ONE_THREAD, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _row(name: str, raws: Sequence[bytes], rounds: Sequence[dict[str, float]]) -> Row:
    count, first = len(raws), rounds[0]
    value = 100 * median(sum(one[stage] for stage in STAGES[1:]) / one[READ] for one in rounds)
    stages = (f"{stage} {1000 * median(one[stage] for one in rounds) / count:.2f}" for stage in STAGES)
    note = (
        f"{count} articles of {sum(map(len, raws)) / count:.0f} bytes, with {first['events'] / count:.1f} events and"
        f" {first['published'] / count:.1f} versions of happenings; ms an article: {', '.join(stages)}"
    )
    return Row("happenings", f"joining, of reading: {name}", value, "%", 5, 3.5, note)
