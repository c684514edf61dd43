"""Short invented articles of many kinds, with facts that the reader must and must not find.

The articles are in `short_articles.jsonl`, all published on Wednesday, 11 March 2026. An expectation is one of these:

- `event`: one event has the type and all given fields; `no_event`: none has;
- `never_actor`: no event has such an actor; `never_place`: no place has this text or name;
- `one`: the facts of these types are one record or linked; `place`, `date`: a place's country, a date's value;
- `name`, `no_name`: names of entities, places and parties, or parts of them; `not_rejected`: the article was read.

"a|b" means a or b. Words match whole and ignore case.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from agents.reader.reading import NewsReader
from agents.reader.spacy_model.model import SpacyModel
from streams.contract.errors import Unreadable
from streams.contract.records import Article
from tests.unit.support.expectations import brief, holds

CASES = [json.loads(line) for line in Path(__file__).with_name("short_articles.jsonl").read_text("utf-8").splitlines()]
KINDS = sorted({case["kind"] for case in CASES})
PUBLISHED = "2026-03-11T12:00:00Z"


@pytest.fixture(scope="module")
def wrong(model: SpacyModel) -> dict[str, list[Any]]:
    """Return the failed expectations by kind, each with its article and the events found."""
    articles = [
        Article(id=str(n), title=case["article"].get("title"), text=case["article"]["text"], published_at=PUBLISHED)
        for n, case in enumerate(CASES)
    ]
    found: dict[str, list[Any]] = defaultdict(list)
    for case, read in zip(CASES, NewsReader(model).read(articles), strict=True):
        if isinstance(read, Unreadable):
            found[case["kind"]].append((case["article"], read.reason))
            continue
        failed = [wanted for wanted in case["expect"] if not holds(wanted, read)]
        if failed:
            found[case["kind"]].append((case["article"], failed, [brief(event) for event in read.events]))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_short_articles(kind: str, wrong: dict[str, list[Any]]) -> None:
    """Each article of a kind meets its expectations."""
    assert not wrong[kind]
