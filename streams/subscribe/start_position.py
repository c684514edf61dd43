"""Start offsets of a subscription."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from kafka import TopicPartition

from streams.contract.codec import parse_moment
from streams.contract.errors import Misconfigured
from streams.kafka.topic_reader import TopicReader
from streams.ops.settings import Settings

OLDEST, NEWEST = "oldest", "newest"


@dataclass(frozen=True, slots=True)
class Start:
    """Start at the oldest message, at the next new one, or at a Unix time in milliseconds."""

    oldest: bool = False
    since_ms: int | None = None

    @property
    def reset(self) -> str:
        """Kafka's `auto_offset_reset` for a group without committed offsets."""
        return "earliest" if self.oldest or self.since_ms is not None else "latest"


def start_of(start: datetime | str) -> Start:
    """Return the start for `oldest`, `newest`, a datetime (UTC if it has no zone), or an RFC 3339 time or date.

    Raises:
        Misconfigured: the value is none of these.
    """
    if start in (OLDEST, NEWEST):
        return Start(oldest=start == OLDEST)
    moment = parse_moment(start) if isinstance(start, str) else start
    if moment is None:
        raise Misconfigured(f"start {start!r}: use oldest, newest, a datetime, or an RFC 3339 time or date")
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return Start(since_ms=int(moment.timestamp() * 1000))


def positions(settings: Settings, topics: list[str], start: Start) -> dict[TopicPartition, int]:
    """Return the first offset of each partition for a subscriber without a group.

    Raises:
        Misconfigured: a topic does not exist.
        Transient: no broker answers.
    """
    with TopicReader(settings, *topics) as reader:
        if start.oldest:
            return reader.starts()
        ends = reader.ends()
        return ends if start.since_ms is None else ends | reader.starts(start.since_ms)
