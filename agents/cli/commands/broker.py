"""`dateline broker`: the embedded broker alone, in the foreground."""

from __future__ import annotations

import signal
from typing import Annotated

import typer

from streams.contract.errors import DatelineError
from streams.kafka.embedded_broker import EmbeddedBroker


def command(port: Annotated[int, typer.Option(min=0, max=65535, help="0 picks a free one.")] = 9092) -> None:
    """Run a Kafka-protocol broker in memory, for trials: it loses all messages when it stops.

    Example: [bold]dateline broker --port 9092[/bold]
    """
    # A service manager, and a terminal that closes, stop it as Ctrl-C does.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        with EmbeddedBroker(port) as broker:
            typer.echo(f"broker on {broker.address}; stop with Ctrl-C", err=True)
            code = broker.wait()
    except KeyboardInterrupt:
        return
    raise DatelineError(f"the embedded broker ended on its own with exit code {code}")
