"""The options of a subscription, and the validated plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypedDict

from streams.contract.errors import Misconfigured
from streams.contract.topics import EVENTS, HAPPENINGS
from streams.kafka.admin import ROOM_FOR_HEADERS, require
from streams.kafka.embedded_broker import for_cluster
from streams.ops.settings import Settings, load
from streams.routing.rule import Rule
from streams.subscribe.receiver import Receiver
from streams.subscribe.record_types import record_type
from streams.subscribe.start_position import NEWEST, Start, start_of

BATCH = 100
"""Maximum messages per fetch; they must be processed within `max.poll.interval.ms`, five minutes."""
COMMIT_SECONDS = 1.0
"""Seconds between commits of a group's offsets; after a crash the records of that time are delivered again."""


POLL_MS = 200
COMES_AGAIN = "a consumer-group rebalance: some records will be delivered again: %s"


class Options(TypedDict, total=False):
    """Keyword arguments of `subscribe` and `subscribe_async`."""

    group: str | None
    """Consumer group that shares the records and stores offsets; without one, each subscriber gets all records."""
    start: datetime | str
    """Start of a new group: `newest` (default), `oldest`, or a time."""
    where: Rule | None
    """Rule that selects events or happenings."""
    remember: int
    """Number of recent records whose repeats are dropped (default 100,000); 0 returns repeats too."""
    idle_seconds: float | None
    """Seconds without a message after which iteration ends; None: never."""
    settings: Settings | None
    """Brokers, prefix and security; by default from the environment."""


@dataclass(frozen=True, slots=True)
class SubscriptionPlan:
    """The validated options of a subscription."""

    settings: Settings
    topics: list[str]
    receiver: Receiver[Any]
    start: Start
    group: str | None
    idle_seconds: float | None

    @property
    def consumer(self) -> dict[str, Any]:
        """The keyword arguments common to the consumers of both clients."""
        session = int(self.settings.session_timeout_seconds * 1000)
        return {
            "session_timeout_ms": session,
            "heartbeat_interval_ms": min(3000, session // 3),
            "group_id": self.group,
            "auto_offset_reset": self.start.reset,
            "max_partition_fetch_bytes": self.settings.max_message_bytes + ROOM_FOR_HEADERS,
        }

    def on_cluster(self) -> SubscriptionPlan:
        """Return the plan with the settings that the cluster needs: the embedded broker joins a group by timeouts.

        Raises:
            Misconfigured: a topic does not exist.
            Transient: no broker answers, or one refuses.
        """
        for topic in self.topics:
            require(self.settings, topic)
        return replace(self, settings=for_cluster(self.settings)) if self.group else self


def plan(what: str, options: Options) -> SubscriptionPlan:
    """Return the plan of these options.

    Raises:
        Misconfigured: an option is wrong; the message names it.
    """
    settings = options.get("settings") or load()
    decoders = {settings.topic(name): decode for name, decode in record_type(what).items()}
    where, start = options.get("where"), start_of(options.get("start", NEWEST))
    if where and not any(
        name.removeprefix(settings.topic_prefix).startswith((EVENTS, HAPPENINGS)) for name in decoders
    ):
        raise Misconfigured(f"where selects events and happenings; {what} has none")
    remember = options.get("remember", 100_000)
    if remember < 0:
        raise Misconfigured(f"remember {remember}: a number of records, or 0")
    queue: Receiver[Any] = Receiver(decoders, where, start.since_ms, remember)
    return SubscriptionPlan(settings, list(decoders), queue, start, options.get("group"), options.get("idle_seconds"))
