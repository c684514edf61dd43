"""Invented happenings that several tests share, made by the code that makes them."""

from __future__ import annotations

from typing import Any

from agents.happenings.folding import Cause, Links, opened, with_copies
from agents.happenings.reports import report_of
from streams.contract.happening import Copy, Happening
from tests.unit.support.records import PIPELINE, event

CAUSE = Cause(processed_at="2024-03-05T10:00:00.000+00:00", pipeline=PIPELINE)
LINKS = Links()


def copy(article_id: str = "a-9", copy_of: str | None = "a-1", **changes: Any) -> Copy:
    """An article that repeats another."""
    fields: dict[str, Any] = {"source": "Lake Standard", "url": None, "reported_at": "2024-03-05"}
    return Copy(article_id=article_id, copy_of=copy_of, **(fields | changes))


def happening(**changes: Any) -> Happening:
    """A happening told by one article and a copy of it; `changes` are of its event."""
    return with_copies(opened([report_of(event(**changes))], CAUSE, LINKS), [copy()])
