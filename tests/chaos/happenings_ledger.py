"""Compare published happenings with those that follow from their input messages. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from agents.happenings.joining import Joining
from agents.pool.batch_outcomes import OVERHEAD
from streams.contract.codec import encode
from streams.contract.happening import Happening, HappeningInput
from tests.broker.topic_consumer import Message
from tests.broker.topics_fixture import LIMITS

CAPACITY, MOST_BYTES = 100_000, LIMITS.message_bytes - OVERHEAD
Disagreement = Literal["event not joined", "happening altered", "happening lost"]
_input = msgspec.json.Decoder(HappeningInput).decode
_happening = msgspec.json.Decoder(Happening).decode


@dataclass(frozen=True, slots=True)
class Joined:
    """The input and the output of the happenings agent."""

    inputs: Sequence[Message]
    """The messages of `happenings.input`."""
    happenings: Sequence[Message]


def undisturbed(inputs: Sequence[Message]) -> dict[tuple[int, str], list[bytes]]:
    """Return every version of each happening that an undisturbed worker makes of the messages, by partition and id."""
    found: dict[tuple[int, str], list[bytes]] = defaultdict(list)
    parts: dict[int, Joining] = {}
    for message in sorted(inputs, key=lambda message: (message.partition, message.offset)):
        joining = parts.setdefault(message.partition, Joining(CAPACITY, MOST_BYTES))
        given = _input(message.value or b"")
        changed = joining.add_copy(given.copy) if given.copy is not None else joining.add_events(given.events)
        for happening in changed:
            found[message.partition, happening.happening_id].append(encode(happening))
    return found


def disagreements(events: Iterable[Message], joined: Joined) -> Iterator[tuple[Disagreement, str]]:
    """Yield each disagreement with its kind: events not joined, happenings or versions that are wrong or missing.

    The highest version of each happening must equal the last one of the undisturbed run, byte for byte. Every other
    version must occur in that run.
    """
    given = {event.event_id for message in joined.inputs for event in _input(message.value or b"").events}
    for identity in sorted({message.header("ce_id") for message in events} - given):
        yield "event not joined", identity
    wanted = undisturbed(joined.inputs)
    highest: dict[tuple[int, str], tuple[int, bytes]] = {}
    for message in joined.happenings:
        record = _happening(message.value or b"")
        key = message.partition, record.happening_id
        if message.value not in wanted.get(key, ()):
            yield "happening altered", f"{record.happening_id} version {record.version}"
        highest[key] = max(highest.get(key, (0, b"")), (record.version, message.value or b""))
    for key, versions in sorted(wanted.items()):
        if highest.get(key, (0, b""))[1] != versions[-1]:
            yield "happening lost", f"{key[1]}, of which the last version is not there"
