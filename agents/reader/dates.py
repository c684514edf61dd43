"""When: the time expressions of an article as TIMEX3, resolved against its publication date."""

from __future__ import annotations

from agents.reader.page import Page
from streams.records import DateMention


def find_dates(page: Page) -> list[DateMention]:
    """The date, time and duration expressions of an article, in order."""
    return []
