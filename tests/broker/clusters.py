"""The brokers that the suite runs on, and what each of them cannot do."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.broker.kafka.server import KafkaServer


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running cluster, and the settings with which Dateline uses it."""

    name: str
    address: str
    environment: dict[str, str] = field(default_factory=dict)
    exact: bool = True
    """Its end offsets are those of the last message, so that lag can be held to a number."""
    server: KafkaServer | None = None
    """The Kafka that the suite started, which it may kill; None for the embedded broker and a named cluster."""


COMMON = {"DATELINE_SESSION_TIMEOUT_SECONDS": "6", "DATELINE_REBALANCE_TIMEOUT_SECONDS": "6"}
EMBEDDED = COMMON | {"DATELINE_IDEMPOTENCE": "false", "DATELINE_REBALANCE_TIMEOUT_SECONDS": "3"}
