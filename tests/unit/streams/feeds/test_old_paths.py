"""The Python paths of the previous release still work and warn with the new path."""

from __future__ import annotations

import importlib
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "name"), [("publisher", "Publisher"), ("publisher", "Delivered"), ("scrapy", "Publish")]
)
def test_an_old_path_gives_the_same_class_and_warns(module: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, f"streams.feeds.{module}", raising=False)
    with pytest.warns(FutureWarning, match=f"use streams.ingest.{module}"):
        old = importlib.import_module(f"streams.feeds.{module}")
    monkeypatch.delitem(sys.modules, f"streams.feeds.{module}")
    assert getattr(old, name) is getattr(importlib.import_module(f"streams.ingest.{module}"), name)
