"""The reader inside FastStream, with batches as large as a worker's, acknowledged after publishing."""

from __future__ import annotations

import asyncio

from faststream import AckPolicy, FastStream
from faststream.kafka import KafkaBroker, KafkaMessage

from streams.contract.topics import RAW
from tests.bench.contestants.peer import read, reader, settings

broker = KafkaBroker(settings().broker, acks="all")


@broker.subscriber(  # type: ignore[untyped-decorator]
    settings().topic(RAW),
    batch=True,
    max_records=settings().batch_articles,
    group_id=settings().group,
    auto_offset_reset="earliest",
    ack_policy=AckPolicy.NACK_ON_ERROR,
)
async def take(message: KafkaMessage) -> None:
    """Read in a thread, so that the event loop keeps its heartbeat, then publish."""
    outs = await asyncio.to_thread(read, message.body)
    sent = [await broker.publish(o.value, o.topic, key=o.key, no_confirm=True) for o in outs]
    await asyncio.gather(*sent)


if __name__ == "__main__":
    reader()
    asyncio.run(FastStream(broker).run())
