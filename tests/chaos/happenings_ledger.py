"""What the happenings should be, from the messages that they follow from, and what does not add up. Pure."""

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
    """What the happenings agent took and what it published."""

    inputs: Sequence[Message]
    """Of `happenings.input`."""
    happenings: Sequence[Message]


def undisturbed(inputs: Sequence[Message]) -> dict[tuple[int, str], list[bytes]]:
    """By partition and id, every version that one worker, never disturbed, makes of the messages in their order."""
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
    """Kind and what it is about: events that were not joined, happenings that no undisturbed worker makes, or lacks.

    The highest version of each must be the last of the undisturbed run, byte for byte, and every other version one
    of that run's.
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
