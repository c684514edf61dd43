"""What one may ask of a subscription, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from streams.contract.errors import Misconfigured
from streams.contract.topics import EVENTS, HAPPENINGS
from streams.kafka.admin import ROOM_FOR_HEADERS
from streams.ops.settings import Settings, load
from streams.routing.rule import Rule
from streams.subscribe.receiver import Receiver
from streams.subscribe.record_types import record_type
from streams.subscribe.start_position import NEWEST, Start, start_of

BATCH = 100
"""Most messages fetched at once, which must be done with in the five minutes of `max.poll.interval.ms`."""
COMMIT_SECONDS = 1.0
"""How often a group's offsets are committed; a subscriber that dies gets the records of this long again."""


POLL_MS = 200
COMES_AGAIN = "the group shares out again, so some records will come again: %s"


class Options(TypedDict, total=False):
    """Keyword arguments of `subscribe` and `subscribe_async`."""

    group: str | None
    """Consumer group that shares the work and remembers how far it is; without one, every subscriber gets all."""
    start: datetime | str
    """Where to begin where the group has not been before: `newest` (default), `oldest`, or a time."""
    where: Rule | None
    """Of events, which."""
    remember: int
    """Records of which a repeat is known and dropped (100,000); 0 gives out repeats too."""
    idle_seconds: float | None
    """End after nothing came for so long; without it, never."""
    settings: Settings | None
    """Brokers, prefix and security; by default those of the environment."""


@dataclass(frozen=True, slots=True)
class SubscriptionPlan:
    """The options, checked."""

    settings: Settings
    topics: list[str]
    intake: Receiver[Any]
    start: Start
    group: str | None
    idle_seconds: float | None

    @property
    def consumer(self) -> dict[str, Any]:
        """Keyword arguments that both clients' consumers share."""
        session = int(self.settings.session_timeout_seconds * 1000)
        return {
            "session_timeout_ms": session,
            "heartbeat_interval_ms": min(3000, session // 3),
            "group_id": self.group,
            "auto_offset_reset": self.start.reset,
            "max_partition_fetch_bytes": self.settings.max_message_bytes + ROOM_FOR_HEADERS,
        }


def plan(what: str, options: Options) -> SubscriptionPlan:
    """Check the options.

    Raises:
        Misconfigured: one is wrong; names it.
    """
    settings = options.get("settings") or load()
    decoders = {settings.topic(name): decode for name, decode in record_type(what).items()}
    where, start = options.get("where"), start_of(options.get("start", NEWEST))
    if where and not any(
        name.removeprefix(settings.topic_prefix).startswith((EVENTS, HAPPENINGS)) for name in decoders
    ):
        raise Misconfigured(f"where selects events and happenings; {what} holds none")
    remember = options.get("remember", 100_000)
    if remember < 0:
        raise Misconfigured(f"remember {remember}: a number of records, or 0")
    intake: Receiver[Any] = Receiver(decoders, where, start.since_ms, remember)
    return SubscriptionPlan(settings, list(decoders), intake, start, options.get("group"), options.get("idle_seconds"))
