"""A broker for these tests, HTTP API servers with unique topics, and the messages on those topics."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from uuid import uuid4

import pytest

from streams.contract.topics import RAW, catalogue
from streams.kafka.admin import create_topics
from streams.kafka.embedded_broker import EmbeddedBroker
from streams.ops.settings import load
from tests.broker.topic_consumer import Message, TopicConsumer
from tests.http_api.server_process import HttpApiProcess
from tests.support.patience import PATIENCE_SECONDS
from tests.support.ports import free_port

MakeHttpApi = Callable[..., HttpApiProcess]


@pytest.fixture(scope="package")
def broker() -> Iterator[EmbeddedBroker]:
    """Return one embedded broker."""
    with EmbeddedBroker(free_port()) as running:
        yield running


@pytest.fixture(scope="module")
def make_http_api(broker: EmbeddedBroker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeHttpApi]:
    """Return a factory of servers that run until the module ends: `make_http_api(DATELINE_DOOR_REQUESTS="4")`."""
    with ExitStack() as stack:

        def make(**own: str) -> HttpApiProcess:
            settings = {
                "DATELINE_BROKER": broker.address,
                "DATELINE_TOPIC_PREFIX": f"{uuid4().hex[:8]}.",
                "DATELINE_DOOR_CLIENT_SHARE": "1",
                # Longer than a loaded machine needs: tests send half a body and check the state before the timeout.
                "DATELINE_DOOR_BODY_SECONDS": str(PATIENCE_SECONDS),
                "DATELINE_DOOR_CONFIRM_SECONDS": "60",
                "DATELINE_SHUTDOWN_SECONDS": str(PATIENCE_SECONDS),
                "DATELINE_PARTITIONS": "2",
                **own,
            }
            loaded = load(broker=broker.address, topic_prefix=settings["DATELINE_TOPIC_PREFIX"], partitions=2)
            create_topics(loaded, [topic for topic in catalogue([]) if topic.name == RAW])
            return stack.enter_context(HttpApiProcess(settings, tmp_path_factory.mktemp("http_api") / "http_api.log"))

        yield make


def on_topic(http_api: HttpApiProcess) -> list[Message]:
    """Return every message that is on the topic of an HTTP API server now."""
    consumer = TopicConsumer(http_api.settings["DATELINE_BROKER"], [http_api.settings["DATELINE_TOPIC_PREFIX"] + RAW])
    try:
        consumer.drain()
        return consumer.messages
    finally:
        consumer.close()


@pytest.fixture(scope="module")
def http_api(make_http_api: MakeHttpApi) -> HttpApiProcess:
    """Return an HTTP API server with small limits."""
    return make_http_api(
        DATELINE_DOOR_BODY_BYTES="20000",
        DATELINE_MAX_MESSAGE_BYTES="10000",
        DATELINE_MAX_ARTICLE_CHARS="5000",
        DATELINE_DOOR_ARTICLES="5",
        DATELINE_DOOR_BODY_SECONDS="3",
        DATELINE_DOOR_CONFIRM_SECONDS="30",
        DATELINE_DOOR_REQUESTS="4",
        DATELINE_DOOR_CONNECTIONS="20",
    ).until_ready()
