"""An event's slots as table rows: value, what is missing and why, and the reason of each. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streams.contract.count_claim import CountClaim
from streams.contract.records import Count, Event, Participant, Place
from streams.desk.view.reasons import EventReasons
from streams.desk.view.times import date_text


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One row; `value` is empty if the slot is."""

    name: str
    kind: str
    """Kind of the mark that shows it in the text."""
    value: str
    detail: str = ""
    """Codes, precision, method."""
    reason: str = ""
    """Why the slot has this value, or why it is empty."""


def slot_rows(event: Event, why: EventReasons | None) -> Iterator[SlotRow]:
    """Yield the rows in a fixed order; with `why`, each with the reader's reason."""
    reasons = _Reasons(why)
    absent = {missing.slot: missing.reason for missing in event.missing}
    modes = ", ".join([*event.modes, *event.contexts])
    yield SlotRow("type", "trigger", event.event_type, modes, reasons.of("pattern"))
    yield SlotRow("status", "", event.status, "", reasons.of("status"))
    yield from _parties("actor", event.actors, absent.get("actor", ""), reasons)
    yield from _parties("recipient", event.recipients, absent.get("recipient", ""), reasons)
    said = event.attribution
    detail = ", ".join(filter(None, (said.verb, "quoted" if said.quoted else None))) if said else ""
    yield SlotRow("said by", "said_by", said.text if said else "the article itself", detail, reasons.of("said by"))
    date = event.date
    how = "" if date is None else "publication date" if date.source == "published_at" else f"“{date.text}”"
    day = date_text(date.value) if date else ""
    yield SlotRow("when", "when", day, how, _empty(date, absent.get("date"), reasons.of("when")))
    place = event.location
    value, detail = (place.name or place.text, _where(place)) if place else ("", "")
    yield SlotRow("where", "where", value, detail, _empty(place, absent.get("location"), reasons.of("where")))
    for name in event.magnitude.__struct_fields__:
        if count := getattr(event.magnitude, name):
            yield SlotRow(name, "count", count_text(count), f"“{count.text}”", reasons.of(name))
    for claim in event.count_claims:
        speaker = claim.said_by or "the article itself"
        yield SlotRow("claim", "", f"{claim.slot} {count_text(claim)}", speaker, reasons.of("claim"))


def count_text(count: Count | CountClaim) -> str:
    """Return a count as a person writes it: `7`, `7 to 9`, `7 or more`."""
    if count.max is None:
        return f"{count.min:,} or more"
    return f"{count.min:,}" if count.min == count.max else f"{count.min:,} to {count.max:,}"


def party_codes(party: Participant) -> str:
    """Return the country and sector of a party, as text."""
    return " ".join(filter(None, (party.country, party.sector)))


class _Reasons:
    """The reasons of each slot, returned in order, one per value."""

    def __init__(self, why: EventReasons | None) -> None:
        self._rows: dict[str, list[str]] = {}
        for row in why.rows if why else ():
            self._rows.setdefault(row.slot, []).append(row.reason)

    def of(self, slot: str) -> str:
        left = self._rows.get(slot)
        return left.pop(0) if left else ""


def _parties(name: str, parties: Sequence[Participant], absent: str, reasons: _Reasons) -> Iterator[SlotRow]:
    if not parties:
        yield SlotRow(name, name, "", "", absent or reasons.of(name))
    for party in parties:
        as_written = f"“{party.text}”" if party.text != party.name else ""
        detail = " · ".join(filter(None, (party_codes(party), party.role, as_written)))
        yield SlotRow(name, name, party.name or party.text, detail, reasons.of(name))


def _where(place: Place) -> str:
    region = ", ".join(filter(None, (place.admin1, place.country)))
    return " · ".join(filter(None, (region, f"precision {place.precision}" if place.precision else "no point")))


def _empty(value: object, absent: str | None, reason: str) -> str:
    return reason or (absent or "" if value is None else "")
