"""Convert an event to the report that a happening keeps."""

from __future__ import annotations

from agents.happenings.rules import rules
from streams.contract.happening import HappeningReport
from streams.contract.records import Event


def report_of(event: Event) -> HappeningReport:
    """Return the report of an event."""
    return HappeningReport(
        event_id=event.event_id,
        article_id=event.article_id,
        source=event.source,
        url=event.url,
        title=event.title,
        agency=event.agency,
        reported_at=event.published_at,
        event_type=event.event_type,
        modes=event.modes,
        quad_class=event.quad_class,
        status=event.status,
        said_by=event.attribution.text if event.attribution else None,
        actors=event.actors,
        recipients=event.recipients,
        date=event.date.value if event.date else None,
        grain=event.date.grain if event.date else None,
        date_source=event.date.source if event.date else None,
        location=event.location,
        magnitude=event.magnitude,
        sentence=event.evidence.sentence[: rules().limits.sentence],
        trigger=event.evidence.trigger,
        confidence=event.confidence,
        story_event_id=event.story_event_id,
        count_claims=event.count_claims,
    )
