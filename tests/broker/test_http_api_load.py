"""Two hundred concurrent clients of the HTTP API: every article that was answered with 202 is on the topic."""

from __future__ import annotations

from pathlib import Path

from tests.broker.topics_fixture import Rig
from tests.http_api.load import ClientLoad, on_topic, outage, until
from tests.http_api.server_process import HttpApiProcess

CLIENTS = 200


def test_each_202_is_on_the_topic(rig: Rig, tmp_path: Path) -> None:
    # Shorter than the outage, so that the producer fails and a new one has to resume.
    settings = rig.environment | {"DATELINE_PUBLISH_TIMEOUT_SECONDS": "2"}
    with HttpApiProcess(settings, tmp_path / "http_api.log") as http_api:
        http_api.until_ready()
        with ClientLoad(http_api.url, CLIENTS) as client_load:
            if (server := rig.cluster.server) is not None:
                outage(server, client_load, CLIENTS)
            until(lambda: len(client_load.accepted) > 3 * CLIENTS, "every client to be answered more than once")
        assert http_api.process.stop() == 0
    there = on_topic(rig)
    assert not client_load.accepted - there.keys()
    assert set(client_load.statuses) <= {202, 429, 503}
