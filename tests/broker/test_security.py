"""TLS and SASL on Apache Kafka: valid credentials work, invalid ones give one clear line, and no secret is logged."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.broker.kafka.server import PASSWORD, USER, Listeners
from tests.broker.topics_fixture import Rig, article
from tests.support.ports import free_port

PLAIN, SCRAM = (
    {"DATELINE_SECURITY_PROTOCOL": "SASL_PLAINTEXT", "DATELINE_SASL_MECHANISM": "PLAIN"},
    {"DATELINE_SECURITY_PROTOCOL": "SASL_SSL", "DATELINE_SASL_MECHANISM": "SCRAM-SHA-256"},
)
DEBUG = {"DATELINE_LOG_LEVEL": "debug"}
WRONG = {"DATELINE_SASL_PASSWORD": "open sesame"}
COMMANDS = {
    "worker": ("worker",),
    "feed": ("feed", "article.jsonl"),
    "lag": ("lag",),
    "topics": ("topics", "create"),
    "tail": ("tail", "--from-beginning", "--max", "1"),
    "replay": ("replay", "dead", "--dry-run"),
}
"""Every command that connects to a broker; those that end on their own if the login succeeds."""


@pytest.fixture
def server(rig: Rig) -> Listeners:
    """Return the listeners of the test Kafka, whose users and certificates are known."""
    if rig.cluster.listeners is None:
        pytest.skip("needs users and certificates: runs on the Apache Kafka that the tests start")
    return rig.cluster.listeners


def settings(server: Listeners, listener: dict[str, str]) -> dict[str, str]:
    """Return the settings that connect to a listener."""
    return listener | {
        "DATELINE_BROKER": f"127.0.0.1:{server.sasl_port if listener is PLAIN else server.tls_port}",
        "DATELINE_SSL_CAFILE": server.ca_file,
        "DATELINE_SASL_USERNAME": USER,
        "DATELINE_SASL_PASSWORD": PASSWORD,
    }


def run_commands(rig: Rig, folder: Path, calls: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[int, str]]:
    """Return exit code and output of commands that ran concurrently with these settings."""
    (folder / "article.jsonl").write_bytes(article(1) + b"\n")

    def call(name: str) -> tuple[int, str]:
        port = {"DATELINE_METRICS_PORT": str(free_port())}
        ended = rig.command(*COMMANDS[name.partition(" ")[0]], **port | dict(calls[name]))
        return ended.returncode, ended.stdout + ended.stderr

    with ThreadPoolExecutor(len(calls)) as threads:
        return dict(zip(calls, threads.map(call, calls), strict=True))


@pytest.mark.parametrize("listener", [PLAIN, SCRAM], ids=["plain", "scram over TLS"])
def test_a_worker_with_valid_credentials_logs_no_secret(rig: Rig, server: Listeners, listener: dict[str, str]) -> None:
    """At debug level the clients log every request."""
    rig.feed([article(1)])
    consumer = rig.consumer()
    worker = rig.worker(**settings(server, listener), **DEBUG)
    consumer.until(lambda: len(consumer.of(rig.topic("events.violence"))) == 1, "the routed event")
    assert worker.stop() == 0
    assert "SaslAuthenticate" in worker.log or listener is SCRAM
    assert PASSWORD not in worker.log


def test_a_command_with_valid_credentials_logs_no_secret(rig: Rig, server: Listeners, tmp_path: Path) -> None:
    ending = sorted(set(COMMANDS) - {"worker", "tail"})
    for name, (code, written) in run_commands(
        rig, tmp_path, {name: settings(server, PLAIN) | DEBUG for name in ending}
    ).items():
        assert code == 0, f"{name}: {written}"
        assert PASSWORD not in written


def test_a_wrong_password_is_one_clear_line_without_it(rig: Rig, server: Listeners, tmp_path: Path) -> None:
    calls = {name: settings(server, PLAIN) | WRONG for name in COMMANDS}
    for name, (code, written) in run_commands(
        rig, tmp_path, calls | {"worker at debug level": calls["worker"] | DEBUG}
    ).items():
        assert code == 1, f"{name}: {written}"
        assert "authentication" in last_line(written).lower()
        assert "sesame" not in written


def test_a_certificate_that_does_not_hold_is_one_clear_line(rig: Rig, server: Listeners, tmp_path: Path) -> None:
    good = settings(server, SCRAM)
    stale = {
        "DATELINE_SECURITY_PROTOCOL": "SSL",
        "DATELINE_BROKER": f"127.0.0.1:{server.expired_port}",
        "DATELINE_SSL_CAFILE": server.expired_ca_file,
    }
    calls = {
        "lag by another authority": good | {"DATELINE_SSL_CAFILE": server.expired_ca_file},
        "worker without the authority": good | {"DATELINE_SSL_CAFILE": ""},
        "feed expired": good | stale,
    }
    ended = run_commands(rig, tmp_path, calls)
    for code, written in ended.values():
        assert code == 1
        assert "certificate" in last_line(written)
        assert "DATELINE_SSL_CAFILE" in last_line(written)
        assert PASSWORD not in written
    assert "expired" in ended["feed expired"][1]


def last_line(written: str) -> str:
    """Return the line in which a command reports why it failed."""
    assert "Traceback" not in written
    last = written.strip().splitlines()[-1]
    assert last.startswith("dateline: ")
    return last
