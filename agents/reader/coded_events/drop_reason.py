"""Why a trigger makes no event of its own: a closed list that code compares, with the text that people read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DropReason(StrEnum):
    """The kinds of reason. Later stages compare these, never the text."""

    EXCLUDED_CONTEXT = "excluded_context"
    """The sentence is about something that the pattern excludes."""
    LOW_CONFIDENCE = "low_confidence"
    """The confidence is below the threshold of the event's status. The trigger may still support another event."""
    SAME_EVENT = "same_event"
    """Another trigger reports the same event; this one is among its mentions."""
    PART_OF_EVENT = "part_of_event"
    """The trigger only prepares or states another event of the sentence."""
    MENTIONED_IN_PASSING = "mentioned_in_passing"
    """An event noun that names nobody and refers to no event told before."""
    LONG_AGO = "long_ago"
    """An event of years ago, of a type that is coded only where it is news."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A reason with the text that `dateline explain` shows."""

    reason: DropReason
    detail: str

    def __str__(self) -> str:
        """Return the text for people."""
        return self.detail
