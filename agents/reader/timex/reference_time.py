"""Reference time of an expression: the publication date, the last date mentioned, the tense of its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from agents.reader.timex.intervals import TimeInterval, interval_of
from streams.contract.missing_reason import MissingReason


class Unresolved(Exception):
    """An expression cannot be resolved; the message is the published reason (`missing`)."""


@dataclass(slots=True)
class ReferenceTime:
    """The state of resolution at one point of the article."""

    published: datetime | None
    """Time of publication as received; "today" is the calendar day in its own time zone."""
    undated: str = MissingReason.NO_PUBLICATION_DATE
    """Why `published` is None."""
    last: TimeInterval | None = None
    """The interval of the last resolved expression."""
    quarter: TimeInterval | None = None
    """The last quarter named."""
    compared: TimeInterval | None = None
    """The last quarter named, if it is near enough for "a year ago" to mean the same quarter a year earlier."""
    lean: int = 0
    """Tense direction of the sentence: -1 past, 1 future, 0 unknown."""

    def today(self) -> date:
        """Return the day of publication.

        Raises:
            Unresolved: it is unknown.
        """
        if self.published is None:
            raise Unresolved(self.undated)
        return self.published.date()

    def reference(self) -> TimeInterval:
        """Return the interval that "that day" or "a year earlier" refers to: the last one named, else publication."""
        return self.last or interval_of(self.today(), "D")
