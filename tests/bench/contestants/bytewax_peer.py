"""The reader inside Bytewax, with batches as large as a worker's. Without a recovery store it commits nothing."""

from __future__ import annotations

import bytewax.operators as op
from bytewax.connectors.kafka import KafkaSinkMessage, KafkaSourceMessage
from bytewax.connectors.kafka import operators as kop
from bytewax.dataflow import Dataflow

from streams.contract.topics import ENRICHED, RAW
from tests.bench.contestants.peer import read, reader, settings


def take(messages: list[KafkaSourceMessage]) -> list[KafkaSinkMessage]:
    """Read one batch."""
    return [KafkaSinkMessage(o.key, o.value, topic=o.topic) for o in read([m.value for m in messages])]


reader()
brokers = settings().broker
flow = Dataflow("bench")
taken = kop.input("take", flow, brokers=brokers, topics=[settings().topic(RAW)], batch_size=settings().batch_articles)
found = op.flat_map_batch("read", taken.oks, take)
kop.output("publish", found, brokers=brokers, topic=settings().topic(ENRICHED))
