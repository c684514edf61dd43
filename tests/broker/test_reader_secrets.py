"""What a worker knows and a reader process must not: it reads what anyone may have written."""

from __future__ import annotations

import sys

import pytest

from streams.contract.topics import ENRICHED
from tests.broker.topics_fixture import Rig, article


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_no_secret_is_in_a_reader_s_environment_or_in_reach(rig: Rig) -> None:
    """Neither in its own environment nor in the worker's, which processes of the same user may read."""
    consumer = rig.consumer(ENRICHED)
    rig.feed([article(1)])
    worker = rig.worker(DATELINE_READER="tests.broker.stub_reader:sealed", DATELINE_DOOR_TOKEN="a secret of the worker")
    consumer.until(lambda: len(consumer.messages) == 1, "the article to be read")
    assert worker.stop() == 0
