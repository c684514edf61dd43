"""Every kind of fault by name, for each kind of cluster."""

from __future__ import annotations

from tests.chaos.faults.brokers import BrokerFrozen, BrokerKilled, BrokerStopped, DiskFull, OffsetsLost
from tests.chaos.faults.clocks import ClockJump
from tests.chaos.faults.cluster import LeaderFrozen, LeaderKilled, MajorityKilled
from tests.chaos.faults.fault import Fault
from tests.chaos.faults.network import ConfirmationsLost, NetworkCut, NetworkSilent, NetworkSlow
from tests.chaos.faults.readers import PoisonHangs, PoisonKills, ReadersKilled
from tests.chaos.faults.topics import MessageTooLarge, NotAuthorised, PartitionsAdded, TooFewReplicas
from tests.chaos.faults.versions import RollingUpgrade
from tests.chaos.faults.workers import Storm, WorkerFrozen, WorkerKilled, WorkerStopped

WORKERS: dict[str, type[Fault]] = {
    "worker killed": WorkerKilled,
    "worker stopped": WorkerStopped,
    "worker frozen": WorkerFrozen,
    "workers in a storm": Storm,
    "readers killed": ReadersKilled,
    "poison kills reader": PoisonKills,
    "poison hangs reader": PoisonHangs,
}
ONE_KAFKA: dict[str, type[Fault]] = WORKERS | {
    "broker killed": BrokerKilled,
    "broker stopped": BrokerStopped,
    "broker frozen": BrokerFrozen,
    "group offsets lost": OffsetsLost,
    "disk full": DiskFull,
    "network cut": NetworkCut,
    "network silent": NetworkSilent,
    "network slow": NetworkSlow,
    "confirmations lost": ConfirmationsLost,
    "message too large": MessageTooLarge,
    "too few replicas": TooFewReplicas,
    "not authorised": NotAuthorised,
    "partitions added": PartitionsAdded,
    "rolling upgrade": RollingUpgrade,
    "clock jumps": ClockJump,
}
"""One Apache Kafka broker behind a proxy."""
THREE_KAFKA: dict[str, type[Fault]] = {
    "leader killed": LeaderKilled,
    "leader frozen": LeaderFrozen,
    "two of three killed": MajorityKilled,
}
"""Three brokers; at least two replicas in sync."""
