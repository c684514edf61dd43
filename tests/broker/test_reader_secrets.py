"""A reader process must not see the worker's secrets, because it reads untrusted text."""

from __future__ import annotations

import sys

import pytest

from streams.contract.topics import ENRICHED
from tests.broker.topics_fixture import Rig, article


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_no_secret_is_in_a_reader_s_environment_or_in_reach(rig: Rig) -> None:
    """They are neither in its environment nor in the worker's, which processes of the same user can read."""
    consumer = rig.consumer(ENRICHED)
    rig.feed([article(1)])
    worker = rig.worker(
        DATELINE_READER="tests.broker.stub_reader:build_without_password", DATELINE_DOOR_TOKEN="a secret of the worker"
    )
    consumer.until(lambda: len(consumer.messages) == 1, "the article to be read")
    assert worker.stop() == 0
