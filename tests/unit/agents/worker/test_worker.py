"""The worker and signals; `tests/broker/test_stop.py` tests how it ends in each state."""

from __future__ import annotations

import asyncio
import logging
import signal

import pytest

from agents.worker.worker import Worker
from streams.ops.settings import Settings


class StartLogged(Exception):
    """Ends the worker at its first log line, before it connects; holds the SIGTERM action of that time."""

    def __init__(self, action: object) -> None:
        super().__init__(str(action))
        self.action = action


class EndAtStart(logging.Handler):
    """Raises at the log line that reports the start."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage().startswith("starting: "):
            raise StartLogged(signal.getsignal(signal.SIGTERM))


async def _run() -> None:
    await Worker(Settings(metrics_port=0)).run()


def test_sigterm_is_handled_before_the_start_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "agents.worker.worker")
    logger, handler = logging.getLogger("agents.worker.worker"), EndAtStart()
    logger.addHandler(handler)
    try:
        with pytest.raises(StartLogged) as ended:
            asyncio.run(_run())
    finally:
        logger.removeHandler(handler)
    assert ended.value.action not in (signal.SIG_DFL, signal.SIG_IGN, signal.default_int_handler)


class DeliveryFailed(Exception):
    """What fails a delivery in these tests."""


async def test_a_delivery_that_fails_during_the_stop_is_what_the_worker_reports(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Before, the worker waited for the whole time limit and then blamed the broker."""
    worker = Worker(Settings(metrics_port=0, shutdown_seconds=1))
    (delivery, *_) = worker._deliveries.values()

    async def stop() -> None:
        """Wait for messages in flight, as Faust does; none of a failed delivery is ever acknowledged."""
        delivery.failed.set_exception(DeliveryFailed("a bug in a handler"))
        await asyncio.Event().wait()

    monkeypatch.setattr(worker._app, "stop", stop)
    with pytest.raises(DeliveryFailed, match="a bug in a handler"):
        await worker._leave()
