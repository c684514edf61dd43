"""The kcat recipe of deploy/subscribing.md on Apache Kafka."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from uuid import uuid4

import pytest

from streams.contract.codec import encode
from streams.contract.headers import event_headers
from streams.contract.topics import EVENTS, catalogue
from streams.kafka.admin import create_topics
from streams.kafka.sync_producer import SyncProducer
from streams.ops.settings import load
from tests.broker.clusters import Cluster
from tests.support.patience import PATIENCE_SECONDS
from tests.unit.support.records import event

PAGE = (Path(__file__).parents[2] / "deploy" / "subscribing.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.broker


@pytest.mark.skipif(shutil.which("kcat") is None, reason="kcat is not on the PATH: apt install kcat")
def test_kcat_shows_keys_headers_and_events(cluster: Cluster) -> None:
    if cluster.name == "embedded":
        pytest.skip("librdkafka cannot read the embedded broker's list of API versions")
    settings = load(broker=cluster.address, topic_prefix=f"t{uuid4().hex[:8]}.", partitions=1)
    create_topics(settings, catalogue([]))
    with SyncProducer(settings, settings.topic(EVENTS)) as sender:
        for name in ("ev-1", "ev-2"):
            sender.send(b"a-1", encode(event(event_id=name)), event_headers(name, "ASSAULT", "RUV"))
        sender.finish()
    (body,) = re.findall(r"<!-- needs: kcat -->\n```sh\n(.*?)```", PAGE, re.S)
    body = body.replace("-t events", f"-t {settings.topic(EVENTS)}")
    environment = os.environ | {"DATELINE_BROKER": cluster.address}
    done = subprocess.run(
        ["sh", "-euc", body], env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS
    )
    assert done.returncode == 0, done.stderr
    first, second, counted = done.stdout.splitlines()
    assert first.startswith("a-1 schema=dateline.event/1,")
    assert second.endswith(encode(event(event_id="ev-2")).decode())
    assert counted.split() == ["2", "event-type=ASSAULT"]
