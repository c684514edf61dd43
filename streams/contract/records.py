"""The classes of the contract: enriched articles and events.

Offsets are in Unicode code points, end exclusive, and refer to the named field (`title` or `text`) of the article
exactly as received: ``article[field][start:end] == text``.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from streams.contract.article import Article as Article
from streams.contract.count_claim import CountClaim
from streams.contract.detail import Detail
from streams.contract.field_warning import FieldWarning

Field = Literal["title", "text"]
Status = Literal["asserted", "negated", "hypothetical", "future", "historical"]
PlaceKind = Literal["literal", "associative"]
Precision = Literal["exact", "city", "admin2", "admin1", "country", "region"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
Grain = Literal["time", "day", "week", "weekend", "month", "quarter", "season", "half", "year", "decade", "century"]
Slot = Literal["actor", "recipient", "date", "location"]

ARTICLE_SCHEMA = "dateline.article/1"
EVENT_SCHEMA = "dateline.event/1"


class Record(msgspec.Struct, frozen=True):
    """Base of all records: immutable, keyword arguments only; empty fields are written."""


class Pipeline(Record, frozen=True, kw_only=True):
    """Versions with which a record was made: code, language model, ontology."""

    version: str
    model: str
    ontology: str


class Mention(Record, frozen=True, kw_only=True):
    """One mention of an entity in the article."""

    field: Field
    start: int
    end: int
    text: str


class Entity(Record, frozen=True, kw_only=True):
    """A person, organisation, place or thing named in the article, with all its mentions."""

    id: str
    """Id within the article: `e1`, `e2` … in order of first mention."""
    name: str
    label: str
    """OntoNotes label: PERSON, ORG, GPE, NORP, LOC, FAC …"""
    aliases: list[str] = []
    role: str | None = None
    """Title or office as written."""
    country: str | None = None
    """ISO 3166-1 alpha-3 or a PLOVER supranational code (IGO, UNO, EUR …)."""
    sector: str | None = None
    """PLOVER sector: GOV, MIL, REB …"""
    mentions: list[Mention]


class Place(Record, frozen=True, kw_only=True):
    """A toponym in the article, with its coordinates, or the reason why it has none."""

    field: Field
    start: int
    end: int
    text: str
    kind: PlaceKind = "literal"
    name: str | None = None
    geonames_id: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: Precision | None = None
    score: float | None = None
    missing: str | None = None


class DateMention(Record, frozen=True, kw_only=True):
    """A time expression as TIMEX3, resolved against the publication date."""

    field: Field
    start: int
    end: int
    text: str
    type: DateType
    value: str | None = None
    grain: Grain | None = None
    missing: str | None = None


class EnrichedArticle(Record, frozen=True, kw_only=True):
    """An enriched article: the entities, places and dates in it, and the ids of its events (`dateline.article/1`)."""

    article_id: str
    url: str | None
    title: str | None
    source: str | None
    section: str | None
    language: str | None
    published_at: str | None
    processed_at: str
    duplicate_of: str | None
    event_ids: list[str]
    pipeline: Pipeline
    entities: list[Entity]
    places: list[Place]
    dates: list[DateMention]
    version_of: str | None = None
    """The first article with this id or canonical URL, if this is a later one with another text."""
    near_duplicate_of: str | None = None
    """An earlier article that contains most words of this one. Both were read: the difference may be the news."""
    warnings: list[FieldWarning] = []
    """Fields of the raw article that were left out or not used as sent, and why."""


class Attribution(Record, frozen=True, kw_only=True):
    """The speaker to whom the event is attributed, if the article does not report it in its own words."""

    text: str
    verb: str | None
    quoted: bool
    entity_id: str | None
    field: Field
    start: int
    end: int


class Participant(Record, frozen=True, kw_only=True):
    """An actor or recipient: the phrase in the event's sentence, and the entity that it denotes."""

    text: str
    name: str
    entity_id: str | None
    label: str | None
    role: str | None
    country: str | None
    sector: str | None
    field: Field
    start: int
    end: int


class EventDate(Record, frozen=True, kw_only=True):
    """The date of the event."""

    value: str
    grain: Grain
    text: str | None
    field: Field | None
    start: int | None
    end: int | None
    source: Literal["text", "published_at"]


class Count(Record, frozen=True, kw_only=True):
    """A stated number of people as a closed range; `max` is null if it is open ("at least nine")."""

    min: int
    max: int | None
    text: str
    field: Field
    start: int
    end: int


class Magnitude(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Stated numbers of people."""

    killed: Count | None = None
    injured: Count | None = None
    arrested: Count | None = None
    displaced: Count | None = None
    participants: Count | None = None


class Evidence(Record, frozen=True, kw_only=True):
    """The sentence that proves the event, with its trigger."""

    field: Field
    sentence: str
    sentence_start: int
    sentence_end: int
    trigger: str
    trigger_start: int
    trigger_end: int


class Missing(Record, frozen=True, kw_only=True):
    """An empty slot and the reason why it is empty."""

    slot: Slot
    reason: str


class Event(Record, frozen=True, kw_only=True):
    """Who did what to whom, where and when, said by whom (`dateline.event/1`)."""

    event_id: str
    article_id: str
    url: str | None
    source: str | None
    title: str | None
    language: str | None
    published_at: str | None
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
    mentions: list[Evidence] = []
    """Further evidence of this event, in the same sentence or in a later one that only refers back to it."""
    story_event_id: str | None = None
    """The first event of the article that reports the same happening; null for that event itself."""
    version_of: str | None = None
    """As in the article."""
    near_duplicate_of: str | None = None
    """As in the article."""
    agency: str | None = None
    """The news agency credited by the article; all articles of one agency count as one source."""
    details: list[Detail] = []
    actor_role: str | None = None
    """Role of the actors (`buyer`), and of the recipients (`target`), if the event type names one."""
    recipient_role: str | None = None
    count_claims: list[CountClaim] = []
    """Numbers for counts of `magnitude` with their speakers, if others than `attribution` give or contradict them."""
    processed_at: str
    pipeline: Pipeline
