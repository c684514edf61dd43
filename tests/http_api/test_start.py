"""An HTTP API that cannot start reports what is missing and how to fix it."""

from __future__ import annotations

import socket

import pytest
from prometheus_client import CollectorRegistry

from agents.cli.commands.serve import command
from streams.contract.errors import Misconfigured
from streams.http_api.http_health import HttpHealth
from streams.http_api.http_metrics import HttpMetrics
from streams.http_api.server import HttpServer
from streams.kafka.async_producer import AsyncProducer
from streams.kafka.embedded_broker import EmbeddedBroker
from streams.ops.settings import load


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "news.example"])
def test_it_listens_on_other_hosts_only_with_a_token_or_a_setting(host: str) -> None:
    with pytest.raises(Misconfigured, match="DATELINE_DOOR_TOKEN, or DATELINE_DOOR_OPEN=true"):
        command(host=host)


def test_a_token_is_not_short() -> None:
    with pytest.raises(Misconfigured, match="DATELINE_DOOR_TOKEN"):
        load(door_token="secret")


@pytest.mark.broker
@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_a_missing_topic(host: str, broker: EmbeddedBroker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_BROKER", broker.address)
    monkeypatch.setenv("DATELINE_TOPIC_PREFIX", "nowhere.")
    with pytest.raises(Misconfigured, match=r"no topic nowhere\.articles\.raw: `dateline topics create`"):
        command(host=host)


async def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = load(door_port=port)
        with pytest.raises(Misconfigured, match=f"DATELINE_DOOR_PORT {port}"):
            await HttpServer(settings, AsyncProducer(settings), HttpMetrics(CollectorRegistry()), HttpHealth()).start()
