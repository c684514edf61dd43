"""The examples of the README, made again: `python -m tests.support.readme_examples` writes them into it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import ArticleLimits, Enriched
from agents.reader.reading import build
from agents.reader.spacy_model.model import DEFAULT

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "README.md"
WHEN = "2026-03-11T05:00:07.250+00:00"
"""The moment of processing that the examples show."""


def sample() -> dict[str, Any]:
    """The sample article that the README follows."""
    article: dict[str, Any] = json.loads((ROOT / "agents/cli/samples/articles.jsonl").read_bytes().splitlines()[1])
    return article


def made() -> dict[str, Any]:
    """Each example by its name, as the code makes it now."""
    raw = json.dumps(sample()).encode()
    (outcome,) = outcomes(build(DEFAULT), [raw], WHEN, ArticleLimits(100_000, 1_000_000))
    assert isinstance(outcome, Enriched)
    events = [json.loads(event.value) for event in outcome.events]
    return {"article": sample(), "event": next(e for e in events if e["evidence"]["field"] == "text")}


def written(page: str) -> dict[str, Any]:
    """Each example by its name, as a page shows it."""
    return {m[1]: json.loads(m[2]) for m in re.finditer(r"<!-- example: (\w+) -->\n```json\n(.*?)```", page, re.S)}


def main() -> None:
    """Write the examples into the README."""
    page = PAGE.read_text(encoding="utf-8")
    for name, record in made().items():
        text = json.dumps(record, ensure_ascii=False, indent=2)
        block = re.compile(rf"(<!-- example: {name} -->\n```json\n).*?(```)", re.S)
        page = block.sub(lambda m, text=text: f"{m[1]}{text}\n{m[2]}", page)  # type: ignore[misc]
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
