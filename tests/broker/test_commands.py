"""feed, tail and replay on a real broker."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from streams.broker import EmbeddedBroker
from streams.cluster import create_topics
from streams.settings import Settings, load
from streams.stretch import TopicReader
from streams.topics import RAW, catalogue
from tests.broker.commands import CommandLine

pytestmark = pytest.mark.broker


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with EmbeddedBroker() as broker:
        yield broker.address


@pytest.fixture
def settings(address: str) -> Settings:
    """Topics of the test's own."""
    settings = load(broker=address, topic_prefix=f"t{uuid4().hex[:8]}.", partitions=2, publish_timeout_seconds=3.0)
    create_topics(settings, catalogue(["assault"]))
    return settings


@pytest.fixture
def dateline(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    return CommandLine(settings, monkeypatch, capsys)


def held(settings: Settings, topic: str) -> list[Any]:
    """Everything that a topic holds, in the order of its partitions."""
    with TopicReader(settings, settings.topic(topic)) as reader:
        messages = list(reader.between(reader.starts(), reader.ends()))
    return sorted(messages, key=lambda message: (message.partition, message.offset))


def test_feed_publishes_every_line_untouched(dateline: CommandLine, settings: Settings, tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"a{n}", "text": "Ministers met in Lenz."}).encode() for n in range(3000)]
    lines[7:7] = [b"no json", b"\xff\xfe", b"[1]"]
    (tmp_path / "articles.jsonl.gz").write_bytes(gzip.compress(b"\n".join(lines)))
    ran = dateline("feed", str(tmp_path))
    assert ran.code == 0, ran.err
    assert "published 3003 articles" in ran.err
    assert "3 of them are not JSON objects" in ran.err
    messages = held(settings, RAW)
    assert sorted(message.value for message in messages) == sorted(lines)
    assert {message.partition for message in messages} == {0, 1}
    assert next(message.key for message in messages if b'"a5"' in message.value) == b"a5"


def test_feed_reports_what_it_could_not_publish(dateline: CommandLine, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"World\n\nTitle\n\nText.\n")
    (tmp_path / "b.txt").write_bytes(b"\xff")
    ran = dateline("feed", str(tmp_path), "-", stdin=b'{"text": "One."}\n' + b"x" * (9 << 20))
    assert ran.code == 1
    assert "b.txt: byte 0 is not UTF-8" in ran.err
    assert "standard input:2: longer than" in ran.err
    assert ran.err.endswith("dateline: 2 could not be published\n")
    assert sorted(json.loads(message.value)["text"] for message in held(settings, RAW)) == ["One.", "Text.\n"]


def test_a_missing_topic_is_said_in_one_line(dateline: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = CommandLine(
        dateline.settings.model_copy(update={"topic_prefix": "x."}), monkeypatch, dateline.capsys
    )
    ran = elsewhere("feed", "-")
    assert ran.code == 2
    assert "no topic x.articles.raw: `dateline topics create`" in ran.err


def test_a_missing_broker_is_said_in_one_line() -> None:
    # A process of its own: kafka-python leaves its thread and sockets behind when no broker answers.
    program = "import streams.cluster, streams.cli; streams.cluster.CONNECT_MS = 300; streams.cli.main()"
    ran = subprocess.run(
        [sys.executable, "-c", program, "feed", "-"],
        env=os.environ | {"DATELINE_BROKER": "127.0.0.1:1"},
        input="",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "127.0.0.1:1 (DATELINE_BROKER)" in ran.stderr
