"""The examples of the README, made again: `python -m tests.support.readme_examples` writes them into it."""

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
"""Example to the page that shows it."""
WHEN = "2026-03-11T05:00:07.250+00:00"
"""The moment of processing that the examples show."""


def sample() -> dict[str, Any]:
    """The sample article that the README follows."""
    article: dict[str, Any] = json.loads((ROOT / "agents/cli/samples/articles.jsonl").read_bytes().splitlines()[1])
    return article


def made() -> dict[str, Any]:
    """Each example by its name, as the code makes it now."""
    raw = json.dumps(sample()).encode()
    (outcome,) = outcomes(NewsReader(model()), [raw], WHEN, ArticleLimits(100_000, 1_000_000))
    assert isinstance(outcome, Enriched)
    events = [json.loads(event.value) for event in outcome.events]
    event = next(e for e in events if e["evidence"]["field"] == "text")
    return {"article": sample(), "brief": brief(event), "event": event}


def brief(event: dict[str, Any]) -> dict[str, Any]:
    """What a reader of the README looks for in an event, in a few lines."""
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


def written() -> dict[str, Any]:
    """Each example by its name, as the pages show it."""
    pages = "\n".join(page.read_text(encoding="utf-8") for page in dict.fromkeys(PAGES.values()))
    return {m[1]: json.loads(m[2]) for m in re.finditer(r"<!-- example: (\w+) -->\n```json\n(.*?)```", pages, re.S)}


def main() -> None:
    """Write the examples into the pages."""
    for name, record in made().items():
        page, text = PAGES[name], json.dumps(record, ensure_ascii=False, indent=2)
        block = re.compile(rf"(<!-- example: {name} -->\n```json\n).*?(```)", re.S)
        shown = block.sub(lambda m, text=text: f"{m[1]}{text}\n{m[2]}", page.read_text(encoding="utf-8"))  # type: ignore[misc]
        page.write_text(shown, encoding="utf-8")


if __name__ == "__main__":
    main()
