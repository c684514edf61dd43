"""What one may ask of a subscription, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from streams.cluster import ROOM_FOR_HEADERS
from streams.errors import Misconfigured
from streams.routes import Rule
from streams.security import client
from streams.settings import Settings, load
from streams.subscribers.intake import Intake
from streams.subscribers.kinds import kind
from streams.subscribers.start import NEWEST, Start, start_of
from streams.topics import EVENTS

BATCH = 100
"""Most messages fetched at once, which must be done with in the five minutes of `max.poll.interval.ms`."""
COMMIT_SECONDS = 1.0
"""How often a group's offsets are committed; a subscriber that dies gets the records of this long again."""


POLL_MS = 200
COMES_AGAIN = "the group shares out anew, so some records will come again: %s"


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
    """End after nothing came for so long; without, it goes on for ever."""
    settings: Settings | None
    """Brokers, prefix and security; by default those of the environment."""


@dataclass(frozen=True, slots=True)
class Order:
    """The options, checked."""

    settings: Settings
    topics: list[str]
    intake: Intake[Any]
    start: Start
    group: str | None
    idle_seconds: float | None

    @property
    def consumer(self) -> dict[str, Any]:
        """Keyword arguments that both clients' consumers share."""
        session = int(self.settings.session_timeout_seconds * 1000)
        return client(self.settings) | {
            "session_timeout_ms": session,
            "heartbeat_interval_ms": min(3000, session // 3),
            "group_id": self.group,
            "enable_auto_commit": False,
            "auto_offset_reset": self.start.reset,
            "max_partition_fetch_bytes": self.settings.max_message_bytes + ROOM_FOR_HEADERS,
        }


def order(what: str, options: Options) -> Order:
    """Check the options.

    Raises:
        Misconfigured: one is wrong; names it.
    """
    settings = options.get("settings") or load()
    decoders = {settings.topic(name): decode for name, decode in kind(what).items()}
    where, start = options.get("where"), start_of(options.get("start", NEWEST))
    if where and not any(name.removeprefix(settings.topic_prefix).startswith(EVENTS) for name in decoders):
        raise Misconfigured(f"where chooses among events, not what {what} holds")
    remember = options.get("remember", 100_000)
    if remember < 0:
        raise Misconfigured(f"remember {remember}: a number of records, or 0")
    intake: Intake[Any] = Intake(decoders, where, start.since_ms, remember)
    return Order(settings, list(decoders), intake, start, options.get("group"), options.get("idle_seconds"))
