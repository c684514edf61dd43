"""The commit rule: messages are acknowledged in order and only after publication."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.kafka.async_producer import AsyncProducer
from streams.kafka.delivery import Batch, Delivery
from streams.kafka.messages import OutgoingMessage
from tests.unit.support.fake_faust import FakePublisher, Stream, events


class Rig:
    """A delivery whose batches finish when the test decides."""

    def __init__(self, in_flight: int = 100) -> None:
        self.stream, self.publisher = Stream(), FakePublisher()
        self.work: dict[int, asyncio.Future[None]] = {}
        self.settled: list[int] = []
        self.counting: Exception | None = None
        self.delivery = Delivery(cast(AsyncProducer, self.publisher), in_flight)

    async def handle(self, batch: Batch) -> None:
        """Wait for the test, then publish, acknowledge and count."""
        done = self.work[batch.events[0].message.offset] = asyncio.get_running_loop().create_future()
        await done
        await batch.publish([OutgoingMessage("out", None, event.message.value or b"") for event in batch.events])
        await batch.acknowledge()
        if self.counting:
            raise self.counting
        self.settled += [event.message.offset for event in batch.events]

    async def take(self, *offsets: int) -> None:
        """Pass a batch to it."""
        await self.delivery.start(self.stream, events(*offsets), self.handle)
        await settle()


async def settle() -> None:
    """Run the event loop until nothing more can run."""
    for _ in range(100):
        await asyncio.sleep(0)


async def test_acknowledged_only_after_it_is_published() -> None:
    """Reading alone does not acknowledge it."""
    rig = Rig()
    await rig.take(0, 1)
    rig.work[0].set_result(None)
    await settle()
    assert rig.stream.acknowledged == []
    assert rig.delivery.batches_in_flight == 1
    assert rig.delivery.acknowledged_until == {}
    rig.publisher.open.set()
    await settle()
    assert rig.stream.acknowledged == rig.settled == [0, 1]
    assert rig.delivery.batches_in_flight == 0
    assert rig.delivery.acknowledged == 2
    assert rig.delivery.acknowledged_until == {("articles.raw", 0): 1_700_000_000.25}
    await rig.delivery.stop()


@settings(max_examples=60)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=8), st.randoms(use_true_random=False))
async def test_batches_are_acknowledged_in_offset_order(sizes: list[int], random: Any) -> None:
    """After each step exactly the published batches before the first unfinished one are acknowledged."""
    rig = Rig()
    rig.publisher.open.set()
    firsts = [sum(sizes[:i]) for i in range(len(sizes))]
    for first, size in zip(firsts, sizes, strict=True):
        await rig.take(*range(first, first + size))
    finished: set[int] = set()
    for first in random.sample(firsts, len(firsts)):
        rig.work[first].set_result(None)
        finished.add(first)
        await settle()
        behind = next((f for f in firsts if f not in finished), sum(sizes))
        assert rig.stream.acknowledged == list(range(behind))
        assert [int(m.value or b"") for m in rig.publisher.published] == rig.stream.acknowledged
    await rig.delivery.stop()


async def test_a_held_batch_holds_all_behind_it() -> None:
    """This holds whether or not later batches are read."""
    rig = Rig()
    await rig.take(0)
    await rig.take(1)
    rig.work[0].set_result(None)
    rig.work[1].set_result(None)
    await settle()
    assert rig.stream.acknowledged == []
    await rig.delivery.stop()
    assert rig.stream.acknowledged == []


async def test_back_pressure() -> None:
    """If the maximum number of batches is in progress, `start` waits until one is done."""
    rig = Rig(in_flight=2)
    rig.publisher.open.set()
    await rig.take(0)
    await rig.take(1)
    third = asyncio.create_task(rig.delivery.start(rig.stream, events(2), rig.handle))
    await settle()
    assert not third.done()
    rig.work[0].set_result(None)
    await settle()
    assert third.done()
    assert rig.delivery.oldest_seconds() > 0
    await rig.delivery.stop()


@pytest.mark.parametrize("where", ["work", "publish"])
async def test_a_bug_fails_the_delivery(where: str) -> None:
    """Nothing more is read or acknowledged. The agent sees no exception, because Faust would then acknowledge."""
    rig = Rig()
    await rig.take(0)
    await rig.take(1)
    rig.publisher.open.set()
    if where == "work":
        rig.work[0].set_exception(ValueError("a bug"))
    else:
        rig.publisher.error = ValueError("a bug")
        rig.work[0].set_result(None)
    rig.work[1].set_result(None)
    await settle()
    with pytest.raises(ValueError, match="a bug"):
        await rig.delivery.failed
    more = asyncio.create_task(rig.delivery.start(rig.stream, events(2), rig.handle))
    await settle()
    assert not more.done()
    assert rig.stream.acknowledged == rig.settled == []
    more.cancel()
    await rig.delivery.stop()


async def test_cancelled_is_not_acknowledged() -> None:
    """A stop drops batches in progress."""
    rig = Rig()
    await rig.take(0)
    await rig.delivery.stop()
    rig.publisher.open.set()
    await settle()
    assert rig.stream.acknowledged == []
    assert rig.work[0].cancelled()


async def test_a_failure_does_not_overtake_earlier_batches() -> None:
    """Earlier batches are still published and acknowledged."""
    rig = Rig()
    rig.publisher.open.set()
    await rig.take(0)
    await rig.take(1)
    rig.work[1].set_exception(ValueError("a bug"))
    await settle()
    assert not rig.delivery.failed.done()
    rig.work[0].set_result(None)
    await settle()
    assert rig.stream.acknowledged == [0]
    with pytest.raises(ValueError, match="a bug"):
        await rig.delivery.failed
    await rig.delivery.stop()


async def test_an_error_in_counting_delays_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """The batch is done: the error is logged, and the next batch is delivered."""
    rig = Rig()
    rig.publisher.open.set()
    rig.counting = ValueError("a bug")
    await rig.take(0)
    rig.work[0].set_result(None)
    await settle()
    rig.counting = None
    await rig.take(1)
    rig.work[1].set_result(None)
    await settle()
    assert rig.stream.acknowledged == [0, 1]
    assert rig.settled == [1]
    assert not rig.delivery.failed.done()
    assert "could not be counted" in caplog.text
    await rig.delivery.stop()


@pytest.mark.parametrize("steps", [[], ["acknowledge"], ["publish"]], ids=["none", "not published", "not acknowledged"])
async def test_a_handler_that_leaves_out_a_step_fails_the_delivery(steps: list[str]) -> None:
    """No message is acknowledged without a published record, and none is forgotten."""

    async def handle(batch: Batch) -> None:
        if "publish" in steps:
            await batch.publish([])
        if "acknowledge" in steps:
            await batch.acknowledge()

    rig = Rig()
    rig.publisher.open.set()
    await rig.delivery.start(rig.stream, events(0), handle)
    await settle()
    assert rig.stream.acknowledged == []
    with pytest.raises(RuntimeError, match="acknowledge"):
        await rig.delivery.failed


async def test_a_handler_whose_wait_is_cancelled_fails_the_delivery() -> None:
    """Else every batch after it would wait for it, and the worker would hang without an error."""
    rig = Rig()
    rig.publisher.open.set()
    await rig.take(0)
    await rig.take(1)
    rig.work[0].cancel()
    rig.work[1].set_result(None)
    await settle()
    assert rig.stream.acknowledged == []
    assert rig.delivery.failed.done()
    with pytest.raises(RuntimeError, match="was cancelled"):
        await rig.delivery.failed
    await rig.delivery.stop()


async def test_nothing_starts_after_a_stop() -> None:
    """A batch that waits for a free place when the delivery is stopped is neither published nor acknowledged."""
    rig = Rig(in_flight=1)
    rig.publisher.open.set()
    await rig.take(0)
    waiting = asyncio.create_task(rig.delivery.start(rig.stream, events(1), rig.handle))
    await settle()
    await rig.delivery.stop()
    await settle()
    assert list(rig.work) == [0]
    assert not waiting.done()
    waiting.cancel()


async def test_not_acknowledged_while_more_of_it_is_being_published() -> None:
    """The last publication of a batch counts, not the first."""

    async def handle(batch: Batch) -> None:
        await batch.publish([])
        rig.publisher.open.clear()
        more = asyncio.create_task(batch.publish([OutgoingMessage("out", None, b"1")]))
        await settle()
        try:
            await batch.acknowledge()
        finally:
            more.cancel()

    rig = Rig()
    rig.publisher.open.set()
    await rig.delivery.start(rig.stream, events(0), handle)
    await settle()
    await settle()
    assert rig.stream.acknowledged == []
    assert rig.delivery.failed.done()
    with pytest.raises(RuntimeError, match="only after it is published"):
        await rig.delivery.failed
