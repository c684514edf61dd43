"""Compare the reading of a short article with expectations; `test_short_articles.py` describes their format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from agents.reader.coded_events.coded_event import CodedEvent
from agents.reader.protocol import Reading
from streams.contract.records import Participant

Expectation = dict[str, Any]
COUNTS = ("killed", "injured", "arrested", "displaced", "participants")
HAPPENED = ("asserted", "historical")


def holds(wanted: Expectation, read: Reading) -> bool:
    """Return whether one expectation holds for a reading."""
    ((what, value), *_) = wanted.items()
    if what in ("event", "no_event"):
        return any(_fits(wanted, value, event) for event in read.events) == (what == "event")
    if what == "never_actor":
        return not any(_names(value, event.actors) for event in read.events)
    if what == "never_place":
        spots = [*read.places, *(e.location for e in read.events if e.location)]
        return not any(_says(value, spot.text, spot.name) for spot in spots)
    if what == "one":
        same = [e for e in read.events if e.event_type in _list(value) and e.status in HAPPENED]
        return len({e.story_event_id or e.event_id(read.article.id) for e in same}) == 1
    if what == "place":
        found = [p.country for p in read.places if _says(value["text"], p.text, p.name)]
        return value["country"] in found
    if what == "date":
        near = [d.value for d in read.dates if value["text"] in d.text or d.text in value["text"]]
        return value["value"] in near
    if what == "name":
        return value in _all_names(read)
    if what == "no_name":
        return not any(value.lower() in name.lower() for name in _all_names(read))
    return what == "not_rejected"


def brief(event: CodedEvent) -> str:
    """Return an event as one line, for failure messages."""
    who = [" + ".join(p.text for p in parties) or "-" for parties in (event.actors, event.recipients)]
    where, when = event.location, event.date
    spot = (where.text, where.country) if where else None
    return f"{event.event_type} {event.status} {who[0]} > {who[1]} {spot} {when.value if when else None}"


def _fits(wanted: Expectation, types: str | Sequence[str], event: CodedEvent) -> bool:
    if types != "*" and event.event_type not in _list(types):
        return False
    if "status" in wanted and event.status not in _list(wanted["status"]):
        return False
    if not all(_parties_fit(wanted, name, parties) for name, parties in _parties(event)):
        return False
    where = event.location
    if "country" in wanted and (where is None or where.country != wanted["country"]):
        return False
    if "place" in wanted and (where is None or not _says(wanted["place"], where.text, where.name)):
        return False
    if "date" in wanted and (event.date is None or not event.date.value.startswith(tuple(wanted["date"].split("|")))):
        return False
    said = event.attribution
    if "attribution" in wanted and (said is None or not _says(wanted["attribution"], said.text)):
        return False
    counts = {kind: getattr(event.magnitude, kind) for kind in COUNTS if kind in wanted}
    return all(count is not None and [count.min, count.max] == wanted[kind] for kind, count in counts.items())


def _parties(event: CodedEvent) -> Iterator[tuple[str, list[Participant]]]:
    yield "actor", event.actors
    yield "recipient", event.recipients
    yield "party", [*event.actors, *event.recipients]


def _parties_fit(wanted: Expectation, slot: str, parties: Sequence[Participant]) -> bool:
    if slot in wanted and not _names(wanted[slot], parties):
        return False
    found = [p.country for p in parties]
    return all(country in found for country in _list(wanted.get(f"{slot}_country", [])))


def _names(wanted: str | Sequence[str], parties: Sequence[Participant]) -> bool:
    return all(any(_says(one, p.text, p.name) for p in parties) for one in _list(wanted))


def _says(wanted: str, *texts: str | None) -> bool:
    """Return whether one of the texts contains the words; "a|b" means either."""
    patterns = [rf"(?<!\w){re.escape(choice.strip())}(?!\w)" for choice in wanted.split("|")]
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns for text in texts if text)


def _all_names(read: Reading) -> list[str]:
    parties = (p for e in read.events for p in (*e.actors, *e.recipients))
    found = [*(e.name for e in read.entities), *(p.name for p in read.places), *(p.name for p in parties)]
    return [name for name in found if name]


def _list(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value
