"""Regenerate the examples in the README and in deploy/record.md: `python -m tests.support.readme_examples`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import ArticleLimits, Enriched
from agents.reader.reading import NewsReader
from tests.unit.support.article_texts import model

ROOT = Path(__file__).parents[2]
PAGES = {"article": ROOT / "README.md", "brief": ROOT / "README.md", "event": ROOT / "deploy/record.md"}
"""The file that shows each example."""
WHEN = "2026-03-11T05:00:07.250+00:00"
"""The `processed_at` of the examples."""
VERSION = "0.2.0"
"""The version in the examples; that of a checkout changes with each commit."""


def sample() -> dict[str, Any]:
    """Return the sample article that the README uses."""
    article: dict[str, Any] = json.loads((ROOT / "agents/cli/samples/articles.jsonl").read_bytes().splitlines()[1])
    return article


def generated_examples() -> dict[str, Any]:
    """Return each example by name, as the current code generates it."""
    raw = json.dumps(sample()).encode()
    (outcome,) = outcomes(NewsReader(model()), [raw], WHEN, ArticleLimits(100_000, 1_000_000))
    assert isinstance(outcome, Enriched)
    events = [json.loads(event.value) for event in outcome.events]
    for event in events:
        event["pipeline"]["version"] = VERSION
    event = next(e for e in events if e["evidence"]["field"] == "text")
    return {"article": sample(), "brief": brief(event), "event": event}


def brief(event: dict[str, Any]) -> dict[str, Any]:
    """Return the main fields of an event, as the README shows them."""
    place, counts = event["location"] or {}, event["magnitude"]
    return {
        "event_type": event["event_type"],
        "status": event["status"],
        "actors": [party["name"] for party in event["actors"]],
        "recipients": [party["name"] for party in event["recipients"]],
        "date": (event["date"] or {}).get("value"),
        "location": [place.get("name"), place.get("admin1"), place.get("country")],
        "killed": counts["killed"] and [counts["killed"]["min"], counts["killed"]["max"]],
        "injured": counts["injured"] and [counts["injured"]["min"], counts["injured"]["max"]],
        "said_by": (event["attribution"] or {}).get("text"),
        "confidence": event["confidence"],
        "evidence": event["evidence"]["sentence"],
        "other_mentions": len(event["mentions"]),
    }


def documented_examples() -> dict[str, Any]:
    """Return each example by name, as the documents show it."""
    pages = "\n".join(page.read_text(encoding="utf-8") for page in dict.fromkeys(PAGES.values()))
    return {m[1]: json.loads(m[2]) for m in re.finditer(r"<!-- example: (\w+) -->\n```json\n(.*?)```", pages, re.S)}


def main() -> None:
    """Write the examples into the documents."""
    for name, record in generated_examples().items():
        page, text = PAGES[name], json.dumps(record, ensure_ascii=False, indent=2)
        block = re.compile(rf"(<!-- example: {name} -->\n```json\n).*?(```)", re.S)
        shown = block.sub(lambda m, text=text: f"{m[1]}{text}\n{m[2]}", page.read_text(encoding="utf-8"))  # type: ignore[misc]
        page.write_text(shown, encoding="utf-8")


if __name__ == "__main__":
    main()
