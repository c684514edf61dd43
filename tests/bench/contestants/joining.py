"""Dateline's reader and happenings agent without Kafka: the processor time of each stage, one round per line of output.

Arguments: a file of raw messages, one per line; the number of rounds. A round reads all articles, and then does what
the route agent and the happenings agent do with their events, batch by batch. In a worker, too, other processes read.
"""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from prometheus_client import CollectorRegistry

from agents.happenings.joining import Joining
from agents.happenings.partitioning import partition
from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import Enriched
from agents.reader.protocol import Reader
from agents.worker.happening_state import PartitionState
from agents.worker.happenings_agent import HappeningsAgent
from agents.worker.happenings_input import HappeningsInput
from streams.kafka.async_producer import AsyncProducer
from streams.kafka.messages import OutgoingMessage
from streams.ops.metrics import Metrics
from tests.bench.contestants.peer import limits, settings

NOW = "2031-01-01T00:00:00Z"
STAGES = READ, ROUTE, JOIN, ENCODE = "reading", "messages of happenings.input", "decoding and joining", "encoding"


@dataclass(frozen=True, slots=True)
class Message:
    """The attributes of a Kafka message that the agents use."""

    value: bytes
    topic: str
    partition: int = 0
    offset: int = 0
    timestamp: float = 0.0

    @property
    def tp(self) -> tuple[str, int]:
        """Topic and partition."""
        return self.topic, self.partition


def main() -> None:
    """Warm up on the first batch, then run and report each round."""
    module, _, function = settings().reader.partition(":")
    reader: Reader = getattr(importlib.import_module(module), function)(settings().model, settings().packs)
    raws = Path(sys.argv[1]).read_bytes().splitlines()
    outcomes(reader, raws[: settings().batch_articles], NOW, limits())
    # As a reader process does.
    gc.freeze()
    for _ in range(int(sys.argv[2])):
        print(json.dumps(one_round(reader, raws, asyncio.run(new_agent()))), flush=True)


async def new_agent() -> HappeningsAgent:
    """Return an agent that publishes nothing."""
    return HappeningsAgent(settings(), AsyncProducer(settings()), Metrics(CollectorRegistry()))


def one_round(reader: Reader, raws: Sequence[bytes], agent: HappeningsAgent) -> dict[str, float]:
    """Return the seconds of each stage, and how many events were joined and how many happenings published."""
    began = time.process_time()
    batches = [_events(reader, raws[at : at + settings().batch_articles]) for at in _starts(raws)]
    seconds = dict.fromkeys(STAGES, 0.0) | {READ: time.process_time() - began}
    gc.collect()
    inputs = HappeningsInput(settings())
    states = {number: PartitionState(Joining(settings().happenings)) for number in range(settings().partitions)}
    offsets: Counter[int] = Counter()
    published = 0
    for events in batches:
        moments = [time.process_time()]
        made = inputs.of_events(events)
        moments.append(time.process_time())
        changes = agent.changes(states, list(_received(made, offsets)))
        moments.append(time.process_time())
        sent = agent.outgoing(changes)
        moments.append(time.process_time())
        for stage, started, ended in zip(STAGES[1:], moments, moments[1:], strict=False):
            seconds[stage] += ended - started
        published += len(sent)
    return seconds | {"events": sum(map(len, batches)), "published": published}


def _starts(raws: Sequence[bytes]) -> range:
    return range(0, len(raws), settings().batch_articles)


def _events(reader: Reader, raws: Sequence[bytes]) -> list[Message]:
    """Read a batch of articles, and return the messages of `events`."""
    found = outcomes(reader, raws, NOW, limits())
    return [Message(event.value, "events") for one in found if isinstance(one, Enriched) for event in one.events]


def _received(sent: Iterable[OutgoingMessage], offsets: Counter[int]) -> Iterator[Message]:
    """Yield messages as the broker delivers them."""
    for message in sent:
        number = partition((message.key or b"").decode(), settings().partitions)
        yield Message(message.value or b"", message.topic, number, offsets[number])
        offsets[number] += 1


if __name__ == "__main__":
    main()
