"""Output topics that refuse writes for three reasons, and topics that get more partitions while all runs."""

from __future__ import annotations

from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ConfigResource,
    ConfigResourceType,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
)

from streams.contract.topics import EVENTS, RAW
from streams.kafka.admin import admin
from tests.chaos.faults.fault import Fault


class TopicFault(Fault):
    """The events topic does not take what is published, for a while."""

    lasts = (3.0, 10.0)

    @property
    def topic(self) -> str:
        """Its full name."""
        return self.testbed.rig.topic(EVENTS)

    def configure(self, setting: str, value: int) -> None:
        """Change a setting of the topic."""
        change = ConfigResource(ConfigResourceType.TOPIC, self.topic, {setting: str(value)})
        with admin(self.testbed.rig.settings) as connection:
            connection.alter_configs([change])


class MessageTooLarge(TopicFault):
    """Its `max.message.bytes` is less than an event: each event that it refuses becomes a dead letter."""

    refuses = True

    def inject(self) -> None:
        """Lower it."""
        self.configure("max.message.bytes", 100)

    def heal(self) -> None:
        """Raise it again."""
        self.configure("max.message.bytes", 8 << 20)


class TooFewReplicas(TopicFault):
    """Its `min.insync.replicas` is more than there are."""

    def inject(self) -> None:
        """Raise it."""
        self.configure("min.insync.replicas", len(self.testbed.brokers) + 1)

    def heal(self) -> None:
        """Lower it again."""
        self.configure("min.insync.replicas", 1)


class NotAuthorised(TopicFault):
    """The workers' user may not write to it."""

    def inject(self) -> None:
        """Forbid it."""
        where = ResourcePattern(ResourceType.TOPIC, self.topic)
        everyone = "User:*", "*"
        rules = [
            ACL(*everyone, ACLOperation.ALL, ACLPermissionType.ALLOW, where),
            ACL(*everyone, ACLOperation.WRITE, ACLPermissionType.DENY, where),
        ]
        with admin(self.testbed.rig.settings) as connection:
            connection.create_acls(rules)

    def heal(self) -> None:
        """Take the rules away."""
        where = ResourcePatternFilter(ResourceType.TOPIC, self.topic, ACLResourcePatternType.ANY)
        every = ACLFilter(None, None, ACLOperation.ANY, ACLPermissionType.ANY, where)
        with admin(self.testbed.rig.settings) as connection:
            connection.delete_acls([every])


class PartitionsAdded(Fault):
    """`articles.raw` gets one more partition, and articles come in it before any worker knows."""

    def inject(self) -> None:
        """Add it."""
        topic = self.testbed.rig.topic(RAW)
        with admin(self.testbed.rig.settings) as connection:
            (described,) = connection.describe_topics([topic])
            connection.create_partitions({topic: len(described["partitions"]) + 1})
