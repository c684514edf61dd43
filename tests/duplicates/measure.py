"""Measures how duplicates are recognised: python -m tests.duplicates.measure ARTICLES.jsonl[.gz] [--read].

Plants copies among the first stories of a file, takes the fingerprints in order, and counts. `--read` lists what is
for a person to judge. Exits 1 where recall or precision falls short of what is promised.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from streams.codec import decode_article
from streams.duplicates.fingerprint import fingerprint
from streams.duplicates.verdict import Verdict
from streams.duplicates.window import Window
from streams.records import Article
from tests.duplicates.planting import KINDS, Item, planted
from tests.duplicates.truth import OTHER, SAME, Truth

RECALL = {"exact": 0.95, "headline": 0.95, "truncated": 0.95, "edited": 0.90}
PRECISION = 0.99
HOUR_MS = 3_600_000


def main() -> None:
    """Measure, print, exit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--stories", type=int, default=5000)
    parser.add_argument("--copies", type=int, default=500, help="Of each kind.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--read", action="store_true", help="List the pairs that a person must judge.")
    arguments = parser.parse_args()
    stories = first(arguments.articles, arguments.stories)
    items = planted(stories, arguments.copies, arguments.seed)
    verdicts = judged(items)
    sys.exit(0 if report(items, verdicts, Truth(stories), arguments.read) else 1)


def first(path: Path, count: int) -> list[Article]:
    """The first articles of a file."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        return [decode_article(line, max_chars=200_000) for line in islice(lines, count)]


def judged(items: Sequence[Item]) -> list[Verdict]:
    """The verdict on each article, as a worker reaches it from the log."""
    window = Window(HOUR_MS, len(items))
    verdicts = []
    for item in items:
        mark = fingerprint(item.article)
        assert mark is not None
        window.add(mark, HOUR_MS)
        verdict = window.verdict(mark.key)
        assert verdict is not None
        verdicts.append(verdict)
    return verdicts


def report(items: Sequence[Item], verdicts: Sequence[Verdict], truth: Truth, read: bool) -> bool:
    """Print the figures; whether they are as promised, with every doubtful pair counted as wrong."""
    story_of = {item.article.id: item.story for item in items}
    found = {i.article.id: v.duplicate_of for i, v in zip(items, verdicts, strict=True)}
    copied = sum(item.kind is not None for item in items)
    print(f"{len(items)} articles: {len(items) - copied} stories and {copied} copies")
    good = True
    for kind in KINDS:
        copies = [found[item.article.id] for item in items if item.kind == kind]
        recall = sum(original is not None for original in copies) / len(copies)
        good = good and recall >= RECALL[kind]
        print(f"  {kind:10} recall {recall:.3f} of {len(copies)}")
    natural = truth.natural()
    recall = sum(found[story] is not None for story in natural) / max(1, len(natural))
    print(f"  {'natural':10} recall {recall:.3f} of {len(natural)}, those {SAME:.0%} of which is in an earlier one")
    pairs = [(mine, o) for mine, o in found.items() if o is not None]
    shares = {pair: _overlap(truth, story_of[pair[0]], story_of[pair[1]]) for pair in pairs}
    doubtful = sorted((share, *pair) for pair, share in shares.items() if share < SAME)
    wrong = sum(share < OTHER for share, *_ in doubtful)
    precision = 1 - len(doubtful) / max(1, len(pairs))
    print(
        f"  precision  {precision:.4f} of {len(pairs)} recognised at the least; {wrong} wrong,"
        f" {len(doubtful) - wrong} to be read by a person"
    )
    if read:
        _list(doubtful, {item.article.id: item.article for item in items})
    _saved(items, found)
    return good and precision >= PRECISION


def _overlap(truth: Truth, story: str, other: str) -> float:
    return 1.0 if story == other else truth.overlap(story, other)


def _list(doubtful: Sequence[tuple[float, str, str]], articles: dict[str, Article]) -> None:
    for share, mine, original in doubtful:
        print(f"    {share:.2f} {mine} {articles[mine].title!r} / {original} {articles[original].title!r}")


def _saved(items: Sequence[Item], found: dict[str, str | None]) -> None:
    chars = sum(len(item.article.text) for item in items)
    unread = sum(len(item.article.text) for item in items if found[item.article.id] is not None)
    copies = sum(original is not None for original in found.values())
    print(f"  not read   {copies / len(items):.1%} of the articles, {unread / chars:.1%} of the characters")


if __name__ == "__main__":
    main()
