"""BENCHMARK peers: the same reading inside Quix Streams, FastStream and Bytewax, with two processes each.

Each runs in its own environment beside the locked versions, in the most convenient form that its documentation
gives, with batches if it has them. None isolates the article that caused a crash, or confirms in offset order.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
from collections import defaultdict
from contextlib import ExitStack, suppress
from pathlib import Path
from statistics import median

from agents.pool.reader_handle import ONE_THREAD
from streams.contract.topics import ENRICHED
from tests.bench.articles import repeat
from tests.bench.environments import CannotInstall, locked_with, version
from tests.bench.figures import rate, ratio
from tests.bench.results import Row
from tests.bench.stream import run_worker
from tests.bench.testbed import Outputs, StreamTestbed, publish
from tests.broker.topics_fixture import Rig
from tests.broker.worker_process import environment

log = logging.getLogger(__name__)

COUNT, ROUNDS, PROCESSES = 1000, 2, 2
PEERS = {
    "Quix Streams": ("quixstreams>=3", "quix_peer"),
    "FastStream": ("faststream[kafka]", "faststream_peer"),
    "Bytewax": ("bytewax[kafka]", "bytewax_peer"),
}
"""The packages to install, and the program."""
OURS, HERE = "Dateline", "tests.bench.contestants"


def run(testbed: StreamTestbed, raws: list[bytes], count: int = COUNT, rounds: int = ROUNDS) -> list[Row]:
    """Measure each peer in turn, round by round."""
    rates: defaultdict[str, list[float]] = defaultdict(list)
    notes: dict[str, str] = {}
    articles = list(repeat(raws, count))
    for _ in range(rounds):
        with testbed.rig(PROCESSES=str(PROCESSES)) as rig:
            rates[OURS].append(run_worker(testbed, rig, articles).rate)
        for peer, (requirement, program) in PEERS.items():
            try:
                python = locked_with(program, requirement)
                notes[peer] = version(python, requirement.partition("[")[0].partition(">")[0])
                with testbed.rig() as rig:
                    rates[peer].append(run_peer(rig, python, program, articles))
            except (CannotInstall, RuntimeError) as error:
                notes[peer] = str(error)
        log.info("peers: %s", {name: f"{found[-1]:.1f}/s" for name, found in rates.items()})
    return _rows(rates, notes)


def run_peer(rig: Rig, python: Path, program: str, raws: list[bytes]) -> float:
    """Return the rate of two processes of a peer in one group.

    Raises:
        RuntimeError: a process ended, or the outputs did not come.
    """
    publish(rig, raws)
    module = f"{HERE}.{program}"
    commands: list[list[str | Path]] = [[python, "-P", "-m", module]] * PROCESSES
    if program == "bytewax_peer":
        commands = [[python, "-P", "-m", "bytewax.testing", module, "-p", str(PROCESSES)]]
    settings = environment(rig.environment) | ONE_THREAD
    with ExitStack() as stack:
        processes = []
        for each in commands:
            process = subprocess.Popen(each, env=settings, stdout=subprocess.DEVNULL, start_new_session=True)
            stack.callback(_end, process)
            processes.append(process)
        outputs = stack.enter_context(Outputs(rig, ENRICHED))
        outputs.watch(len(raws), lambda: all(process.poll() is None for process in processes))
    # Quix Streams gives its outputs the times of their inputs.
    return rate(outputs.seen)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _rows(rates: dict[str, list[float]], notes: dict[str, str]) -> list[Row]:
    rows = [Row("peers", OURS, median(rates[OURS]), "articles/s", note=f"{PROCESSES} processes each")]
    for peer in PEERS:
        found = median(rates[peer]) if peer in rates else None
        rows.append(Row("peers", peer, found, "articles/s", note=notes[peer]))
    measure_rig = {name: found for name, found in rates.items() if name != OURS}
    if measure_rig:
        best = max(measure_rig, key=lambda name: median(measure_rig[name]))
        rows.append(Row("peers", f"against the best, {best}", ratio(rates[OURS], rates[best]), "x", 1.0, 1.1))
    return rows
