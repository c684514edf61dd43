"""If no connection is possible, the operator soon gets one line with the address and the reason."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from streams.kafka.embedded_broker import EmbeddedBroker
from tests.broker.worker_process import DATELINE
from tests.support.patience import PATIENCE_SECONDS
from tests.support.ports import free_port

pytestmark = pytest.mark.broker


def ran(*arguments: str, **settings: str) -> tuple[int, str]:
    """Run a command; return exit code and standard error.

    A worker takes any port for its metrics: another worker on this machine may have the default one.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    own["DATELINE_METRICS_PORT"] = "0"
    done = subprocess.run(
        [DATELINE, *arguments], env=own | settings, capture_output=True, text=True, timeout=PATIENCE_SECONDS
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("command", ["tail", "topics", "lag", "worker"])
def test_tls_to_a_port_that_speaks_none(command: str) -> None:
    with EmbeddedBroker(free_port()) as broker:
        code, said = ran(command, DATELINE_BROKER=broker.address, DATELINE_SECURITY_PROTOCOL="SSL")
    assert code == 1
    assert "does this port speak TLS?" in said
    assert len(said.strip().splitlines()) <= 2


def test_a_broker_that_names_itself_by_a_host_that_does_not_resolve(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names that host, not the reachable address."""
    monkeypatch.setattr(EmbeddedBroker, "advertised", "kafka.internal.invalid", raising=False)
    with EmbeddedBroker(free_port()) as broker:
        code, said = ran("topics", DATELINE_BROKER=broker.address)
    assert code == 1
    assert "kafka.internal.invalid" in said
    assert "advertised.listeners" in said


def test_no_topic_name_is_cut(tmp_path: Path) -> None:
    prefix = "a.team.with.a.long.name.and.a.region.eu-central-1."
    with EmbeddedBroker(free_port()) as broker:
        own = os.environ | {"DATELINE_BROKER": broker.address, "DATELINE_TOPIC_PREFIX": prefix, "COLUMNS": "80"}
        subprocess.run(
            [DATELINE, "topics", "create"], env=own, check=True, timeout=PATIENCE_SECONDS, capture_output=True
        )
        listed = subprocess.run(
            [DATELINE, "topics"], env=own, check=True, timeout=PATIENCE_SECONDS, capture_output=True, text=True
        )
        assert f"{prefix}articles.raw.dead " in listed.stdout
        tail = subprocess.run(
            [DATELINE, "tail", "asault"], env=own, timeout=PATIENCE_SECONDS, capture_output=True, text=True
        )
        assert f"did you mean {prefix}events.assault" in tail.stderr
        assert "fingerprints" not in tail.stderr
