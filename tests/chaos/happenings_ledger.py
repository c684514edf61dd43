"""Compare published happenings with those that follow from their input messages. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from agents.happenings.joining import Joining
from agents.happenings.rules import rules
from agents.pool.batch_outcomes import OVERHEAD
from agents.worker.happening_state import OFFSET_HEADER
from streams.contract.codec import encode
from streams.contract.happening import Happening, HappeningInput
from tests.broker.topic_consumer import Message
from tests.broker.topics_fixture import LIMITS

CAPACITY, MOST_BYTES = 100_000, LIMITS.message_bytes - OVERHEAD
Disagreement = Literal[
    "event not joined", "event joined twice", "happening altered", "happening lost", "happening out of order"
]
_input = msgspec.json.Decoder(HappeningInput).decode
_happening = msgspec.json.Decoder(Happening).decode
Place = tuple[int, str]
"""Partition and happening id."""


@dataclass(frozen=True, slots=True)
class Joined:
    """The input and the output of the happenings agent."""

    inputs: Sequence[Message]
    """The messages of `happenings.input`."""
    happenings: Sequence[Message]
    mixed_from: Mapping[int, int] | None = None
    """By partition of `happenings`, its end when another version of Dateline began to publish too; None if none did."""

    def is_exact(self, message: Message) -> bool:
        """Return whether a record was written before another version, with other rules, published too."""
        return self.mixed_from is None or message.offset < self.mixed_from.get(message.partition, 0)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a happening in an undisturbed run."""

    value: bytes
    offset: int
    """Offset of the message that it depends on."""


def undisturbed(inputs: Sequence[Message]) -> dict[Place, list[Version]]:
    """Return every version of each happening that an undisturbed worker makes of the messages, by partition and id."""
    found: dict[Place, list[Version]] = defaultdict(list)
    parts: dict[int, Joining] = {}
    for message in _in_order(inputs):
        joining = parts.setdefault(message.partition, Joining(CAPACITY, MOST_BYTES))
        given = _input(message.value or b"")
        changed = joining.add_copy(given.copy) if given.copy is not None else joining.add_events(given.events)
        for happening in changed:
            found[message.partition, happening.happening_id].append(Version(encode(happening), message.offset))
    return found


def disagreements(events: Iterable[Message], joined: Joined) -> Iterator[tuple[Disagreement, str]]:
    """Yield each disagreement with its kind: events not joined, happenings or versions that are wrong or missing.

    The highest version of each happening must equal the last one of the undisturbed run, byte for byte. Every other
    version must occur in that run. The last record of a key must be its highest version, because Kafka keeps the last.
    What two versions of Dateline published together follows from no such run: there every event that opens or joins
    happenings must be in one.
    """
    given = {event.event_id: event for message in joined.inputs for event in _input(message.value or b"").events}
    for identity in sorted({message.header("ce_id") for message in events} - given.keys()):
        yield "event not joined", identity
    wanted = undisturbed(joined.inputs)
    highest: dict[Place, tuple[int, bytes]] = {}
    last: dict[tuple[int, bytes | None], Happening] = {}
    for message in _in_order(joined.happenings):
        record = _happening(message.value or b"")
        place = message.partition, record.happening_id
        exact = joined.is_exact(message)
        if exact and not any(_is_version(message, record, version) for version in wanted.get(place, ())):
            yield "happening altered", f"{record.happening_id} version {record.version}"
        highest[place] = max(highest.get(place, (0, b"")), (record.version, message.value or b""))
        last[message.partition, message.key] = record
    for (partition, _), record in last.items():
        if record.version < highest[partition, record.happening_id][0]:
            yield "happening out of order", f"{record.happening_id} version {record.version} comes last"
    times = _event_ids(record for _, record in highest.values())
    yield from (("event joined twice", identity) for identity, count in times.items() if count > 1)
    must_join = {identity for identity, event in given.items() if event.status in rules().opens}
    yield from (("event not joined", identity) for identity in sorted(must_join - times.keys()))
    for place, versions in sorted(wanted.items(), key=lambda item: item[0]):
        if joined.mixed_from is None and highest.get(place, (0, b""))[1] != versions[-1].value:
            yield "happening lost", f"{place[1]}, of which the last version is not there"


def _event_ids(records: Iterable[bytes]) -> Counter[str]:
    """Count the event ids of the happenings that were not merged into another one."""
    happenings = [happening for happening in map(_happening, records) if happening.merged_into is None]
    return Counter(identity for happening in happenings for identity in happening.event_ids)


def _in_order(messages: Sequence[Message]) -> list[Message]:
    return sorted(messages, key=lambda message: (message.partition, message.offset))


def _is_version(message: Message, record: Happening, version: Version) -> bool:
    """Return whether a message is this version, under the key and with the offset that later workers read back.

    The link of a merged happening may be published again with a later message, by the worker that read it back.
    """
    offset = int(message.header(OFFSET_HEADER))
    later = record.merged_into is not None and offset > version.offset
    key = record.happening_id.encode()
    return (message.key, message.value) == (key, version.value) and (offset == version.offset or later)
