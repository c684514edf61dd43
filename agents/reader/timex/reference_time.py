"""What an expression is read against: the publication date, the date mentioned last, the tense around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from agents.reader.timex.intervals import TimeInterval, holding


class Unresolved(Exception):
    """Why an expression has no value; the message is the reason given to subscribers."""


@dataclass(slots=True)
class ReferenceTime:
    """Where in the article the reading stands."""

    published: datetime | None
    """As given; its own calendar day is "today"."""
    undated: str = "no publication date"
    """Why there is none, where it was sent and could not be used."""
    last: TimeInterval | None = None
    """What the last resolved expression names."""
    quarter: TimeInterval | None = None
    """The quarter named last."""
    compared: TimeInterval | None = None
    """The same, while it is close enough for a business report to compare it with the year before."""
    lean: int = 0
    """-1 where the sentence looks back, 1 where it looks ahead, 0 where it does not say."""

    def today(self) -> date:
        """Return the day of publication. Raises Unresolved where none is known."""
        if self.published is None:
            raise Unresolved(self.undated)
        return self.published.date()

    def reference(self) -> TimeInterval:
        """Return what "that day" or "a year earlier" refers to: the last date named, else the day of publication."""
        return self.last or holding(self.today(), "D")
