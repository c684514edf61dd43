"""Sentences of everyday news that trained nothing: most of their events are found, and few where there are none."""

from __future__ import annotations

import json
from pathlib import Path

from agents.reader.reading import NewsReader, NewsReading
from agents.reader.spacy_model.model import SpacyModel
from streams.contract.records import Article

ROWS = [json.loads(line) for line in Path(__file__).with_name("everyday_held_out.jsonl").read_text().splitlines()]
FOUND = 0.7
"""Share of the sentences whose event is found, at least."""
FALSE = 0.2
"""Share of the sentences without one in which an event is coded as a fact, at most."""


def test_most_events_of_sentences_held_out_are_found(model: SpacyModel) -> None:
    reader = NewsReader(model, ("plover", "general"))
    articles = [Article(id=str(n), text=row["text"]) for n, row in enumerate(ROWS)]
    readings = [r for article in articles for r in reader.read([article])]
    pairs = [(row, r) for row, r in zip(ROWS, readings, strict=True) if isinstance(r, NewsReading)]
    told = [(row["type"], {e.event_type for e in r.events if e.status == "asserted"}, r) for row, r in pairs]
    events = [kind in {e.event_type for e in r.events} for kind, _, r in told if kind != "NONE"]
    empty = [bool(facts) for kind, facts, _ in told if kind == "NONE"]
    assert sum(events) / len(events) >= FOUND
    assert sum(empty) / len(empty) <= FALSE
