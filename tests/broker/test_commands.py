"""`dateline feed`, `tail`, `replay` and `lag` on a real broker."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from msgspec import structs

from streams.contract.codec import encode
from streams.contract.headers import DEAD_LETTER_HEADERS, Header
from streams.contract.topics import DEAD, ENRICHED, EVENTS, RAW, catalogue
from streams.kafka.admin import create_topics
from streams.kafka.sync_producer import SyncProducer
from streams.kafka.topic_reader import TopicReader
from streams.ops.settings import Settings, load
from tests.broker.clusters import Cluster
from tests.broker.commands import CommandLine
from tests.broker.worker_process import DATELINE
from tests.support.dated_messages import minutes_ago, publish_at
from tests.support.patience import PATIENCE_SECONDS, until
from tests.unit.support.records import PLACE, article, bare_event, event

pytestmark = pytest.mark.broker


@pytest.fixture
def settings(cluster: Cluster) -> Settings:
    """Return settings with topics for one test."""
    prefix = f"t{uuid4().hex[:8]}."
    settings = load(broker=cluster.address, topic_prefix=prefix, partitions=2, publish_timeout_seconds=PATIENCE_SECONDS)
    create_topics(settings, catalogue(["assault"]))
    return settings


def topic_messages(settings: Settings, topic: str) -> list[Any]:
    """Return every message of a topic, by partition."""
    with TopicReader(settings, settings.topic(topic)) as reader:
        messages = list(reader.between(reader.starts(), reader.ends()))
    return sorted(messages, key=lambda message: (message.partition, message.offset))


def test_feed_publishes_every_line_untouched(dateline: CommandLine, settings: Settings, tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"a{n}", "text": "Ministers met in Lenz."}).encode() for n in range(3000)]
    lines[7:7] = [b"no json", b"\xff\xfe", b"[1]"]
    (tmp_path / "articles.jsonl.gz").write_bytes(gzip.compress(b"\n".join(lines)))
    ran = dateline("feed", str(tmp_path))
    assert ran.code == 1, ran.err
    assert "published 3003 articles" in ran.err
    assert "3 of them cannot be read" in ran.err
    assert "1 × dead letter not_utf8, as in" in ran.err
    messages = topic_messages(settings, RAW)
    assert sorted(message.value for message in messages) == sorted(lines)
    assert {message.partition for message in messages} == {0, 1}
    assert next(message.key for message in messages if b'"a5"' in message.value) == b"a5"


def test_feed_reports_what_it_could_not_publish(dateline: CommandLine, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"World\n\nTitle\n\nText.\n")
    (tmp_path / "b.txt").write_bytes(b"x" * (9 << 20))
    ran = dateline("feed", str(tmp_path), "-", stdin=b'{"text": "One."}\n' + b"x" * (9 << 20))
    assert ran.code == 1
    assert "b.txt: longer than" in ran.err
    assert "standard input:2: longer than" in ran.err
    assert ran.err.endswith("dateline: 2 refused: see above\n")
    assert sorted(json.loads(message.value)["text"] for message in topic_messages(settings, RAW)) == ["One.", "Text.\n"]


def test_a_missing_topic_is_reported_in_one_line(dateline: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = CommandLine(dateline.settings.model_copy(update={"topic_prefix": "x."}), monkeypatch, dateline.capsys)
    ran = elsewhere("feed", "-")
    assert ran.code == 2
    assert "no topic x.articles.raw: `dateline topics create`" in ran.err


def test_tail_waits_for_a_topic_that_is_not_created_yet(cluster: Cluster, tmp_path: Path) -> None:
    """`topics create` and `tail` are often pasted into two terminals at once; before, tail ended with an error."""
    settings = load(broker=cluster.address, topic_prefix=f"t{uuid4().hex[:8]}.", partitions=1)
    own = os.environ | {"DATELINE_BROKER": cluster.address, "DATELINE_TOPIC_PREFIX": settings.topic_prefix}
    with (tmp_path / "said").open("w") as said:
        tail = subprocess.Popen(
            [DATELINE, "tail", "--from-beginning", "--json", "--max", "1"],
            env=own,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        )
    try:
        waiting = f"waiting for the topic {settings.topic(EVENTS)}: `dateline topics create` creates it\n"
        until((tmp_path / "said").read_text, "tail to wait")
        create_topics(settings, catalogue([]))
        publish(settings, EVENTS, [(b"a-1", encode(event()), [])])
        out, _ = tail.communicate(timeout=PATIENCE_SECONDS)
    finally:
        tail.kill()
        tail.wait()
    assert (tail.returncode, json.loads(out)["event_id"]) == (0, event().event_id)
    assert (tmp_path / "said").read_text() == waiting


def test_a_missing_broker_is_reported_in_one_line() -> None:
    # In its own process: kafka-python leaves its thread and sockets behind if no broker answers.
    program = (
        "import streams.kafka.admin, agents.cli.main; streams.kafka.admin.CONNECT_MS = 300; agents.cli.main.main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, "feed", "-"],
        env=os.environ | {"DATELINE_BROKER": "127.0.0.1:1"},
        input="",
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert ran.returncode == 1
    assert ran.stderr.count("\n") == 1
    assert "127.0.0.1:1 (DATELINE_BROKER)" in ran.stderr


def publish(
    settings: Settings, topic: str, messages: Sequence[tuple[bytes | None, bytes | None, list[Header]]]
) -> None:
    with SyncProducer(settings, settings.topic(topic)) as sender:
        for message in messages:
            sender.send(*message)
        sender.finish()


def test_the_end_of_a_topic_is_found_for_any_last_batch(settings: Settings) -> None:
    for many in (1, 50, 3):
        publish(settings, RAW, [(b"same key", b"%d" % n, []) for n in range(many)])
        messages = topic_messages(settings, RAW)
    assert [message.value for message in messages] == [b"%d" % n for many in (1, 50, 3) for n in range(many)]
    with TopicReader(settings, settings.topic(RAW)) as reader:
        assert sorted(reader.ends().values()) == [0, 54]


def test_tail_shows_events_that_fit(dateline: CommandLine, settings: Settings) -> None:
    place = structs.replace(PLACE, country="AFG")
    events = [
        event(location=place),
        event(event_type="CONSULT", location=place),
        event(confidence=0.2, location=place),
        bare_event(status="negated"),
    ]
    strange = [b"no event", b'{"event_id": "\xff"}', b'{"x": ' + b"[" * 5000 + b"]" * 5000 + b"}"]
    publish(settings, EVENTS, [(b"x", value, []) for value in strange] + [(b"a-1", encode(e), []) for e in events])
    ran = dateline("tail", "--from-beginning", "--json", "--max", "4")
    assert ran.code == 0, ran.err
    assert sorted(ran.out.encode().splitlines()) == sorted(encode(e) for e in events)
    ran = dateline("tail", "--from-beginning", "--json", "--max", "1", "--type", "consult", "--status", "asserted")
    assert ran.out.encode() == encode(events[1]) + b"\n"
    ran = dateline("tail", "--from-beginning", "--json", "--max", "2", "--actor", "rebels", "--box", "1,2,2,3")
    assert len(ran.out.splitlines()) == 2
    ran = dateline("tail", "--from-beginning", "--json", "--max", "1", "--type", "CONSULT", "--keyword", "soldier*")
    assert ran.out.encode() == encode(events[1]) + b"\n"
    ran = dateline("tail", "--from-beginning", "--max", "2", "--country", "afg", "--min-confidence", "0.5")
    assert "Rebels (RUV REB) → nine soldiers (MIL)" in ran.out
    assert "ASSAULT" in ran.out
    assert "CONSULT" in ran.out


def test_tail_of_a_route_of_articles_and_of_dead_letters(dateline: CommandLine, settings: Settings) -> None:
    publish(settings, "events.assault", [(b"a-1", encode(event()), [])])
    publish(settings, ENRICHED, [(b"a-1", b'{"article_id": "\xff"}', []), (b"a-1", encode(article()), [])])
    publish(settings, DEAD, [dead_message(b"\xff", "not_utf8")])
    assert "ASSAULT" in dateline("tail", "assault", "--from-beginning", "--max", "1").out
    assert "Nine soldiers killed" in dateline("tail", "enriched", "--from-beginning", "--max", "2").out
    assert "not_utf8" in dateline("tail", "dead", "--from-beginning", "--max", "1").out
    letter = json.loads(dateline("tail", "dead", "--from-beginning", "--max", "1", "--json").out)
    assert letter["reason"] == "not_utf8"
    assert letter["headers"] == {"trace": "1"}
    assert letter["value"] == "\ufffd"
    assert letter["dead_letter"].endswith(".articles.raw.dead/0/0") or letter["dead_letter"].endswith("/1/0")


@pytest.mark.parametrize(
    "arguments",
    [
        ("tail", "nosuch"),
        ("tail", "--status", "maybe"),
        ("tail", "dead", "--type", "ASSAULT"),
        ("tail", "--max", "0"),
        ("tail", "--box", "1,2,3"),
        ("tail", "--box", "38,60,29,75"),
        ("tail", "--keyword", "?!"),
        ("replay", "raw"),
        ("replay", "raw", "--since", "yesterday"),
        ("replay", "raw", "--since", "2024-01-01", "--reason", "not_json"),
        ("replay", "dead", "--reason", "boredom"),
        ("replay", "nosuch", "--since", "2024-01-01"),
        ("feed",),
    ],
)
def test_wrong_usage_ends_with_2(dateline: CommandLine, arguments: tuple[str, ...]) -> None:
    ran = dateline(*arguments)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert ran.err


def dead_message(value: bytes | None, reason: str) -> tuple[bytes, bytes | None, list[Header]]:
    headers = [("trace", b"1"), *((name, b"1") for name in DEAD_LETTER_HEADERS)]
    return b"key", value, [(name, reason.encode() if name == "reason" else of) for name, of in headers]


def test_dead_letters_go_back_as_they_were(dateline: CommandLine, settings: Settings) -> None:
    letters = [dead_message(b"%d" % n, "not_json" if n % 2 else "reader_timed_out") for n in range(40)]
    publish(settings, DEAD, letters)
    ran = dateline("replay", "dead", "--reason", "reader_timed_out", "--dry-run")
    assert ran.err == "20 articles would be published: reader_timed_out 20\n"
    assert topic_messages(settings, RAW) == []
    ran = dateline("replay", "dead", "--reason", "reader_timed_out", "--max", "15")
    assert (ran.code, ran.err) == (0, "15 articles published again: reader_timed_out 15\n")
    back = topic_messages(settings, RAW)
    assert [message.value for message in back] == [b"%d" % n for n in range(0, 30, 2)]
    topic, number = settings.topic(DEAD), topic_messages(settings, DEAD)[0].partition
    assert back[3].key == b"key"
    assert back[3].headers == [("trace", b"1"), ("replayed-from", f"{topic}/{number}/6".encode())]
    assert len(topic_messages(settings, DEAD)) == 40


def test_a_time_range_goes_back_once(dateline: CommandLine, settings: Settings) -> None:
    publish_at(minutes_ago(40), settings, RAW, [(b"a", b"early")])
    publish_at(minutes_ago(30), settings, RAW, [(b"a", b"wanted"), (b"b", b"wanted too")])
    publish_at(minutes_ago(20), settings, RAW, [(b"a", b"late")])
    since, until = (minutes_ago(minutes).isoformat() for minutes in (35, 25))
    ran = dateline("replay", "raw", "--since", since, "--until", until)
    assert ran.err == "2 articles published again\n"
    values = [message.value for message in topic_messages(settings, RAW)]
    assert sorted(values) == [b"early", b"late", b"wanted", b"wanted", b"wanted too", b"wanted too"]
    assert "has no raw articles" in dateline("replay", settings.topic(EVENTS), "--since", since).err


def test_lag_shows_waiting_messages(dateline: CommandLine, settings: Settings) -> None:
    with SyncProducer(settings, settings.topic(RAW)) as sender:
        sender.send(b"a", b"{}")
        sender.finish()
    ran = dateline("lag", "--json")
    assert ran.code == 0, ran.err
    lags = [json.loads(line) for line in ran.out.splitlines()]
    assert [lag["topic"] for lag in lags] == [settings.topic(RAW)] * 2 + [settings.topic(EVENTS)] * 2
    assert all(lag["committed"] is None for lag in lags)


def test_lag_of_a_missing_topic_is_an_error(dateline: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = CommandLine(load(broker=dateline.settings.broker, topic_prefix="nowhere."), monkeypatch, dateline.capsys)(
        "lag"
    )
    assert ran.code == 2
    assert "no topic nowhere.articles.raw" in ran.err
