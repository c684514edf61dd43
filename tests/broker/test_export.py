"""`dateline export` of a topic, and of the events of the sample articles."""

from __future__ import annotations

import json
import re
from pathlib import Path
from uuid import uuid4

import duckdb
import pandas
import pytest

from agents.cli.commands.demo import sample_articles
from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import ArticleLimits, Enriched
from agents.reader.reading import NewsReader
from streams.contract.codec import encode
from streams.contract.topics import EVENTS, catalogue
from streams.export.columns import Column
from streams.export.gdelt import GDELT
from streams.export.polecat import POLECAT
from streams.kafka.admin import create_topics
from streams.kafka.sync_producer import SyncProducer
from streams.ops.settings import Settings, load
from tests.broker.clusters import Cluster
from tests.broker.commands import CommandLine
from tests.support.dated_messages import minutes_ago, publish_at
from tests.unit.support.article_texts import model
from tests.unit.support.records import event

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.broker


@pytest.fixture
def settings(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Return settings with topics for one test."""
    monkeypatch.chdir(tmp_path)
    settings = load(broker=cluster.address, topic_prefix=f"t{uuid4().hex[:8]}.", partitions=2)
    create_topics(settings, catalogue(["assault"]))
    return settings


@pytest.fixture(scope="session")
def demo_events() -> list[tuple[str, bytes]]:
    """Return key and value of each event that a worker publishes for the sample articles, repeats included."""
    read = outcomes(NewsReader(model()), sample_articles(), "2026-03-13T12:00:00Z", ArticleLimits(200_000, 8 << 20))
    return [(o.article_id, e.value) for o in read if isinstance(o, Enriched) for e in o.events]


def publish(settings: Settings, topic: str, *events: tuple[str, bytes]) -> None:
    with SyncProducer(settings, settings.topic(topic)) as sender:
        for key, value in events:
            sender.send(key.encode(), value)
        sender.finish()


@pytest.mark.parametrize(("style", "columns"), [("polecat", POLECAT), ("gdelt", GDELT)])
def test_the_events_of_the_demo_open_in_duckdb_and_pandas(
    dateline: CommandLine,
    settings: Settings,
    demo_events: list[tuple[str, bytes]],
    style: str,
    columns: list[Column],
) -> None:
    """Each event occurs once, with the column names that deploy/export.md documents."""
    publish(settings, EVENTS, *demo_events)
    ids = {json.loads(value)["event_id"] for _, value in demo_events}
    told = re.findall(r"^\| `([^`]+)` \|", (ROOT / "deploy" / "export.md").read_text(encoding="utf-8"), re.M)
    names = told[: len(POLECAT)] if style == "polecat" else told[len(POLECAT) : len(POLECAT) + len(GDELT)]
    for file in ("out.parquet", "out.csv"):
        ran = dateline("export", file, "--columns", style)
        assert ran.code == 0, ran.err
        table = duckdb.sql(f"SELECT * FROM '{file}'")
        frame = pandas.read_parquet(file) if file.endswith("t") else pandas.read_csv(file)
        assert table.columns == list(frame.columns) == names == [column.name for column in columns]
        assert len(demo_events) > len(ids) == len(frame)
        assert {line[0] for line in table.fetchall()} == set(frame[names[0]]) == ids


def test_a_time_range_of_a_topic(dateline: CommandLine, settings: Settings) -> None:
    for minutes, name in ((40, "early"), (30, "wanted"), (30, "too"), (20, "late")):
        publish_at(minutes_ago(minutes), settings, EVENTS, [(b"a-1", encode(event(event_id=name)))])
    since, until = (minutes_ago(minutes).isoformat() for minutes in (35, 25))
    ran = dateline("export", "out.csv", "--since", since, "--until", until)
    assert (ran.code, ran.err) == (0, "wrote 2 events to out.csv; 2 read, 0 of them repeats\n")
    assert set(pandas.read_csv("out.csv")["Event ID"]) == {"wanted", "too"}
    ran = dateline("export", "out.csv")
    assert "wrote 4 events" in ran.err


def test_a_route_and_a_message_that_is_no_event(dateline: CommandLine, settings: Settings) -> None:
    publish(settings, "events.assault", ("a-1", encode(event())), ("a-1", b"{}"))
    ran = dateline("export", "out.parquet", "assault")
    assert ran.code == 1
    assert f"{settings.topic('events.assault')}/" in ran.err
    assert ran.err.endswith("1 were not events and are not in out.parquet\n")
    assert duckdb.sql("SELECT count(*) FROM 'out.parquet'").fetchall() == [(1,)]


def test_a_missing_topic_creates_no_file(dateline: CommandLine, tmp_path: Path) -> None:
    ran = dateline("export", "out.parquet", "nosuch")
    assert ran.code == 2
    assert "no topic" in ran.err
    assert not list(tmp_path.iterdir())
