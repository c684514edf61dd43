"""`make fuzz`: read many hostile messages, and measure how processing time grows with text length."""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from tests.fuzz.articles import SEED
from tests.fuzz.growth import fast_growing_kinds
from tests.fuzz.run import Tally, fuzz

PART = 512
"""Messages per process and task."""


def main() -> None:
    """Print the figures; exit 1 if a message failed or the time grew faster than the text."""
    options = _options()
    print(f"seed {options.seed}, messages {options.first} to {options.first + options.inputs - 1}", flush=True)
    began = time.monotonic()
    tally = _fuzz(options)
    print(f"{tally.outcomes.total()} messages, {tally.chars / 1e6:.1f} MB, in {time.monotonic() - began:.0f} s")
    print(f"read {tally.outcomes['enriched']}, with {tally.events} events; refused:")
    for reason, count in tally.outcomes.most_common():
        if reason != "enriched":
            print(f"  {count:7} {reason}")
    for per_thousand, number in tally.slowest[:3]:
        print(f"slowest batches: {per_thousand:.3f} CPU s per 1,000 bytes, from message {number}")
    for number, why in tally.failures[:20]:
        print(f"FAILED message {number}: {why}")
    print(f"failed: {len(tally.failures)}")
    slow = [] if options.no_growth else fast_growing_kinds(print)
    sys.exit(1 if tally.failures or slow else 0)


def _fuzz(options: argparse.Namespace) -> Tally:
    end = options.first + options.inputs
    tally = Tally()
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        parts = [
            pool.submit(fuzz, start, min(start + PART, end), options.seed) for start in range(options.first, end, PART)
        ]
        for done, part in enumerate(as_completed(parts), start=1):
            tally.add(part.result())
            if done % 4 == 0:
                print(f"  {tally.outcomes.total()} messages, failed {len(tally.failures)}", flush=True)
    return tally


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=2000, help="messages (2000)")
    parser.add_argument("--first", type=int, default=0, help="number of the first (0)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"what they are made from ({SEED})")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--no-growth", action="store_true", help="leave out how work grows with length")
    return parser.parse_args()


if __name__ == "__main__":
    main()
