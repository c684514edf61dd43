"""Two hundred clients at the door at once: what was answered 202 is on the topic, whatever the broker does."""

from __future__ import annotations

from pathlib import Path

from tests.broker.topics_fixture import Rig
from tests.http_api.load import Crowd, on_topic, outage, until
from tests.http_api.server_process import Door

CLIENTS = 200


def test_each_202_is_on_the_topic(rig: Rig, tmp_path: Path) -> None:
    # Shorter than the outage, so that the producer fails too and a new one has to go on.
    settings = rig.environment | {"DATELINE_PUBLISH_TIMEOUT_SECONDS": "2"}
    with Door(settings, tmp_path / "door.log") as door:
        door.until_ready()
        with Crowd(door.url, CLIENTS) as crowd:
            if (server := rig.cluster.server) is not None:
                outage(server, crowd, CLIENTS)
            until(lambda: len(crowd.taken) > 3 * CLIENTS, "every client to be answered more than once")
        assert door.process.stop() == 0
    there = on_topic(rig)
    assert not crowd.taken - there.keys()
    assert set(crowd.told) <= {202, 429, 503}
