"""Events for a table, out of JSON lines or messages, and those of them that are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from streams.feeds.item import Failed, Found, Item
from streams.feeds.lines import read_lines
from streams.records import Event
from streams.routes import Rule, routable, takes


class _Line(msgspec.Struct):
    """A line of `dateline enrich` has `events` or `rejected`; one of `dateline tail --json` has neither."""

    events: list[msgspec.Raw] | None = None
    rejected: Any = None


_decode = msgspec.json.Decoder(Event).decode
_line = msgspec.json.Decoder(_Line).decode


def in_lines(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Item]:
    """What should be an event each, of JSON lines as `dateline tail --json` or `dateline enrich` writes them."""
    for item in read_lines(stream, name, max_bytes):
        if isinstance(item, Failed):
            yield item
            continue
        try:
            line = _line(item.value)
        except (msgspec.DecodeError, RecursionError) as error:
            yield Failed(item.origin, str(error))
            continue
        if line.events is not None:
            yield from (Found(None, bytes(event), item.origin) for event in line.events)
        elif line.rejected is None:
            yield item


def event_id(item: Found) -> str | Failed:
    """The id of the event; `Failed` where it is none."""
    try:
        return _decode(item.value).event_id
    except (msgspec.DecodeError, RecursionError) as error:
        return Failed(item.origin, str(error))


def chosen(values: Iterable[bytes], rule: Rule | None) -> Iterator[Event]:
    """The events that the rule takes; without one, all."""
    return (_decode(value) for value in values if rule is None or takes(rule, routable(value)))
