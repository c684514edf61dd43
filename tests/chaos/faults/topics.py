"""Topic faults: an output topic refuses writes for three reasons, and a topic gets more partitions."""

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
    """The events topic refuses writes for some time."""

    lasts = (3.0, 10.0)

    @property
    def topic(self) -> str:
        """Return its full name."""
        return self.testbed.rig.topic(EVENTS)

    def configure(self, setting: str, value: int) -> None:
        """Change a setting of the topic."""
        change = ConfigResource(ConfigResourceType.TOPIC, self.topic, {setting: str(value)})
        with admin(self.testbed.rig.settings) as connection:
            connection.alter_configs([change])


class MessageTooLarge(TopicFault):
    """`max.message.bytes` is smaller than an event: each refused event becomes a dead letter."""

    refuses = True

    def inject(self) -> None:
        """Lower the limit."""
        self.configure("max.message.bytes", 100)

    def heal(self) -> None:
        """Raise the limit again."""
        self.configure("max.message.bytes", 8 << 20)


class TooFewReplicas(TopicFault):
    """`min.insync.replicas` is higher than the number of replicas."""

    def inject(self) -> None:
        """Raise it."""
        self.configure("min.insync.replicas", len(self.testbed.brokers) + 1)

    def heal(self) -> None:
        """Lower it again."""
        self.configure("min.insync.replicas", 1)


class NotAuthorised(TopicFault):
    """The user of the workers has no permission to write to it."""

    def inject(self) -> None:
        """Deny writes."""
        where = ResourcePattern(ResourceType.TOPIC, self.topic)
        everyone = "User:*", "*"
        rules = [
            ACL(*everyone, ACLOperation.ALL, ACLPermissionType.ALLOW, where),
            ACL(*everyone, ACLOperation.WRITE, ACLPermissionType.DENY, where),
        ]
        with admin(self.testbed.rig.settings) as connection:
            connection.create_acls(rules)

    def heal(self) -> None:
        """Delete the access rules."""
        where = ResourcePatternFilter(ResourceType.TOPIC, self.topic, ACLResourcePatternType.ANY)
        every = ACLFilter(None, None, ACLOperation.ANY, ACLPermissionType.ANY, where)
        with admin(self.testbed.rig.settings) as connection:
            connection.delete_acls([every])


class PartitionsAdded(Fault):
    """`articles.raw` gets one more partition, which receives articles before any worker knows it."""

    def inject(self) -> None:
        """Add a partition."""
        topic = self.testbed.rig.topic(RAW)
        with admin(self.testbed.rig.settings) as connection:
            (described,) = connection.describe_topics([topic])
            connection.create_partitions({topic: len(described["partitions"]) + 1})
