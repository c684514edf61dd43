"""Measure how accurately happenings are reconstructed.

python -m tests.happenings.run [--seeds 101-104] [--phrases tuned|held_out|other] [--read] [--share 1.0] [--show]
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence

from streams.contract.records import Event
from tests.happenings.measure import Reader, Result, measure
from tests.happenings.perfect_reader import events_of
from tests.happenings.texts import WrittenArticle
from tests.happenings.world import arriving, stories


def perfect(written: Sequence[WrittenArticle]) -> list[list[Event]]:
    """Return the events of a faultless reader."""
    return [events_of(one) for one in written]


def main() -> None:
    """Print one row per seed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="101-104")
    parser.add_argument("--phrases", choices=("tuned", "held_out", "other"), default="held_out")
    parser.add_argument("--read", action="store_true", help="through the real reader")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--show", action="store_true", help="what was mixed and torn")
    parser.add_argument("--shuffle", action="store_true", help="the articles in another order")
    args = parser.parse_args()
    first, _, last = args.seeds.partition("-")
    for seed in range(int(first), int(last or first) + 1):
        told = stories(seed, args.share)
        order = list(arriving(told))
        if args.shuffle:
            random.Random(seed).shuffle(order)
        began = time.perf_counter()
        result = measure(told, args.phrases, real() if args.read else perfect, order=order)
        print(f"seed {seed}: {row(result)}; {time.perf_counter() - began:.1f} s")
        if args.show:
            _show(result, {truth.id: story.kind for story in told for truth in story.truths})


def real() -> Reader:
    """Return the real reader."""
    from tests.happenings.real_reader import read

    return read


def row(result: Result) -> str:
    """Return the figures of one run as a line."""
    c = result.clusters
    rights = ", ".join(f"{name} {right}/{of}" for name, (right, of) in result.rights.items())
    return (
        f"{result.truths} happenings, {result.articles} articles, {result.judged} of {result.events} events judged: "
        f"B3 {c.b3:.3f} (P {c.b3_precision:.3f} R {c.b3_recall:.3f}) CoNLL {c.conll:.3f} false merges"
        f" {c.false_merges:.1%} missed {c.missed_merges:.1%} false pairs {c.false_pairs:.1%}; {rights}"
    )


def _show(result: Result, kinds: dict[str, str]) -> None:
    for name, names in result.mixed:
        print("   mixed", name, [(truth, kinds[truth]) for truth in sorted(names)])
    for name, names in result.torn:
        print("   torn", name, kinds[name], sorted(names))


if __name__ == "__main__":
    main()
