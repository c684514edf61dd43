"""Publishing is retried until every message is confirmed, and pending messages are never forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from aiokafka.errors import MessageSizeTooLargeError

import streams.kafka.async_producer
from streams.kafka.async_producer import AsyncProducer
from streams.kafka.messages import OutgoingMessage
from streams.ops.settings import Settings
from tests.support.patience import PATIENCE_SECONDS


class Producer:
    """Confirms the messages that its predicate accepts."""

    def __init__(self, passes: Callable[[str, bytes], bool], sent: list[bytes], error: Exception) -> None:
        self._passes, self._sent, self._error = passes, sent, error

    async def send(self, topic: str, *, value: bytes, **_: Any) -> asyncio.Future[None]:
        """Return a future that is done when the broker has confirmed, as aiokafka does."""
        confirmed = asyncio.get_running_loop().create_future()
        if self._passes(topic, value):
            self._sent.append(value)
            confirmed.set_result(None)
        else:
            confirmed.set_exception(self._error)
        return confirmed

    async def stop_within(self, seconds: float) -> None:
        """Do nothing."""
        await self.stop()

    async def stop(self) -> None:
        """Do nothing."""


class Rig(AsyncProducer):
    """A publisher that fails for the topics in `blocked`."""

    def __init__(self, error: Exception | None = None) -> None:
        self.tried = asyncio.Event()
        """Set before a retry."""
        super().__init__(Settings(), self.tried.set)
        self.blocked: set[str] = set()
        self.refused: set[bytes] = set()
        """Values that fail every time."""
        self.refuse_once: set[bytes] = set()
        """Values that fail the next time."""
        self.sent: list[bytes] = []
        self._error = error or MessageSizeTooLargeError()

    async def _connected(self) -> Any:
        return Producer(self._passes, self.sent, self._error)

    def _passes(self, topic: str, value: bytes) -> bool:
        if value in self.refuse_once:
            self.refuse_once.remove(value)
            return False
        return topic not in self.blocked and value not in self.refused


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams.kafka.async_producer, "FIRST_WAIT_SECONDS", 0.001)
    monkeypatch.setattr(streams.kafka.async_producer, "LONGEST_WAIT_SECONDS", 0.002)


def _to(topic: str, *values: bytes) -> Sequence[OutgoingMessage]:
    return [OutgoingMessage(topic, None, value) for value in values]


async def test_only_what_failed_is_sent_again() -> None:
    """It returns when all messages are confirmed."""
    rig = Rig()
    rig.blocked = {"bad"}
    task = asyncio.create_task(rig.publish([*_to("good", b"1"), *_to("bad", b"2")]))
    await asyncio.wait_for(rig.tried.wait(), PATIENCE_SECONDS)
    assert not task.done()
    assert rig.failing
    assert rig.sent == [b"1"]
    rig.blocked.clear()
    await task
    assert rig.sent == [b"1", b"2"]
    assert not rig.failing


async def test_what_is_sent_again_keeps_its_order_within_a_partition() -> None:
    """Kafka keeps the last record of a key: an old version must not be sent after a newer one that was confirmed."""
    rig = Rig()
    rig.refused = {b"large"}
    old, large, new = (OutgoingMessage("topic", b"key", value, partition=1) for value in (b"old", b"large", b"new"))
    other = OutgoingMessage("topic", b"key", b"other", partition=2)
    rig.refuse_once = {b"old"}
    await rig.publish([old, replace(large, optional=True), new, other])
    assert rig.sent == [b"new", b"other", b"old", b"new"]


async def test_a_working_delivery_does_not_hide_a_blocked_one() -> None:
    """Two deliveries share a publisher; it counts as failing while one of them is blocked."""
    rig = Rig()
    rig.blocked = {"bad"}
    task = asyncio.create_task(rig.publish(_to("bad", b"1")))
    await asyncio.wait_for(rig.tried.wait(), PATIENCE_SECONDS)
    await rig.publish(_to("good", b"2"))
    assert rig.failing
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert not rig.failing


async def test_other_exceptions_are_not_retried() -> None:
    """An exception that does not come from the broker is raised."""
    rig = Rig(TypeError("a bug"))
    rig.blocked = {"bad"}
    with pytest.raises(TypeError, match="a bug"):
        await rig.publish(_to("bad", b"1"))


async def test_a_failed_producer_is_replaced_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A caller that fails later than others must not discard the new producer."""
    replaced = asyncio.Event()
    made: list[Producer] = []
    closed: list[Producer] = []

    class Counted(Producer):
        def __init__(self, **_: Any) -> None:
            super().__init__(lambda topic, value: made[0] is not self, [], MessageSizeTooLargeError())
            made.append(self)
            if len(made) == 2:
                replaced.set()

        async def start(self) -> None:
            """Do nothing."""

        async def send(self, topic: str, **message: Any) -> asyncio.Future[None]:
            """Of the sends of the first producer, one fails at once and the others once it is replaced."""
            if made[0] is self and message["value"] != b"0":
                await replaced.wait()
            return await super().send(topic, **message)

        async def stop(self) -> None:
            """Record the stop."""
            closed.append(self)

    monkeypatch.setattr(streams.kafka.async_producer, "Producer", Counted)

    publisher = AsyncProducer(Settings())
    await asyncio.gather(*(publisher.publish(_to("good", b"%d" % n)) for n in range(3)))
    await publisher.stop()
    assert len(made) == 2
    assert closed == made


async def test_a_too_large_message_is_replaced() -> None:
    """Replacements are nested, nothing blocks, and the other messages are sent."""
    rig = Rig()
    rig.blocked = {"small", "dead"}
    stub = OutgoingMessage("stubs", None, b"stub")
    letter = OutgoingMessage("dead", None, b"letter", instead=stub)
    event = OutgoingMessage("small", None, b"event", instead=letter)
    await asyncio.wait_for(rig.publish([*_to("good", b"1"), event, letter, *_to("good", b"2")]), PATIENCE_SECONDS)
    assert rig.sent == [b"1", b"2", b"stub", b"stub"]
    assert not rig.failing


async def test_an_optional_copy_that_does_not_fit_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    rig = Rig()
    rig.blocked = {"small"}
    copy = OutgoingMessage("small", None, b"event", optional=True)
    await asyncio.wait_for(rig.publish([copy, *_to("good", b"1")]), PATIENCE_SECONDS)
    assert rig.sent == [b"1"]
    assert "left out" in caplog.text


async def test_an_unsendable_message_is_replaced_too() -> None:
    rig = Rig(AssertionError("Need at least one: key or value"))
    rig.blocked = {"bad"}
    message = OutgoingMessage("bad", None, None, instead=OutgoingMessage("good", None, b""))
    await asyncio.wait_for(rig.publish([message]), PATIENCE_SECONDS)
    assert rig.sent == [b""]
