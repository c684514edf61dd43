"""A coded event, and its analysis with the reasons: the values that the event stages pass on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from agents.reader.coded_events.drop_reason import Dropped
from streams.contract.count_claim import CountClaim
from streams.contract.detail import Detail
from streams.contract.ids import event_id
from streams.contract.records import (
    Attribution,
    EventDate,
    Evidence,
    Magnitude,
    Missing,
    Participant,
    Place,
    Record,
    Status,
)

if TYPE_CHECKING:
    from agents.reader.slots.slots import Slots
    from agents.reader.syntax.tree import Token
    from agents.reader.triggers.trigger import Trigger


class CodedEvent(Record, frozen=True, kw_only=True):
    """An event, before the article's fields, the versions and the time of processing are added.

    The fields are those of `streams.contract.records.Event` with the same names, types and order; a test compares
    them. A common base would put the ids in the middle of each published event, since fields of a base come first.
    """

    ontology: str
    event_type: str
    modes: list[str]
    contexts: list[str]
    quad_class: int | None
    intensity: float | None
    cameo: str | None
    status: Status
    attribution: Attribution | None
    actors: list[Participant]
    recipients: list[Participant]
    date: EventDate | None
    location: Place | None
    magnitude: Magnitude
    evidence: Evidence
    confidence: float
    missing: list[Missing]
    mentions: list[Evidence]
    story_event_id: str | None
    details: list[Detail] = msgspec.field(default_factory=list)
    actor_role: str | None = None
    recipient_role: str | None = None
    count_claims: list[CountClaim] = msgspec.field(default_factory=list)

    def event_id(self, article_id: str) -> str:
        """Return the id under which the event of this article is published."""
        at = self.evidence
        return event_id(article_id, self.ontology, self.event_type, at.field, at.trigger_start, at.trigger_end)


@dataclass(frozen=True, slots=True)
class EventAnalysis:
    """A trigger with the event coded from it, the reason for each slot, and why it was dropped if it was.

    Stages return new values (`dataclasses.replace`); none changes an analysis that it was given.
    """

    trigger: Trigger
    head: Token
    slots: Slots
    coded: CodedEvent
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Slot or field (`status`, `attribution`, `date`, `location`, `type`, `story`) to the reason for its value."""
    dropped: Dropped | None = None
    """Why the trigger makes no separate event; None if it makes one."""
