"""Send one message with a client, in a compression, and plainly, idempotently or in a transaction."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaProducer
from confluent_kafka import KafkaException, Producer
from kafka import KafkaProducer

from tests.broker.kafka.server import POM, java, unavailable
from tests.support.jars import jar_folder

CODECS = ("none", "gzip", "snappy", "lz4", "zstd")
MODES = ("plain", "idempotent", "committed", "aborted")
SECONDS = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """The client, compression and delivery mode of one message."""

    client: str
    codec: str
    mode: str

    @property
    def name(self) -> str:
        """Return the id of its article."""
        return f"{self.client}/{self.codec}/{self.mode}"


Send = Callable[[str, str, Cell, bytes], str]
"""Sends to a topic of a broker; returns `sent`, or the class of the client's error."""


def kafka_python(broker: str, topic: str, cell: Cell, value: bytes) -> str:
    """Send with kafka-python."""
    transactional = cell.mode in ("committed", "aborted")
    options: dict[str, Any] = {
        "bootstrap_servers": [broker],
        "compression_type": None if cell.codec == "none" else cell.codec,
        "enable_idempotence": cell.mode != "plain",
        "max_block_ms": SECONDS * 1000,
        "request_timeout_ms": SECONDS * 500,
        "delivery_timeout_ms": SECONDS * 1000,
    }
    producer = KafkaProducer(**options | ({"transactional_id": cell.name} if transactional else {}))
    try:
        if transactional:
            producer.init_transactions()
            producer.begin_transaction()
        producer.send(topic, key=cell.name.encode(), value=value).get(timeout=SECONDS)
        if transactional:
            (producer.commit_transaction if cell.mode == "committed" else producer.abort_transaction)()
    finally:
        producer.close(timeout=1)
    return "sent"


def aiokafka(broker: str, topic: str, cell: Cell, value: bytes) -> str:
    """Send with aiokafka."""

    async def send() -> None:
        transactional = cell.mode in ("committed", "aborted")
        producer = AIOKafkaProducer(
            bootstrap_servers=broker,
            compression_type=None if cell.codec == "none" else cell.codec,
            enable_idempotence=cell.mode != "plain",
            transactional_id=cell.name if transactional else None,
            request_timeout_ms=SECONDS * 500,
        )
        try:
            await producer.start()
            if transactional:
                await producer.begin_transaction()
            await producer.send_and_wait(topic, key=cell.name.encode(), value=value)
            if transactional:
                await (producer.commit_transaction() if cell.mode == "committed" else producer.abort_transaction())
        finally:
            await asyncio.wait_for(producer.stop(), SECONDS)

    asyncio.run(asyncio.wait_for(send(), SECONDS))
    return "sent"


def confluent(broker: str, topic: str, cell: Cell, value: bytes) -> str:
    """Send with librdkafka through confluent-kafka."""
    transactional = cell.mode in ("committed", "aborted")
    options: dict[str, Any] = {
        "bootstrap.servers": broker,
        "compression.type": cell.codec,
        "enable.idempotence": cell.mode != "plain",
        "message.timeout.ms": SECONDS * 1000,
        "log_level": 0,
    }
    producer = Producer(options | ({"transactional.id": cell.name} if transactional else {}))
    errors: list[Any] = []
    if transactional:
        producer.init_transactions(SECONDS)
        producer.begin_transaction()
    producer.produce(topic, key=cell.name, value=value, on_delivery=lambda error, _: errors.append(error))
    if producer.flush(SECONDS) or errors != [None]:
        raise KafkaException(errors)
    if transactional:
        (producer.commit_transaction if cell.mode == "committed" else producer.abort_transaction)(SECONDS)
    return "sent"


def kcat(broker: str, topic: str, cell: Cell, value: bytes) -> str:
    """Send with kcat, which has no transactions."""
    options = [
        "-X",
        f"enable.idempotence={str(cell.mode != 'plain').lower()}",
        "-X",
        f"message.timeout.ms={SECONDS}000",
    ]
    command = ["kcat", "-q", "-P", "-b", broker, "-t", topic, "-k", cell.name, "-z", cell.codec, *options]
    done = subprocess.run(command, input=value, timeout=2 * SECONDS, capture_output=True, check=False)
    return "sent" if done.returncode == 0 else "kcat failed"


SENDERS: dict[str, Send] = {"kafka-python": kafka_python, "aiokafka": aiokafka, "confluent-kafka": confluent}


def cells() -> list[Cell]:
    """Return every cell whose client is installed on this machine."""
    clients = [*SENDERS, *(["java"] if unavailable() is None else []), *(["kcat"] if shutil.which("kcat") else [])]
    return [
        Cell(client, codec, mode)
        for client in clients
        for codec in CODECS
        for mode in MODES
        if client != "kcat" or mode in ("plain", "idempotent")
    ]


def send_all(broker: str, topic: str, wanted: Sequence[Cell], value: Callable[[Cell], bytes]) -> dict[Cell, str]:
    """Send the message of each cell and return the result of each client."""
    said = java_client(broker, topic, [cell for cell in wanted if cell.client == "java"], value)
    for cell in wanted:
        if cell.client == "java":
            continue
        sender = kcat if cell.client == "kcat" else SENDERS[cell.client]
        try:
            said[cell] = sender(broker, topic, cell, value(cell))
        except Exception as error:  # noqa: BLE001 - the cell shows any error of a client
            said[cell] = type(error).__name__
    return said


def java_client(broker: str, topic: str, wanted: Sequence[Cell], value: Callable[[Cell], bytes]) -> dict[Cell, str]:
    """Send with Apache Kafka's own client: one run of a program for all cells."""
    if not wanted:
        return {}
    source = str(Path(__file__).with_name("Producer.java"))
    program = [*java("unused")[:-3], "-cp", f"{jar_folder(POM, 'kafka')}/*", source, broker, topic]
    lines = "".join(f"{cell.codec}\t{cell.mode}\t{cell.name}\t{value(cell).decode()}\n" for cell in wanted)
    done = subprocess.run(program, input=lines, capture_output=True, text=True, timeout=600, check=False)
    words = dict(line.split("\t") for line in done.stdout.splitlines() if line.count("\t") == 1)
    return {cell: words.get(cell.name, "no word of it") for cell in wanted}
