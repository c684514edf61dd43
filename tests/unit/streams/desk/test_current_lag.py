"""The lag is queried at most every few seconds, and a broker that does not respond delays nothing."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from streams.desk.current_lag import KEPT_SECONDS, CurrentLag
from tests.support.patience import PATIENCE_SECONDS


class Broker:
    """Returns the given numbers, once it is released."""

    def __init__(self, *answers: int | None) -> None:
        self._answers = iter(answers)
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.asked = 0

    def ask(self) -> int | None:
        self.asked += 1
        assert self.may_answer.wait(PATIENCE_SECONDS)
        return next(self._answers)


@pytest.fixture
def silent() -> Iterator[Broker]:
    broker = Broker(7)
    broker.may_answer.clear()
    yield broker
    broker.may_answer.set()


async def test_an_answer_is_kept_for_a_few_seconds() -> None:
    now = 100.0
    broker = Broker(7, None, 8)
    lag = CurrentLag(broker.ask, wait_seconds=30, clock=lambda: now)
    assert [await lag.get(), await lag.get(), broker.asked] == [7, 7, 1]
    now += KEPT_SECONDS + 0.1
    assert [await lag.get(), await lag.get(), broker.asked] == [None, None, 2]
    now += KEPT_SECONDS + 0.1
    assert await lag.get() == 8


async def test_concurrent_requests_share_one_query() -> None:
    broker = Broker(7)
    lag = CurrentLag(broker.ask, wait_seconds=30)
    assert await asyncio.gather(*(lag.get() for _ in range(5))) == [7] * 5
    assert broker.asked == 1


async def test_a_silent_broker_delays_no_page_and_its_late_response_is_used(silent: Broker) -> None:
    lag = CurrentLag(silent.ask, wait_seconds=0.001)
    assert [await lag.get(), await lag.get(), silent.asked] == [None, None, 1]
    (asking,) = (thread for thread in threading.enumerate() if thread.name == "desk-lag")
    silent.may_answer.set()
    await asyncio.to_thread(asking.join, PATIENCE_SECONDS)
    assert (await lag.get(), silent.asked) == (7, 1)


async def test_the_program_ends_before_the_broker_answers(silent: Broker) -> None:
    lag = CurrentLag(silent.ask, wait_seconds=0.001)
    assert await lag.get() is None
    (asking,) = (thread for thread in threading.enumerate() if thread.name == "desk-lag")
    assert asking.daemon
    silent.may_answer.set()
    asking.join(PATIENCE_SECONDS)
    assert not asking.is_alive()
