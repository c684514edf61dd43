"""Which clients a worker can read: python -m tests.compatibility.matrix [--on embedded kafka-3 kafka-4].

Prints a table. Each client sends an article in each compression and delivery mode to a broker that this program starts;
one worker reads the topic. A cell is `read`, `not read` (right for an aborted transaction), or the client's error.
Exit 1 if a sent message has no outcome, an aborted one has one, or the worker ends early or does not stop with 0.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from streams.contract.topics import DEAD, ENRICHED, RAW
from tests.broker.clusters import Cluster, embedded, kafka
from tests.broker.kafka.server import POM, POM_3
from tests.broker.topics_fixture import Rig
from tests.compatibility.senders import CODECS, MODES, Cell, cells, send_all

BROKERS = ("embedded", "kafka-3", "kafka-4")


def started(broker: str, folder: Path) -> AbstractContextManager[Cluster]:
    """Start a broker of that name on a free port, while entered."""
    return embedded() if broker == "embedded" else kafka(folder, POM_3 if broker == "kafka-3" else POM)


def value(cell: Cell) -> bytes:
    """Return the article of a cell, on one line."""
    text = f"Rebels attacked village {cell.name} near Kabul. " * 40
    return json.dumps({"id": cell.name, "title": cell.name, "text": text}).encode()


def run(
    broker: str, wanted: Sequence[Cell], folder: Path, on: AbstractContextManager[Cluster]
) -> tuple[dict[Cell, str], list[str]]:
    """Send every cell and read them with one worker. Return the result of each, and the faults."""
    with ExitStack() as stack:
        cluster = stack.enter_context(on)
        rig = Rig(cluster, "compatibility", folder, {}, stack)
        said = send_all(cluster.address, rig.topic(RAW), wanted, value)
        expected = {cell.name for cell, word in said.items() if word == "sent" and cell.mode != "aborted"}
        consumer = rig.consumer(ENRICHED, DEAD)
        worker = rig.worker()
        faults = []
        try:
            enriched = rig.topic(ENRICHED)
            consumer.until(lambda: expected <= {m.header("ce_id") for m in consumer.of(enriched)}, "all")
            worker.until(lambda: rig.lag() == 0, "the lag to be 0")
        except AssertionError as error:
            faults.append(str(error)[:500])
        consumer.drain()
        code = worker.stop()
        found = {message.header("ce_id") for message in consumer.of(rig.topic(ENRICHED))}
        faults += [f"the worker ended with {code}"] * (code != 0)
        faults += [f"{name} was sent and not read" for name in sorted(expected - found)]
        if broker != "embedded":
            # The embedded broker does not track aborted transactions: their messages stay.
            faults += [f"{name} was aborted and read" for name in sorted(found) if name.endswith("/aborted")]
        faults += ["a dead letter"] * bool(consumer.of(rig.topic(DEAD)))
    read = {cell: "read" if cell.name in found else "not read" for cell in wanted}
    return {cell: read[cell] if word == "sent" else word for cell, word in said.items()}, faults


def table(broker: str, found: dict[Cell, str]) -> str:
    """Return a Markdown table of a broker: a row per client and delivery mode, a column per compression."""
    rows = [f"| {broker} | {' | '.join(CODECS)} |", "|---|" + "---|" * len(CODECS)]
    for client in dict.fromkeys(cell.client for cell in found):
        for mode in MODES:
            words = [found.get(Cell(client, codec, mode), "-") for codec in CODECS]
            rows.append(f"| {client}, {mode} | {' | '.join(words)} |")
    return "\n".join(rows)


def main() -> None:
    """Print a table for each broker; exit 1 if a cell is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--on", nargs="+", choices=BROKERS, default=BROKERS)
    failed = False
    for broker in parser.parse_args().on:
        with tempfile.TemporaryDirectory() as folder:
            found, faults = run(broker, cells(), Path(folder), started(broker, Path(folder)))
        print(table(broker, found), *faults, "", sep="\n", flush=True)
        failed = failed or bool(faults)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
