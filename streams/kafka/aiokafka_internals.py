"""Private parts of aiokafka that the asynchronous producer depends on."""

from __future__ import annotations

import asyncio
from itertools import chain

from aiokafka import AIOKafkaProducer
from aiokafka.errors import ProducerClosed


class Producer(AIOKafkaProducer):  # type: ignore[misc]
    """One that can be given up."""

    async def stop_within(self, seconds: float) -> None:
        """Stop when all is sent, or else give up what is not.

        Unsent messages an idempotent producer tries for ever; one that is left behind would send them when the
        broker is back, once more for each that was left behind.
        """
        try:
            async with asyncio.timeout(seconds):
                await self.stop()
        except TimeoutError:
            sender, unsent = self._sender.sender_task, self._message_accumulator
            sender.cancel()
            await self.client.close()
            await self._until_ended(sender)
            batches = [*chain(*unsent._batches.values()), *unsent._pending_batches]
            unsent.fail_all(ProducerClosed())
            for batch in batches:
                # Nobody waits for it, and asyncio complains of errors that nobody looks at.
                batch._drain_waiter.exception()

    async def _until_ended(self, sender: asyncio.Task[None]) -> None:
        """Wait for the sending task, and tell what it waits for that the closed client has no metadata."""
        while not sender.done():
            metadata = self.client._md_update_fut
            if metadata is not None and not metadata.done():
                metadata.set_result(False)
            await asyncio.wait([sender], timeout=LOOK_SECONDS)
        # Its last requests may have opened connections again.
        await self.client.close()


LOOK_SECONDS = 0.1
