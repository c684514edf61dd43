"""Events for a table, from JSON lines or messages, selected by a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from streams.contract.errors import NO_RECORD
from streams.contract.json_lines import JsonLine, UnreadableLine, read_json_lines
from streams.contract.records import Event
from streams.routing.event_fields import event_fields
from streams.routing.rule import Rule, matches


class _Line(msgspec.Struct):
    """A line of `dateline enrich` has `events` or `rejected`; one of `dateline tail --json` has neither."""

    events: list[msgspec.Raw] | None = None
    rejected: Any = None


_decode = msgspec.json.Decoder(Event).decode
_line = msgspec.json.Decoder(_Line).decode


def in_lines(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[JsonLine | UnreadableLine]:
    """Yield the events in JSON lines as `dateline tail --json` or `dateline enrich` writes them; not yet validated."""
    for item in read_json_lines(stream, name, max_bytes):
        if isinstance(item, UnreadableLine):
            yield item
            continue
        try:
            line = _line(item.value)
        except NO_RECORD as error:
            yield UnreadableLine(item.origin, str(error))
            continue
        if line.events is not None:
            yield from (JsonLine(bytes(event), item.origin) for event in line.events)
        elif line.rejected is None:
            yield item


def event_id(item: JsonLine) -> str | UnreadableLine:
    """Return the id of the event; `UnreadableLine` if it is not one."""
    try:
        return _decode(item.value).event_id
    except NO_RECORD as error:
        return UnreadableLine(item.origin, str(error))


def selected(values: Iterable[bytes], rule: Rule | None) -> Iterator[Event]:
    """Yield the events that the rule matches; all without a rule."""
    return (_decode(value) for value in values if rule is None or matches(rule, event_fields(value)))
