"""Creation and listing of topics on the configured cluster."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from aiokafka.errors import KafkaError as AsyncKafkaError
from kafka import KafkaAdminClient
from kafka.errors import KafkaConnectionError, KafkaError, KafkaTimeoutError, TopicAlreadyExistsError

from streams.contract.errors import Misconfigured, Transient
from streams.contract.topics import RAW, Topic
from streams.kafka.reachability import advertised_refusal, refusal
from streams.kafka.security import client_options
from streams.ops.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

CONNECT_MS = 10_000
"""Milliseconds that commands wait for the first broker to answer."""
ALIKE = 0.75
"""Similarity, 0 to 1, from which an existing topic is suggested for a missing one."""
ROOM_FOR_HEADERS = 65_536
"""Additional message size of topics other than the raw one: a dead letter is its raw message with more headers."""


@contextmanager
def translate_connection_errors(settings: Settings) -> Iterator[None]:
    """Translate exceptions of the Kafka clients to one line that names the brokers and how to fix the problem.

    Raises:
        Transient: no broker answers, or one refuses.
    """
    try:
        yield
    except (KafkaError, AsyncKafkaError, OSError) as error:
        why = str(error) or type(error).__name__
        timed_out = isinstance(error, KafkaTimeoutError | KafkaConnectionError)
        if timed_out and (refused := refusal(settings) or advertised_refusal(settings)):
            why = refused
        elif timed_out and settings.security_protocol.startswith("SASL"):
            # After a refused login the client retries until the time-out, and reports only that.
            why += "; or authentication failed: see DATELINE_SASL_USERNAME, _PASSWORD and _MECHANISM"
        raise Transient(f"Kafka at {','.join(settings.broker)} (DATELINE_BROKER): {why}") from error


@contextmanager
def admin(settings: Settings) -> Iterator[KafkaAdminClient]:
    """Yield an admin client.

    Raises:
        Transient: no broker answers, or one refuses; the message names the brokers.
    """
    if why := refusal(settings):
        # The clients would retry until their time-out.
        raise Transient(f"Kafka at {','.join(settings.broker)} (DATELINE_BROKER): {why}")
    connection: KafkaAdminClient | None = None
    with translate_connection_errors(settings):
        try:
            connection = KafkaAdminClient(**client_options(settings), bootstrap_timeout_ms=CONNECT_MS)
            yield connection
        finally:
            if connection is not None:
                connection.close()


def require(settings: Settings, topic: str) -> None:
    """Check that a topic (full name) exists: some brokers create a topic when a client names it.

    Raises:
        Misconfigured: it does not exist; the message names similar topics and how to create it.
    """
    with admin(settings) as connection:
        there = sorted(name for name in connection.list_topics() if not name.startswith("__"))
    if topic not in there:
        alike = get_close_matches(topic, there, n=3, cutoff=ALIKE)
        found = f"did you mean {' or '.join(alike)}?" if alike else "`dateline topics` lists those of Dateline"
        raise Misconfigured(f"no topic {topic}: `dateline topics create` creates missing topics; {found}")


def create_topics(settings: Settings, topics: Sequence[Topic]) -> list[str]:
    """Create the topics that are missing, and return their full names. Existing topics are not changed."""
    with admin(settings) as connection:
        there = set(connection.list_topics())
        missing = {settings.topic(t.name): _options(settings, t) for t in topics if settings.topic(t.name) not in there}
        if not missing:
            return []
        try:
            connection.create_topics(missing, wait_for_metadata=True)
        except TopicAlreadyExistsError:
            # Another worker created some of them meanwhile; create the rest.
            return create_topics(settings, topics)
    return list(missing)


def _options(settings: Settings, topic: Topic) -> dict[str, Any]:
    room = 0 if topic.name == RAW else ROOM_FOR_HEADERS
    return {
        "num_partitions": topic.partitions or settings.partitions,
        "replication_factor": settings.replication,
        "configs": topic.config | {"max.message.bytes": str(settings.max_message_bytes + room)},
    }


def list_topics(settings: Settings, topics: Sequence[Topic]) -> dict[str, int]:
    """Return the number of partitions of each topic that exists, by full name."""
    names = {settings.topic(topic.name) for topic in topics}
    with admin(settings) as connection:
        found = [name for name in connection.list_topics() if name in names]
        described = connection.describe_topics(found) if found else []
    return {entry["name"]: len(entry["partitions"]) for entry in described}
