"""Conversion of messages to records: decodes, selects, drops repeats, and tracks processed ones. No network."""

from __future__ import annotations

import logging
from collections import OrderedDict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from streams.routing.event_fields import event_fields
from streams.routing.rule import Rule, matches
from streams.subscribe.record_types import Decode, identity

log = logging.getLogger("streams.subscribe")

R = TypeVar("R")
Place = tuple[str, int]
"""Topic and partition; equal to the `TopicPartition` of either client."""


@dataclass
class Receiver(Generic[R]):
    """Queue of fetched messages, returned as records.

    A record counts as processed when the next is requested, so that after a crash it is delivered again.
    """

    decoders: Mapping[str, Decode]
    """Decoders by full topic name."""
    where: Rule | None = None
    """Rule that selects events; None selects all."""
    since_ms: int | None = None
    """Messages before this time (milliseconds since 1970 UTC) are skipped."""
    remember: int = 100_000
    """Number of recent records whose repeats are dropped; 0 returns repeats too."""
    done: dict[Place, int] = field(default_factory=dict)
    """Partition to the next offset; the caller clears it on a commit."""
    _waiting: deque[Any] = field(default_factory=deque)
    _last: Any = None
    _seen: OrderedDict[object, None] = field(default_factory=OrderedDict)

    def put(self, messages: Iterable[Any]) -> None:
        """Add fetched messages."""
        self._waiting.extend(messages)

    def next(self) -> R | None:
        """Return the next record, or None if more must be fetched. The previous record now counts as processed."""
        if self._last is not None:
            self._settle(self._last)
            self._last = None
        while self._waiting:
            message = self._waiting.popleft()
            record = self._record(message)
            if record is not None:
                self._last = message
                return record
            self._settle(message)
        return None

    def drop(self, places: Iterable[Place]) -> None:
        """Drop waiting messages of partitions that were reassigned."""
        gone = {tuple(place) for place in places}
        self._waiting = deque(m for m in self._waiting if (m.topic, m.partition) not in gone)
        self.done = {place: offset for place, offset in self.done.items() if place not in gone}
        if self._last is not None and (self._last.topic, self._last.partition) in gone:
            self._last = None

    def _settle(self, message: Any) -> None:
        self.done[message.topic, message.partition] = message.offset + 1

    def _record(self, message: Any) -> R | None:
        if self.since_ms is not None and message.timestamp < self.since_ms:
            return None
        try:
            if self.where and not matches(self.where, event_fields(message.value or b"")):
                return None
            record = self.decoders[message.topic](message)
        except (ValueError, RecursionError) as error:
            log.warning("%s/%d/%d is skipped: %s", message.topic, message.partition, message.offset, error)
            return None
        return None if self._is_repeat(record) else record

    def _is_repeat(self, record: Any) -> bool:
        if not self.remember:
            return False
        known = identity(record)
        if known in self._seen:
            self._seen.move_to_end(known)
            return True
        self._seen[known] = None
        if len(self._seen) > self.remember:
            self._seen.popitem(last=False)
        return False
