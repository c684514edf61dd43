"""Measure both packs on the everyday articles, by type:  python -m agents.build.measure_everyday

Reads the articles of `annotated/general/` with both packs. Prints a Markdown table with, by type: the happenings that
are annotated and found, the records coded as facts, and the shares of those that are right (a mark of the type at the
trigger) and usable (right type and status, no wrong actor, no wrong recipient).
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence

from agents.build.annotated_articles import EVERYDAY, AnnotatedArticle, Happening, annotated_articles
from agents.build.calibrate_records import MODEL, is_usable, kind_of, mark_at
from agents.reader.coded_events.coded_event import CodedEvent
from agents.reader.event_coreference.story_facts import FACTUAL
from agents.reader.reading import build
from streams.contract.errors import Unreadable

PACKS = ("plover", "general")
COLUMNS = ("happenings", "found", "facts", "right", "usable")


def measure(articles: Sequence[AnnotatedArticle]) -> dict[str, Counter[str]]:
    """Return the counts of `COLUMNS` by event type; raises `ValueError` where an article cannot be read."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    readings = build(MODEL, PACKS).read([annotated.article for annotated in articles])
    for annotated, reading in zip(articles, readings, strict=True):
        if isinstance(reading, Unreadable):
            raise ValueError(f"{annotated.article.id} cannot be read: {reading}")
        _count(annotated, reading.events, counts)
    return dict(counts)


def _count(annotated: AnnotatedArticle, events: Sequence[CodedEvent], counts: defaultdict[str, Counter[str]]) -> None:
    found: list[Happening] = []
    for event in events:
        mark = mark_at(annotated, event)
        right = mark is not None and kind_of(mark.happening.event_type) == kind_of(event.event_type)
        if right and mark is not None:
            found.append(mark.happening)
        if event.status not in FACTUAL or (right and mark is not None and mark.happening.optional):
            continue
        row = counts[event.event_type]
        row["facts"] += 1
        row["right"] += right
        row["usable"] += right and mark is not None and is_usable(event, mark)
    told = {id(mark.happening): mark.happening for mark in annotated.marks if not mark.happening.optional}
    for happening in told.values():
        counts[happening.event_type]["happenings"] += 1
        counts[happening.event_type]["found"] += any(happening is other for other in found)


def table(counts: dict[str, Counter[str]]) -> str:
    """Return the counts as a Markdown table, with a last row for all types."""
    total = Counter[str]()
    lines = ["| type | happenings | found | facts | right | usable |", "|---|---|---|---|---|---|"]
    for event_type, row in sorted(counts.items()):
        total.update(row)
        lines.append(_row(event_type, row))
    return "\n".join([*lines, _row("all", total)])


def _row(name: str, row: Counter[str]) -> str:
    def share(part: str, whole: str) -> str:
        return f"{row[part] / row[whole]:.2f}" if row[whole] else "–"

    told = share("found", "happenings"), str(row["facts"]), share("right", "facts"), share("usable", "facts")
    return "| " + " | ".join((name, str(row["happenings"]), *told)) + " |"


def main() -> int:
    """Measure and print the table; return 0."""
    sys.stdout.write(table(measure(list(annotated_articles(EVERYDAY)))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
