"""Invented articles with events, in any number, deterministic, with correct offsets."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from streams.contract.codec import encode
from streams.contract.ids import event_id
from streams.contract.records import (
    Article,
    Attribution,
    Count,
    EnrichedArticle,
    Entity,
    Event,
    EventDate,
    Evidence,
    Magnitude,
    Mention,
    Participant,
    Pipeline,
    Place,
    Status,
)
from streams.desk.store.changes import Change, EnrichedArticleReceived, EventReceived, RawArticleReceived

PIPELINE = Pipeline(version="0.1.0", model="made", ontology="plover-2.0")
TYPES = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2,
    "REQUEST": 3, "ACCUSE": 3, "THREATEN": 3, "PROTEST": 4, "MOBILIZE": 4, "ASSAULT": 4,
}  # fmt: skip
VERBS = {
    "AGREE": "agreed with", "CONSULT": "met", "SUPPORT": "praised", "COOPERATE": "held drills with", "AID": "helped",
    "RETREAT": "released", "REQUEST": "asked", "ACCUSE": "accused", "THREATEN": "threatened",
    "PROTEST": "marched against", "MOBILIZE": "deployed against", "ASSAULT": "attacked",
}  # fmt: skip
ACTORS = (
    ("Varda's coast guard", "NOR", "MIL"),
    ("the Tolmin council", "SVN", "GOV"),
    ("Prime Minister Ona Reyes", "PHL", "GOV"),
    ("gunmen of the Red Delta", "NGA", "REB"),
    ("dock workers", "ZAF", "CVL"),
    ("the Ministry of Ports", "OMN", "GOV"),
    ("General Ibrahim Sowe", "GMB", "MIL"),
    ("villagers", "PER", "CVL"),
    ("the Harbour Union", "ZAF", "LAB"),
)
PLACES = (
    ("Kandahar", 31.61, 65.71, "AFG", "city"),
    ("Zhob", 31.34, 69.45, "PAK", "city"),
    ("Muscat", 23.58, 58.41, "OMN", "city"),
    ("Durban", -29.86, 31.02, "ZAF", "city"),
    ("Cusco", -13.53, -71.97, "PER", "city"),
    ("Tolmin", 46.18, 13.73, "SVN", "city"),
    ("Balochistan", 28.5, 65.1, "PAK", "admin1"),
    ("Nigeria", 9.08, 8.68, "NGA", "country"),
    ("Bodo", 67.28, 14.4, "NOR", "city"),
    ("Jos", 9.93, 8.89, "NGA", "admin2"),
    ("Peru", -9.19, -75.02, "PER", "country"),
    ("Quezon Memorial", 14.65, 121.05, "PHL", "exact"),
    ("Manila", 14.6, 120.98, "PHL", "city"),
    ("the Sahel", 14.5, 2.0, "NGA", "region"),
    ("Lyon", 45.76, 4.84, "FRA", "city"),
)
SOURCES = ("harbour-wire", "frontier-post", "delta-times", "north-gazette", "andes-daily")
STATUSES: tuple[Status, ...] = ("asserted",) * 8 + ("negated", "future")


@dataclass(frozen=True, slots=True)
class InventedArticle:
    """One article and its events."""

    article: Article
    record: EnrichedArticle
    events: tuple[Event, ...]

    def changes(self, at_ms: int) -> list[Change]:
        """Return the changes that the store would read from the topics."""
        seen: list[Change] = [RawArticleReceived(self.article, at_ms, f"articles.raw/0/{self.article.id}")]
        seen += [EventReceived(event, encode(event), at_ms) for event in self.events]
        return [*seen, EnrichedArticleReceived(self.record, encode(self.record), at_ms, at_ms + 800)]


def invented_articles(count: int, newest: datetime, days: int = 60, seed: int = 1) -> Iterator[InventedArticle]:
    """Yield articles with two events each, oldest first, spread over the days before `newest`."""
    chance = random.Random(seed)
    for number in range(count):
        moment = newest - timedelta(days=days) * (1 - (number + 1) / count)
        yield invented_article(f"a-{seed}-{number}", moment.astimezone(UTC), chance)


def invented_article(article_id: str, moment: datetime, chance: random.Random) -> InventedArticle:
    """Return one article of two sentences with one event each."""
    published = moment.isoformat(timespec="seconds").replace("+00:00", "Z")
    sentences, parts = [], []
    for _ in range(2):
        kind = chance.choice(list(TYPES))
        who, whom = chance.sample(ACTORS, 2)
        place = chance.choice(PLACES)
        killed = chance.randint(1, 40) if kind == "ASSAULT" else None
        toll = f", killing {killed} people" if killed else ""
        sentences.append(
            f"{who[0].capitalize()} {VERBS[kind]} {whom[0]} in {place[0]} on {moment:%A}{toll}, officials said."
        )
        parts.append((kind, who, whom, place, killed))
    title = f"{parts[0][1][0].capitalize()} and {parts[0][2][0]}: news from {parts[0][3][0]}"
    text = "\n\n".join(sentences)
    article = Article(
        id=article_id, text=text, title=title, source=chance.choice(SOURCES), published_at=published,
        url=f"https://news.example/{article_id}",
    )  # fmt: skip
    events, start = [], 0
    for sentence, part in zip(sentences, parts, strict=True):
        events.append(_event(article, sentence, start, part, moment, chance))
        start += len(sentence) + 2
    return InventedArticle(article, _record(article, events), tuple(events))


def _span(sentence: str, start: int, phrase: str) -> tuple[int, int]:
    at = start + sentence.lower().index(phrase.lower())
    return at, at + len(phrase)


def _participant(text: str, sentence: str, start: int, actor: tuple[str, str, str]) -> Participant:
    begin, end = _span(sentence, start, actor[0])
    return Participant(
        text=text[begin:end], name=actor[0].removeprefix("the "), entity_id=None, label="ORG", role=None,
        country=actor[1], sector=actor[2], field="text", start=begin, end=end,
    )  # fmt: skip


def _event(article: Article, sentence: str, start: int, part: Any, moment: datetime, chance: random.Random) -> Event:
    kind, who, whom, place, killed = part
    text = article.text
    trigger = _span(sentence, start, VERBS[kind])
    where = _place_span(sentence, start, place[0])
    day = _span(sentence, start, f"on {moment:%A}")
    said = _span(sentence, start, "officials")
    magnitude = Magnitude()
    if killed:
        begin, end = _span(sentence, start, f"{killed} people")
        magnitude = Magnitude(
            killed=Count(min=killed, max=killed, text=text[begin:end], field="text", start=begin, end=end)
        )
    return Event(
        event_id=event_id(article.id, "plover-2.0", kind, "text", *trigger), article_id=article.id, url=article.url,
        source=article.source, title=article.title, language="en", published_at=article.published_at,
        ontology="plover-2.0", event_type=kind, modes=["armed-attack"] if kind == "ASSAULT" else [],
        contexts=["military"] if kind in ("ASSAULT", "MOBILIZE") else [], quad_class=TYPES[kind],
        intensity=0.0, cameo=None, status=chance.choice(STATUSES),
        attribution=Attribution(
            text="officials", verb="said", quoted=False, entity_id=None, field="text", start=said[0], end=said[1]
        ),
        actors=[_participant(text, sentence, start, who)], recipients=[_participant(text, sentence, start, whom)],
        date=EventDate(
            value=f"{moment:%Y-%m-%d}", grain="day", text=text[day[0] : day[1]], field="text", start=day[0],
            end=day[1], source="text",
        ),
        location=Place(
            field="text", start=where[0], end=where[1], text=text[where[0] : where[1]], name=place[0], lat=place[1],
            lon=place[2], country=place[3], precision=place[4], score=0.9,
        ),
        magnitude=magnitude,
        evidence=Evidence(
            field="text", sentence=sentence, sentence_start=start, sentence_end=start + len(sentence),
            trigger=text[trigger[0] : trigger[1]], trigger_start=trigger[0], trigger_end=trigger[1],
        ),
        confidence=round(chance.uniform(0.4, 0.99), 2), missing=[], processed_at=f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        pipeline=PIPELINE,
    )  # fmt: skip


def _place_span(sentence: str, start: int, name: str) -> tuple[int, int]:
    at = start + sentence.index(f" in {name} on ") + len(" in ")
    return at, at + len(name)


def _record(article: Article, events: list[Event]) -> EnrichedArticle:
    parties = [party for event in events for party in (*event.actors, *event.recipients)]
    entities = [
        Entity(
            id=f"e{number}", name=party.name, label="ORG", country=party.country, sector=party.sector,
            mentions=[Mention(field=party.field, start=party.start, end=party.end, text=party.text)],
        )
        for number, party in enumerate(parties, 1)
    ]  # fmt: skip
    return EnrichedArticle(
        article_id=article.id, url=article.url, title=article.title, source=article.source, section=None,
        language="en", published_at=article.published_at, processed_at=events[0].processed_at, duplicate_of=None,
        event_ids=[event.event_id for event in events], pipeline=PIPELINE, entities=entities,
        places=[event.location for event in events if event.location], dates=[],
    )  # fmt: skip
