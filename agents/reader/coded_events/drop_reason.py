"""Why a trigger makes no separate event: an enum for code, with a text for people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DropReason(StrEnum):
    """The kinds of reason. Code compares these, never the text."""

    EXCLUDED_CONTEXT = "excluded_context"
    """The sentence is about something that the pattern excludes."""
    LOW_CONFIDENCE = "low_confidence"
    """The confidence is below the threshold of the event's status. The trigger may still support another event."""
    SAME_EVENT = "same_event"
    """Another trigger reports the same event and lists this one among its mentions."""
    PART_OF_EVENT = "part_of_event"
    """The trigger only prepares or states another event of the sentence."""
    MENTIONED_IN_PASSING = "mentioned_in_passing"
    """An event noun without participants that refers to no earlier event."""
    PRIVATE_MATTER = "private_matter"
    """Statements and help among private people, for a type of public life."""
    LONG_AGO = "long_ago"
    """A historical event of a type that is coded only as news."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A reason and its text, which `dateline explain` shows."""

    reason: DropReason
    detail: str

    def __str__(self) -> str:
        """Return the text."""
        return self.detail
