"""`dateline avro` copies until it gets a signal, and ends cleanly."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from types import TracebackType
from typing import Self

import pytest

from agents.cli.commands import avro
from streams.ops import logs
from streams.ops.settings import Settings


class Mirror:
    """Copies two messages, and then gets the signal that an operator would send."""

    closed = False

    def __init__(self, settings: Settings) -> None:
        self.registry = settings.registry
        self.copied, self.skipped = 0, 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        Mirror.closed = True

    def run(self, told: Callable[[], bool]) -> None:
        """Copy until `told` is true."""
        assert not told()
        self.copied = 2
        os.kill(os.getpid(), signal.SIGTERM)
        assert told()


def test_it_stops_on_a_signal_and_says_what_it_copied(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(avro, "AvroMirror", Mirror)
    monkeypatch.setattr(logs, "configure_logging", lambda settings: None)
    monkeypatch.setenv("DATELINE_REGISTRY", "http://registry.example")
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        with caplog.at_level("INFO"):
            avro.command()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert Mirror.closed
    assert [record.getMessage() for record in caplog.records] == [
        "copying as Avro, schemas at http://registry.example",
        "copied 2 messages, skipped 1",
    ]
