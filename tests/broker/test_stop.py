"""SIGTERM ends a worker in every state within the grace period: exit 0 if nothing was lost, else 1 and one line."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from streams.kafka.embedded_broker import EmbeddedBroker
from tests.broker.clusters import EMBEDDED, Cluster
from tests.broker.topics_fixture import Rig, article
from tests.broker.worker_process import WorkerProcess
from tests.support.patience import PATIENCE_SECONDS
from tests.support.ports import free_port

pytestmark = pytest.mark.broker
GRACE, CLOSE = 4, PATIENCE_SECONDS
"""DATELINE_SHUTDOWN_SECONDS where work is lost, and the time that a loaded machine may need to close connections."""
EASY = {"DATELINE_SHUTDOWN_SECONDS": str(PATIENCE_SECONDS)}
"""For states in which nothing delays the worker: it ends long before this limit."""
FORBIDDEN = ("Traceback", "traceback", "wait_empty", "Waiting for tasks", "STILL WAITING")


class Stopping:
    """A broker for one test, a worker on it, and a check of how the worker stops."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.broker = stack.enter_context(EmbeddedBroker(free_port()))
        own = {"DATELINE_SHUTDOWN_SECONDS": str(GRACE), "DATELINE_ARTICLE_TIMEOUT_SECONDS": "120"}
        cluster = Cluster("embedded", self.broker.address, EMBEDDED)
        self.rig = Rig(cluster, "stop", folder, own, stack)

    def broker_signal(self, number: signal.Signals) -> None:
        """Send the broker process a signal."""
        assert self.broker._process is not None
        self.broker._process.send_signal(number)

    def ends(self, worker: WorkerProcess, code: int) -> None:
        """Send SIGTERM; check the exit code and that the worker writes at most a few lines."""
        before = len(worker.log.splitlines())
        assert worker.stop(within=GRACE + CLOSE) == code, worker.log[-2000:]
        logged = worker.log.splitlines()[before:]
        assert len(logged) <= 4, logged
        assert not [line for line in logged if any(word in line for word in FORBIDDEN)], logged
        if code:
            assert logged[-1].startswith("dateline: not finished after DATELINE_SHUTDOWN_SECONDS"), logged
        else:
            assert "stop" in logged[0], logged


@pytest.fixture
def stopping(tmp_path: Path) -> Iterator[Stopping]:
    with ExitStack() as stack:
        yield Stopping(tmp_path, stack)


@contextmanager
def frozen(stopping: Stopping) -> Iterator[None]:
    stopping.broker_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        stopping.broker_signal(signal.SIGCONT)


def logged(worker: WorkerProcess, words: str) -> Callable[[], bool]:
    return lambda: words in worker.log


def test_while_the_model_loads(stopping: Stopping) -> None:
    worker = stopping.rig.worker(DATELINE_READER="tests.broker.stub_reader:slow", **EASY)
    worker.until(logged(worker, "starting: "), "the start")
    stopping.ends(worker, 0)


def test_while_no_broker_answers_at_the_start(stopping: Stopping) -> None:
    with frozen(stopping):
        worker = stopping.rig.worker(**EASY)
        worker.until(logged(worker, "starting: "), "the start")
        stopping.ends(worker, 0)


def test_when_idle(stopping: Stopping) -> None:
    worker = stopping.rig.worker(**EASY)
    worker.until_ready()
    stopping.ends(worker, 0)


def test_while_a_reader_hangs(stopping: Stopping) -> None:
    worker = stopping.rig.worker()
    worker.until_ready()
    stopping.rig.feed([article(1, "[hang]")])
    worker.until(lambda: worker.metric("dateline_batches_under_way") > 0, "the article to be taken")
    stopping.ends(worker, 1)


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGKILL])
def test_while_the_broker_accepts_no_messages(stopping: Stopping, number: signal.Signals) -> None:
    """The broker is frozen or killed while articles are in flight."""
    worker = stopping.rig.worker(DATELINE_PUBLISH_TIMEOUT_SECONDS="1", DATELINE_BATCH_ARTICLES="1")
    worker.until_ready()
    stopping.rig.feed([article(i, "[slow] Rebels attacked Kabul.") for i in range(1000)])
    worker.until(lambda: worker.metric("dateline_messages_taken_total") > 0, "the first article")
    stopping.broker_signal(number)
    try:
        worker.until(lambda: worker.metric("dateline_publish_retries_total") > 0, "it to hold")
        stopping.ends(worker, 1)
    finally:
        if number is signal.SIGSTOP:
            stopping.broker_signal(signal.SIGCONT)


def test_while_the_broker_is_gone_and_nothing_is_in_flight(stopping: Stopping) -> None:
    """Faust may or may not notice in time that there is nothing to commit; the worker ends and logs it either way."""
    worker = stopping.rig.worker()
    worker.until_ready()
    stopping.broker_signal(signal.SIGKILL)
    worker.until(lambda: worker.metric("dateline_broker_reachable") == 0, "it to notice")
    code = worker.stop(within=GRACE + CLOSE)
    assert code in (0, 1)
    assert not [word for word in FORBIDDEN if word in worker.log]


def test_while_the_group_rebalances(stopping: Stopping) -> None:
    first = stopping.rig.worker()
    first.until_ready()
    second = stopping.rig.worker()
    second.until(lambda: second.log.count("starting: ") == 2, "the second to join")
    assert first.stop(within=GRACE + CLOSE) in (0, 1)
    assert second.stop(within=GRACE + CLOSE) in (0, 1)
    assert not [word for word in FORBIDDEN if word in first.log]
