"""Invented happenings for tests, built with the production code."""

from __future__ import annotations

from typing import Any

from agents.happenings.folding import Cause, Links, opened, with_copies
from agents.happenings.reports import report_of
from streams.contract.happening import Copy, Happening
from tests.unit.support.records import PIPELINE, event

CAUSE = Cause(processed_at="2024-03-05T10:00:00.000+00:00", pipeline=PIPELINE)
LINKS = Links()


def copy(article_id: str = "a-9", copy_of: str | None = "a-1", **changes: Any) -> Copy:
    """Return an article that repeats another one."""
    fields: dict[str, Any] = {"source": "Lake Standard", "url": None, "reported_at": "2024-03-05"}
    return Copy(article_id=article_id, copy_of=copy_of, **(fields | changes))


def happening(**changes: Any) -> Happening:
    """Return a happening with one article and one copy of it; `changes` are fields of its event."""
    return with_copies(opened([report_of(event(**changes))], CAUSE, LINKS), [copy()])
