"""Held-out sentences of everyday news: most events are found, and sentences without an event give few."""

from __future__ import annotations

import json
from pathlib import Path

from agents.reader.reading import NewsReader, NewsReading
from agents.reader.spacy_model.model import SpacyModel
from streams.contract.records import Article

ROWS = [json.loads(line) for line in Path(__file__).with_name("everyday_held_out.jsonl").read_text().splitlines()]
FOUND = 0.7
"""Minimum share of the sentences whose event is found."""
FALSE = 0.2
"""Maximum share of the sentences without an event in which one is coded as a fact."""


def test_most_events_of_held_out_sentences_are_found(model: SpacyModel) -> None:
    reader = NewsReader(model, ("plover", "general"))
    articles = [Article(id=str(n), text=row["text"]) for n, row in enumerate(ROWS)]
    readings = [r for article in articles for r in reader.read([article])]
    pairs = [(row, r) for row, r in zip(ROWS, readings, strict=True) if isinstance(r, NewsReading)]
    told = [(row["type"], {e.event_type for e in r.events if e.status == "asserted"}, r) for row, r in pairs]
    events = [kind in {e.event_type for e in r.events} for kind, _, r in told if kind != "NONE"]
    empty = [bool(facts) for kind, facts, _ in told if kind == "NONE"]
    assert sum(events) / len(events) >= FOUND
    assert sum(empty) / len(empty) <= FALSE
