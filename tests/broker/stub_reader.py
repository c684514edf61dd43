"""A stub reader: immediate, deterministic, and faulty where the text asks for it.

Sentences with a known verb become events. A marker in the text causes a fault that real readers have shown:
`[raise]`, `[recurse]`, `[exit]`,
`[die]`, `[hang]`, `[print]`, `[slow]`, `[fat]`, `[fat event]`, `[half a character]`.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from agents.reader.coded_events.coded_event import CodedEvent
from streams.contract.errors import Reason, Unreadable
from streams.contract.records import (
    Article,
    Attribution,
    Count,
    DateMention,
    Entity,
    Evidence,
    Magnitude,
    Participant,
    Place,
)

VERBS = {"attacked": "ASSAULT", "met": "CONSULT", "signed": "AGREE", "marched": "PROTEST"}
COUNTRIES = {
    "Kabul": "AFG",
    "Lima": "PER",
    "Oslo": "NOR",
    "Accra": "GHA",
    "Dakar": "SEN",
    "Hanoi": "VNM",
    "Quito": "ECU",
    "Tunis": "TUN",
}
SLOW_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Reading:
    """The fields of a reading that `agents.pool.outcome` uses."""

    article: Article
    language: str
    entities: list[Entity]
    places: list[Place]
    dates: list[DateMention]
    events: list[CodedEvent]
    agency: str | None = None


class StubReader:
    """Reads as `agents.reader.reading.Reader` does."""

    ontology = "plover-2.0"
    model_name = "stand-in-1"

    def read(self, articles: Sequence[Article]) -> list[Reading | Unreadable]:
        """Return one item per article, in order."""
        return [_read(article) for article in articles]


def build(model: str, packs: Sequence[str]) -> StubReader:
    """Build the stub for DATELINE_READER."""
    return StubReader()


def build_without_password(model: str, packs: Sequence[str]) -> StubReader:
    """Build the stub for DATELINE_READER; fails if the password is in the environment."""
    assert not [name for name in os.environ if name.startswith("DATELINE_")]
    with open(f"/proc/{os.getppid()}/environ", "rb") as of_parent:
        assert b"a secret of the worker" not in of_parent.read()
    return StubReader()


def slow(model: str, packs: Sequence[str]) -> StubReader:
    """Build the stub for DATELINE_READER more slowly than a test waits."""
    time.sleep(600)
    return StubReader()


def broken(model: str, packs: Sequence[str]) -> StubReader:
    """Fail to build, for DATELINE_READER."""
    raise RuntimeError("no such model")


def _read(article: Article) -> Reading | Unreadable:
    misbehave(article.text)
    if "[klingon]" in article.text:
        return Unreadable(Reason.UNSUPPORTED_LANGUAGE, "the text is in 'tlh'", article.id)
    entities = [Entity(id="e1", name="x" * 300_000, label="ORG", mentions=[])] if "[fat]" in article.text else []
    found = re.finditer(r"[^.]+\.", article.text)
    events = [coded for sentence in found for coded in _code(sentence.group(), sentence.start())]
    return Reading(article, "en", entities, [], [], events)


def misbehave(text: str) -> None:
    if "[slow]" in text:
        time.sleep(SLOW_SECONDS)
    if "[print]" in text:
        print("a library that talks", flush=True)
        os.write(1, b"and one that talks past Python\n")
    if "[raise]" in text:
        raise ValueError("this text \ud800 is too much")
    if "[recurse]" in text:
        _recurse()
    if "[exit]" in text:
        sys.exit(3)
    if "[die]" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "[hang]" in text:
        time.sleep(3600)


def _recurse() -> None:
    _recurse()


def _code(sentence: str, start: int) -> list[CodedEvent]:
    return [_event(verb, sentence, start) for verb in VERBS if verb in sentence]


def _event(verb: str, sentence: str, start: int) -> CodedEvent:
    at = start + sentence.index(verb)
    place = next((name for name in COUNTRIES if name in sentence), None)
    actor = "\ud800" if "[half a character]" in sentence else sentence.split()[0]
    evidence = Evidence(
        field="text",
        sentence=sentence * (2000 if "[fat event]" in sentence else 1),
        sentence_start=start,
        sentence_end=start + len(sentence),
        trigger=verb,
        trigger_start=at,
        trigger_end=at + len(verb),
    )
    return CodedEvent(
        ontology=StubReader.ontology,
        event_type=VERBS[verb],
        modes=[],
        contexts=[],
        quad_class=1,
        intensity=None,
        cameo=None,
        status="negated" if "never" in sentence else "asserted",
        attribution=_speaker(sentence, start),
        actors=[
            Participant(
                text=actor,
                name=actor,
                entity_id=None,
                label=None,
                role=None,
                country=None,
                sector=None,
                field="text",
                start=start,
                end=start + len(actor),
            )
        ],
        recipients=[],
        date=None,
        location=_place(place, start + sentence.index(place)) if place else None,
        magnitude=_killed(sentence, start),
        evidence=evidence,
        confidence=0.9,
        missing=[],
        mentions=[],
        story_event_id=None,
    )


def _place(name: str, start: int) -> Place:
    return Place(field="text", start=start, end=start + len(name), text=name, name=name, country=COUNTRIES[name])


def _killed(sentence: str, start: int) -> Magnitude:
    """Return the number in "killing 12 soldiers"."""
    found = re.search(r"killing (\d+)", sentence)
    if found is None:
        return Magnitude()
    number, (first, last) = int(found[1]), found.span(1)
    return Magnitude(
        killed=Count(min=number, max=number, text=found[1], field="text", start=start + first, end=start + last)
    )


def _speaker(sentence: str, start: int) -> Attribution | None:
    """Return who says so in "killing 12 soldiers, the army said."."""
    found = re.search(r"killing [^,]*, (.*) said\.", sentence)
    if found is None:
        return None
    first, last = found.span(1)
    return Attribution(
        text=found[1],
        verb="said",
        quoted=False,
        entity_id=None,
        field="text",
        start=start + first,
        end=start + last,
    )
