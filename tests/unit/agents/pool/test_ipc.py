"""Frames of the pipe protocol arrive as they were sent."""

from __future__ import annotations

import asyncio
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.pool.ipc import Batch, pack, read_frame, receive

BATCHES = st.builds(Batch, raws=st.lists(st.none() | st.binary()), now=st.text())


@given(st.lists(BATCHES))
async def test_frames_arrive_in_order(batches: list[Batch]) -> None:
    """This holds for blocking and asynchronous reading."""
    stream = b"".join(map(pack, batches))
    blocking = io.BytesIO(stream)
    assert [read_frame(blocking) for _ in batches] == batches
    assert read_frame(blocking) is None

    reader = asyncio.StreamReader()
    reader.feed_data(stream)
    reader.feed_eof()
    assert [await receive(reader) for _ in batches] == batches
    with pytest.raises(asyncio.IncompleteReadError):
        await receive(reader)
