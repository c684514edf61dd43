"""The embedded broker never reports that it runs if another server uses its port."""

from __future__ import annotations

import socket

import pytest

from streams.contract.errors import Misconfigured
from streams.kafka.embedded_broker import EmbeddedBroker


def test_a_port_in_use_is_refused_though_something_answers_on_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Misconfigured, match=rf"port {port}: Address already in use"), EmbeddedBroker(port):
            pass
