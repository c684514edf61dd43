"""The fields of an event or a happening that rules use."""

from __future__ import annotations

import msgspec


class Party(msgspec.Struct):
    name: str = ""
    text: str = ""
    country: str | None = None
    sector: str | None = None


class EventPlace(msgspec.Struct):
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


class _Evidence(msgspec.Struct):
    sentence: str = ""


class EventFields(msgspec.Struct):
    """The fields of an event that rules use."""

    event_type: str
    status: str
    confidence: float
    modes: list[str] = []
    actors: list[Party] = []
    recipients: list[Party] = []
    location: EventPlace | None = None
    title: str | None = None
    evidence: _Evidence | None = None


_decode = msgspec.json.Decoder(EventFields).decode


def event_fields(event: bytes) -> EventFields:
    """Return the fields of a published event that rules use.

    Raises:
        msgspec.DecodeError: it is not an event.
    """
    return _decode(event)
