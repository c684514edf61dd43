"""Measure duplicate detection: python -m tests.dedup.measure ARTICLES.jsonl[.gz] [--read].

Plant copies among the first stories of a file, take the fingerprints in order, and count. `--read` lists the cases
that a person must judge. `--workers` sends the articles through so many workers on a broker instead, and `--kill`
kills one of them half-way. Exit 1 if recall or precision is below the promised values.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from streams.contract.codec import decode_article
from streams.contract.records import Article
from streams.dedup.fingerprint import fingerprint
from streams.dedup.verdict import Verdict
from streams.dedup.window import Window
from tests.dedup.exact_pairs import DUPLICATE_SHARE, Truth
from tests.dedup.planted_copies import KINDS, LOOK_ALIKES, Item, Kind, planted
from tests.dedup.worker_run import run_workers

RECALL = {"exact": 0.95, "headline": 0.95, "truncated": 0.95, "edited": 0.90}
PRECISION = 0.98
"""Minimum values. Most of the cases that a person must judge are right."""
HOUR_MS = 3_600_000


def main() -> None:
    """Measure, print, exit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--stories", type=int, default=5000)
    parser.add_argument("--copies", type=int, default=500, help="Of each kind.")
    parser.add_argument("--look-alikes", type=int, default=1000, help="Of all kinds together.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--read", action="store_true", help="List the pairs that a person must judge.")
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--on", choices=("embedded", "kafka"), default="embedded")
    arguments = parser.parse_args()
    items = planted(
        first(arguments.articles, arguments.stories), arguments.copies, arguments.seed, arguments.look_alikes
    )
    if arguments.workers:
        items, found = run_workers(items, arguments.on, arguments.workers, arguments.kill)
    else:
        found = judged(items)
    sys.exit(0 if report(items, found, arguments.read) else 1)


def first(path: Path, count: int) -> list[Article]:
    """Return the first articles of a file."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        return [decode_article(line, max_chars=200_000) for line in islice(lines, count)]


def judged(items: Sequence[Item]) -> dict[str, Verdict]:
    """Return the verdict on each article, with the log in this order."""
    window = Window(HOUR_MS, len(items))
    found: dict[str, Verdict] = {}
    for item in items:
        mark = fingerprint(item.article)
        assert mark is not None
        window.add(mark, HOUR_MS)
        verdict = window.verdict(mark.key)
        assert verdict is not None
        found[verdict.article_id] = verdict
    return found


def report(items: Sequence[Item], verdicts: dict[str, Verdict], read: bool) -> bool:
    """Print the figures; return whether they are as promised. The articles are in the order of the log."""
    truth = Truth([item.article for item in items if item.kind is None])
    copied = sum(item.kind is not None for item in items)
    print(f"{len(items)} articles: {len(items) - copied} stories and {copied} copies")
    found = {name: verdict.duplicate_of or verdict.near_duplicate_of for name, verdict in verdicts.items()}
    good = _suppressed(items, verdicts) == 0
    for kind in KINDS:
        later = [found[name] is not None for name in _later(items, kind)]
        recall = sum(later) / len(later)
        good = good and recall >= RECALL[kind]
        print(f"  {kind:10} recall {recall:.3f} of {len(later)}")
    natural = truth.natural()
    recall = sum(found[story] is not None for story in natural) / max(1, len(natural))
    print(f"  {'natural':10} recall {recall:.3f} of {len(natural)} ({DUPLICATE_SHARE:.0%} in an earlier story)")
    stories = {item.article.id: item.story for item in items}
    pairs = [(mine, other) for mine, other in found.items() if other is not None]
    shares = [(_overlap(truth, stories[mine], stories[other]), mine, other) for mine, other in pairs]
    doubtful = sorted(pair for pair in shares if pair[0] < DUPLICATE_SHARE)
    precision = 1 - len(doubtful) / max(1, len(pairs))
    print(f"  precision  {precision:.4f} at least, of {len(pairs)}: {len(doubtful)} are for a person to judge")
    if read:
        _list(doubtful, {item.article.id: item.article for item in items})
    _saved(items, verdicts)
    return good and precision >= PRECISION


def _later(items: Sequence[Item], kind: Kind) -> list[str]:
    """Return, of each copy of a kind and its story, the later one: that is the duplicate.

    A story after a truncated copy is not a duplicate, because it contains more.
    """
    at = {item.article.id: number for number, item in enumerate(items)}
    pairs = [(item.article.id, item.story) for item in items if item.kind == kind]
    first = [(copy, story) for copy, story in pairs if kind != "truncated" or at[copy] > at[story]]
    return [max(pair, key=at.__getitem__) for pair in first]


def _overlap(truth: Truth, story: str, other: str) -> float:
    return 1.0 if story == other else truth.overlap(story, other)


def _list(doubtful: Sequence[tuple[float, str, str]], articles: dict[str, Article]) -> None:
    for share, mine, original in doubtful:
        print(f"    {share:.2f} {mine} {articles[mine].title!r} / {original} {articles[original].title!r}")


def _suppressed(items: Sequence[Item], verdicts: dict[str, Verdict]) -> int:
    """Print how many look-alikes were not read, by the changed fact; return their number."""
    total = 0
    for kind in LOOK_ALIKES:
        names = [item.article.id for item in items if item.kind == kind]
        unread = sum(verdicts[name].duplicate_of is not None for name in names)
        linked = sum(verdicts[name].near_duplicate_of is not None for name in names)
        print(f"  {kind:10} {unread} not read of {len(names)} look-alikes, {linked} linked as near duplicates")
        total += unread
    return total


def _saved(items: Sequence[Item], verdicts: dict[str, Verdict]) -> None:
    chars = sum(len(item.article.text) for item in items)
    unread = sum(len(item.article.text) for item in items if verdicts[item.article.id].duplicate_of is not None)
    copies = sum(verdict.duplicate_of is not None for verdict in verdicts.values())
    print(f"  not read   {copies / len(items):.1%} of the articles, {unread / chars:.1%} of the characters")


if __name__ == "__main__":
    main()
