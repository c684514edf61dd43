"""The record of a happening: one real-world event across all its articles, published again after each change.

No clock is read. Days and times are strings as in `records`; lists are in order of arrival, except where noted.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from streams.contract.count_claim import CountClaim, CountSlot
from streams.contract.records import Event, Grain, Magnitude, Participant, Pipeline, Place, Precision, Record, Status

HAPPENING_SCHEMA = "dateline.happening/1"

CorrectionKind = Literal["correction", "retraction"]


class HappeningParty(Record, frozen=True, kw_only=True):
    """An actor or recipient of the happening, as most articles name it."""

    name: str
    entity_label: str | None
    role: str | None
    country: str | None
    sector: str | None
    articles: int
    """Number of articles that name it."""


class HappeningPlace(Record, frozen=True, kw_only=True):
    """The most precise place on which the articles agree."""

    name: str
    geonames_id: int | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    precision: Precision | None
    agreement: float
    """Share (0 to 1) of the articles with a place whose place is this one, contains it or is in it."""


class HappeningDate(Record, frozen=True, kw_only=True):
    """The day, or the shortest period, on which the articles agree, as a TIMEX3 value."""

    value: str
    grain: Grain
    source: Literal["text", "published_at"]
    agreement: float
    """Share (0 to 1) of the articles with a time whose time is this one, contains it or is in it."""


class Claim(Record, frozen=True, kw_only=True):
    """One number that one report gives."""

    slot: CountSlot
    min: int
    max: int | None
    """Null if the number is open ("at least nine")."""
    text: str
    said_by: str | None
    """The speaker in the article; null if the article itself gives the number."""
    source: str | None
    article_id: str
    event_id: str
    as_of: str | None
    """When it was reported: `published_at` of the article."""
    withdrawn: CorrectionKind | None
    """Set if its source, or the agency that it copies, corrected or retracted it later; else null."""
    group: str | None = None
    """The people counted ("soldiers"), if its article or another one counts several groups apart; null: everybody."""


class CountSummary(Record, frozen=True, kw_only=True):
    """The claims about one count. Claims are never averaged; those of an article that counts groups apart are added."""

    latest_min: int
    latest_max: int | None
    """Range of the latest claim that is not withdrawn; of several at the same time, the largest."""
    latest_said_by: str | None
    latest_source: str | None
    as_of: str | None
    lowest: int
    highest: int
    """The smallest and the largest number in claims that are not withdrawn."""
    claims: int
    """Claims that are not withdrawn."""
    disputed: bool
    """True if the latest claims of two speakers contradict each other."""


class HappeningCounts(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Numbers of people, as claimed."""

    killed: CountSummary | None = None
    injured: CountSummary | None = None
    arrested: CountSummary | None = None
    displaced: CountSummary | None = None
    participants: CountSummary | None = None


class Correction(Record, frozen=True, kw_only=True):
    """A corrected number, or a retracted report."""

    kind: CorrectionKind
    slot: CountSlot | None
    """The corrected slot; null if the whole report is retracted."""
    old_min: int | None
    new_min: int | None
    source: str | None
    article_id: str
    event_id: str
    reported_at: str | None


class Denial(Record, frozen=True, kw_only=True):
    """A denial that it happened, or of responsibility for it."""

    said_by: str | None
    source: str | None
    article_id: str
    event_id: str
    reported_at: str | None
    sentence: str


class HappeningReport(Record, frozen=True, kw_only=True):
    """One event of the happening, with what it adds."""

    event_id: str
    article_id: str
    source: str | None
    url: str | None
    title: str | None
    agency: str | None
    """The news agency that the article credits."""
    reported_at: str | None
    """`published_at` of the article."""
    event_type: str
    modes: list[str]
    quad_class: int | None
    status: Status
    said_by: str | None
    """The speaker in the article; null if the article itself reports it."""
    actors: list[Participant]
    recipients: list[Participant]
    date: str | None
    grain: Grain | None
    date_source: Literal["text", "published_at"] | None
    location: Place | None
    magnitude: Magnitude
    sentence: str
    """The evidence, at most 400 characters."""
    trigger: str
    confidence: float
    story_event_id: str | None
    count_claims: list[CountClaim] = msgspec.field(default_factory=list)


class Copy(Record, frozen=True, kw_only=True):
    """An article that counts as a source but has no report."""

    article_id: str
    source: str | None
    url: str | None
    copy_of: str | None
    """The article that it repeats, or another of its group of dependent sources; null if there is none."""
    reported_at: str | None


class FirstOrLast(Record, frozen=True, kw_only=True):
    """The first or the last report, by `published_at`; a copy may be the first, with the event of its original."""

    article_id: str
    event_id: str
    source: str | None
    url: str | None
    reported_at: str | None


class BestEvidence(Record, frozen=True, kw_only=True):
    """The best sentence about the happening: asserted, then most slots filled, then highest confidence."""

    article_id: str
    event_id: str
    sentence: str
    trigger: str


class Happening(Record, frozen=True, kw_only=True):
    """One real-world event across all its articles (`dateline.happening/1`). The highest version counts."""

    happening_id: str
    version: int
    """Increases with every change; not every number is published."""
    event_type: str
    """The type of most reports."""
    modes: list[str]
    quad_class: int | None
    status: Status
    """`asserted` if a report that is not retracted says that it happened."""
    confidence: float
    """The highest confidence of its reports, 0 to 1."""
    actors: list[HappeningParty]
    recipients: list[HappeningParty]
    """Most often named first, at most 10."""
    date: HappeningDate | None
    location: HappeningPlace | None
    counts: HappeningCounts
    claims: list[Claim]
    """All claims, in order of time."""
    corrections: list[Correction]
    denials: list[Denial]
    first_report: FirstOrLast
    last_report: FirstOrLast
    articles: int
    """Articles that report it, copies included."""
    sources: int
    """Publications that report it, copies included."""
    independent_sources: int
    """Sources that do not repeat each other: copies, similar sentences and the text of one agency count once."""
    agencies: list[str]
    evidence: BestEvidence
    reports: list[HappeningReport]
    """At most 100: those that decide the facts above, and the first and the last that arrived."""
    copies: list[Copy]
    """At most 5,000."""
    event_ids: list[str]
    """All its events, at most 5,000."""
    merged_into: str | None
    """The happening into which this one was merged; nothing is added here any more."""
    split_from: str | None
    """The happening that this one was part of until a report showed that they are two."""
    follows: str | None
    """A closed happening that this one continues."""
    closes_after: str | None
    """The day after which no report is added."""
    updated_at: str
    """`processed_at` of the last event that changed it."""
    pipeline: Pipeline


class HappeningInput(Record, frozen=True, kw_only=True):
    """One message of `happenings.input`: the events of one article that may be of one happening, or a copy."""

    events: list[Event] = msgspec.field(default_factory=list)
    copy: Copy | None = None
