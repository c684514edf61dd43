"""What the runbook says of adding partitions: workers take the new ones as they run, and nothing is lost."""

from __future__ import annotations

import pytest
from kafka import KafkaAdminClient, KafkaProducer

from streams.contract.topics import RAW
from tests.broker.conftest import MakeRiver
from tests.broker.topics_fixture import PARTITIONS, article

pytestmark = [pytest.mark.broker, pytest.mark.kafka]


def test_partitions_added_are_read_without_a_restart(make_river: MakeRiver) -> None:
    """The embedded broker cannot add any."""
    river = make_river()
    if river.cluster.name == "embedded":
        pytest.skip("the embedded broker cannot add partitions")
    worker = river.worker()
    worker.until_ready()
    river.feed([article(number) for number in range(40)])
    admin = KafkaAdminClient(bootstrap_servers=[river.cluster.address])
    admin.create_partitions({river.topic(RAW): 2 * PARTITIONS})
    admin.close()
    producer = KafkaProducer(bootstrap_servers=[river.cluster.address], enable_idempotence=False)
    for number in range(40, 80):
        producer.send(river.topic(RAW), key=b"k", value=article(number), partition=number % (2 * PARTITIONS)).get(
            timeout=30
        )
    producer.close()
    worker.until(lambda: river.committed() == 80, "all to be committed", within=90)
    assert worker.metric("dateline_messages_taken_total") >= 80
    assert worker.stop() == 0
