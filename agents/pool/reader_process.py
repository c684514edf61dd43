"""The reader process: loads the model, then reads batches from standard input until it closes."""

from __future__ import annotations

import argparse
import ctypes
import gc
import os
import signal
import sys
import time
from typing import BinaryIO

from agents.pool.batch_outcomes import outcomes
from agents.pool.ipc import Batch, Ready, Results, pack, read_frame
from agents.pool.outcome import ArticleLimits
from agents.pool.plugin_reader import reader_builder
from agents.reader.stage_timer import StageTimer
from streams.contract.errors import Misconfigured

PR_SET_PDEATHSIG = 1
"""Constant of linux/prctl.h: signal to send to this process when its parent dies."""


def main() -> None:
    """Run until standard input ends; output of libraries is redirected to standard error."""
    _die_with_parent()
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    arguments = _arguments()
    try:
        reader = reader_builder(arguments.reader)(arguments.model, arguments.packs)
    except Misconfigured as error:
        sys.exit(f"dateline: {error}")
    # Exclude the model from garbage collection.
    gc.freeze()
    # The reader itself has no clock: the process gives it a timer for its stages.
    meter = StageTimer(time.perf_counter)
    reader.meter = meter  # type: ignore[attr-defined]
    _send(replies, pack(Ready(reader.model_name)))
    while isinstance(batch := read_frame(sys.stdin.buffer), Batch):
        started = time.perf_counter()
        limits = ArticleLimits(arguments.article_chars, arguments.message_bytes, arguments.published_at_fallback)
        results = outcomes(reader, batch.raws, batch.now, limits, batch.verdicts, batch.received)
        seconds = time.perf_counter() - started
        stages, tokens = meter.take()
        stages["records"] = max(0.0, seconds - sum(stages.values()))
        _send(replies, pack(Results(results, seconds, _resident_bytes(), stages, tokens)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--reader", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--packs", nargs="+", required=True)
    parser.add_argument("--article-chars", type=int, required=True)
    parser.add_argument("--message-bytes", type=int, required=True)
    parser.add_argument("--published-at-fallback", default="none")
    return parser.parse_args()


def _send(stream: BinaryIO, frame: bytes) -> None:
    stream.write(frame)
    stream.flush()


def _die_with_parent() -> None:
    """Make the kernel kill this process when its worker dies (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _resident_bytes() -> int:
    """Return the resident memory in bytes; 0 if the system does not report it."""
    if sys.platform != "linux":
        return 0
    with open("/proc/self/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
