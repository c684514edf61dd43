"""Measurement of found and right events in the everyday articles, by type."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from agents.build.annotated_articles import EVERYDAY, annotated_articles
from agents.build.measure_everyday import measure, table

BLOCK = """title: Quake [h1|hits] Varda
date: 2025-02-11
h1 DISASTER: -; Varda
h2 LAYOFF: Ostby; 300 workers
h3 SPORT: Halden; Vardo

An earthquake [h1|struck] Varda on Tuesday. The brewer Ostby [h2|laid off] 300 workers.

On [h3|Sunday] a bus collided with a lorry on the motorway.
"""


def test_there_are_a_hundred_articles_of_everyday_news() -> None:
    articles = list(annotated_articles(EVERYDAY))
    types = {mark.happening.event_type for article in articles for mark in article.marks}
    assert len(articles) >= 100
    assert len(types) >= 21


def test_happenings_and_facts_are_counted_by_type(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(BLOCK, "utf-8")
    counts = measure(list(annotated_articles(tmp_path)))
    assert (counts["DISASTER"]["happenings"], counts["DISASTER"]["found"]) == (1, 1)
    assert counts["DISASTER"]["facts"] == counts["DISASTER"]["right"]
    assert (counts["SPORT"]["happenings"], counts["SPORT"]["found"]) == (1, 0)
    assert (counts["ACCIDENT"]["facts"], counts["ACCIDENT"]["right"]) == (1, 0)


def test_the_table_ends_with_all_types() -> None:
    row = Counter({"happenings": 4, "found": 3, "facts": 2, "right": 2, "usable": 1})
    assert table({"FIRE": row}).splitlines()[-1] == "| all | 4 | 0.75 | 2 | 1.00 | 0.50 |"
