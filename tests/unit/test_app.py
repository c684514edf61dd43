"""The Faust app: it starts without writing to disk."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from streams.app import build_app
from streams.settings import Settings


def test_it_makes_no_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A container's root file system is read-only, and there are no tables to keep."""
    monkeypatch.chdir(tmp_path)

    async def start() -> None:
        await build_app(Settings()).on_first_start()

    asyncio.run(start())
    assert not list(tmp_path.iterdir())
