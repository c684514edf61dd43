"""Adding partitions, as the runbook describes it: running workers take the new ones, and nothing is lost."""

from __future__ import annotations

import pytest
from kafka import KafkaAdminClient, KafkaProducer

from streams.contract.topics import RAW
from tests.broker.conftest import MakeRig
from tests.broker.topics_fixture import PARTITIONS, article
from tests.support.patience import PATIENCE_SECONDS, until

pytestmark = [pytest.mark.broker, pytest.mark.kafka]


def test_partitions_added_are_read_without_a_restart(make_rig: MakeRig) -> None:
    """Apache Kafka only: the embedded broker cannot add partitions."""
    rig = make_rig()
    if rig.cluster.name == "embedded":
        pytest.skip("the embedded broker cannot add partitions")
    worker = rig.worker()
    worker.until_ready()
    rig.feed([article(number) for number in range(40)])
    admin = KafkaAdminClient(bootstrap_servers=[rig.cluster.address])
    admin.create_partitions({rig.topic(RAW): 2 * PARTITIONS})
    admin.close()
    producer = knowing_producer(rig.cluster.address, rig.topic(RAW), 2 * PARTITIONS)
    for number in range(40, 80):
        producer.send(rig.topic(RAW), key=b"k", value=article(number), partition=number % (2 * PARTITIONS)).get(
            timeout=PATIENCE_SECONDS
        )
    producer.close()
    worker.until(lambda: rig.committed() == 80, "all to be committed")
    assert worker.metric("dateline_messages_taken_total") >= 80
    assert worker.stop() == 0


def knowing_producer(address: str, topic: str, partitions: int) -> KafkaProducer:
    """Return a producer that knows all partitions: those added appear in the metadata of the broker after a while."""
    producers = [KafkaProducer(bootstrap_servers=[address], enable_idempotence=False)]

    def knows_all() -> bool:
        if len(producers[-1].partitions_for(topic)) == partitions:
            return True
        producers[-1].close()
        producers.append(KafkaProducer(bootstrap_servers=[address], enable_idempotence=False))
        return False

    until(knows_all, f"{partitions} partitions of {topic}")
    return producers[-1]
