"""SIGTERM ends a worker in every state within its grace: 0 where nothing in flight was lost, else 1 and one line."""

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
"""DATELINE_SHUTDOWN_SECONDS where work is lost, and what a loaded machine may take on top to close what is open."""
EASY = {"DATELINE_SHUTDOWN_SECONDS": str(PATIENCE_SECONDS)}
"""Where nothing holds it up, a worker ends long before: more than a loaded machine needs for that."""
FORBIDDEN = ("Traceback", "traceback", "wait_empty", "Waiting for tasks", "STILL WAITING")


class Stopping:
    """A broker of the test's own, a worker on it, and how the worker ends on SIGTERM."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.broker = stack.enter_context(EmbeddedBroker(free_port()))
        own = {"DATELINE_SHUTDOWN_SECONDS": str(GRACE), "DATELINE_ARTICLE_TIMEOUT_SECONDS": "120"}
        cluster = Cluster("embedded", self.broker.address, EMBEDDED)
        self.rig = Rig(cluster, "stop", folder, own, stack)

    def broker_signal(self, number: signal.Signals) -> None:
        """Freeze, wake or kill the broker."""
        assert self.broker._process is not None
        self.broker._process.send_signal(number)

    def ends(self, worker: WorkerProcess, code: int) -> None:
        """Send SIGTERM and look at what follows: the exit code in time, and no more than a few lines."""
        before = len(worker.log.splitlines())
        assert worker.stop(within=GRACE + CLOSE) == code, worker.log[-2000:]
        said = worker.log.splitlines()[before:]
        assert len(said) <= 4, said
        assert not [line for line in said if any(word in line for word in FORBIDDEN)], said
        if code:
            assert said[-1].startswith("dateline: not finished after DATELINE_SHUTDOWN_SECONDS"), said
        else:
            assert "stop" in said[0], said


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


def said(worker: WorkerProcess, words: str) -> Callable[[], bool]:
    return lambda: words in worker.log


def test_while_the_model_loads(stopping: Stopping) -> None:
    worker = stopping.rig.worker(DATELINE_READER="tests.broker.stub_reader:slow", **EASY)
    worker.until(said(worker, "starting: "), "the start")
    stopping.ends(worker, 0)


def test_while_no_broker_answers_at_the_start(stopping: Stopping) -> None:
    with frozen(stopping):
        worker = stopping.rig.worker(**EASY)
        worker.until(said(worker, "starting: "), "the start")
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
def test_while_it_holds_what_the_broker_does_not_take(stopping: Stopping, number: signal.Signals) -> None:
    """The broker is frozen, or gone, while articles are in flight."""
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
    """Whether Faust notices in time that it has nothing to commit is the broker's luck; it ends, and says so."""
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
