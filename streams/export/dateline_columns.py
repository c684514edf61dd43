"""Columns for fields of events that neither POLECAT nor GDELT has; they follow the others."""

from __future__ import annotations

from collections.abc import Callable

from streams.contract.records import Event, Magnitude
from streams.export.columns import Column, Value


def _counted(slot: str, bound: str) -> Callable[[Event], Value]:
    def of(event: Event) -> Value:
        count = getattr(event.magnitude, slot)
        return getattr(count, bound) if count else None

    return of


_MAGNITUDES = [
    Column(
        f"{slot.capitalize()} {bound.capitalize()}",
        "integer",
        f"`magnitude.{slot}.{bound}`: people, at {'least' if bound == 'min' else 'most'}; null where not stated",
        _counted(slot, bound),
    )
    for slot in Magnitude.__struct_fields__
    for bound in ("min", "max")
]

OWN = [
    Column("Status", "text", "`status`: asserted, negated, hypothetical, future or historical", lambda e: e.status),
    Column("Confidence", "number", "`confidence`, 0 to 1", lambda e: e.confidence),
    Column("Headline", "text", "`title` of the article", lambda e: e.title),
    Column("Event Text", "text", "`evidence.sentence`, which proves the event", lambda e: e.evidence.sentence),
    Column("Trigger", "text", "`evidence.trigger`, the words that name the event", lambda e: e.evidence.trigger),
    Column(
        "Attribution",
        "text",
        "`attribution.text`, who says so; null where the article itself does",
        lambda e: e.attribution.text if e.attribution else None,
    ),
    Column(
        "Date Value",
        "text",
        "`date.value`, TIMEX3: also `2024-W09`, `2024-02`, `2024`",
        lambda e: e.date.value if e.date else None,
    ),
    Column("Date Grain", "text", "`date.grain`: day, week, month …", lambda e: e.date.grain if e.date else None),
    Column(
        "Date Source",
        "text",
        "`date.source`: stated in the text, or the day of publication",
        lambda e: e.date.source if e.date else None,
    ),
    Column(
        "Place Precision",
        "text",
        "`location.precision`: exact, city, admin2, admin1, country or region",
        lambda e: e.location.precision if e.location else None,
    ),
    *_MAGNITUDES,
    Column(
        "Details",
        "text",
        "`details` as `name=text`, separated by `; `: sums, percentages, scores, post, product; null where none",
        lambda e: "; ".join(f"{d.name}={d.text}" for d in e.details) or None,
    ),
    Column(
        "Count Claims",
        "text",
        "`count_claims` as `killed 7=the army`, separated by `; `: who gives which number, if several speakers do",
        lambda e: "; ".join(f"{c.slot} {c.text}={c.said_by or ''}" for c in e.count_claims) or None,
    ),
    Column("Actor Role", "text", "`actor_role`: buyer, winner …; null where none", lambda e: e.actor_role),
    Column("Recipient Role", "text", "`recipient_role`: target, loser …", lambda e: e.recipient_role),
    Column("CAMEO Code", "text", "`cameo`: CAMEO code or root", lambda e: e.cameo),
    Column("Story ID", "text", "`article_id`: the key of `articles.enriched`", lambda e: e.article_id),
    Column(
        "Story Event ID",
        "text",
        "`story_event_id`: the article's first event that reports the same happening; null for that one",
        lambda e: e.story_event_id,
    ),
    Column(
        "Version Of",
        "text",
        "`version_of`: article id of the first version of the page, where this is a later one",
        lambda e: e.version_of,
    ),
    Column("URL", "text", "`url` of the article", lambda e: e.url),
    Column("Processed At", "text", "`processed_at`, RFC 3339", lambda e: e.processed_at),
]
