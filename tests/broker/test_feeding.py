"""Feed articles into the topic: the same article from every source, fed repeatedly, is published once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.contract.topics import catalogue
from streams.kafka.admin import create_topics
from streams.kafka.embedded_broker import EmbeddedBroker
from streams.ops.settings import Settings, load
from tests.broker.commands import CommandLine
from tests.broker.topics import raw
from tests.support.patience import PATIENCE_SECONDS, until
from tests.support.ports import free_port
from tests.unit.support.article_formats import PAGE, rss, sitemap, warc
from tests.unit.support.web_server import Answer, serving

pytestmark = pytest.mark.broker


@pytest.fixture
def broker() -> Iterator[EmbeddedBroker]:
    with EmbeddedBroker(free_port()) as running:
        yield running


@pytest.fixture
def settings(broker: EmbeddedBroker) -> Settings:
    settings = load(broker=broker.address, partitions=2, publish_timeout_seconds=PATIENCE_SECONDS)
    create_topics(settings, catalogue([]))
    return settings


def test_what_was_fed_is_not_fed_again(dateline: CommandLine, settings: Settings, tmp_path: Path) -> None:
    answers: dict[str, Answer] = {"/1": (200, {}, PAGE), "/2": (200, {}, PAGE)}
    fed = ("--remember", str(tmp_path / "fed.db"), "--pause", "0")
    with serving(answers) as at:
        answers["/rss"] = (200, {}, rss(f"{at}/1"))
        answers["/map.xml"] = (200, {}, sitemap((f"{at}/1", "2026-03-11"), (f"{at}/2", "2026-03-11")))
        assert dateline("feed", f"{at}/rss", *fed).code == 0
        answers["/rss"] = (200, {}, rss(f"{at}/1", f"{at}/2"))
        ran = dateline("feed", f"{at}/rss", *fed)
        assert (ran.code, "1 × known already" in ran.err) == (0, True)
        assert dateline("feed", f"{at}/map.xml", "--since", "2026-03-12", *fed).code == 0
        assert sorted(article["url"] for article in raw(settings)) == [f"{at}/1", f"{at}/2"]


def test_a_feed_is_polled_until_stopped_even_without_a_broker(
    broker: EmbeddedBroker, settings: Settings, tmp_path: Path
) -> None:
    answers: dict[str, Answer] = {f"/{n}": (200, {}, PAGE) for n in range(3)}
    with serving(answers) as at:
        answers["/rss"] = (200, {}, rss(f"{at}/0"))
        code = (
            "import streams.kafka.admin, agents.cli.main; streams.kafka.admin.CONNECT_MS = 300; agents.cli.main.main()"
        )
        program = [sys.executable, "-c", code, "feed", f"{at}/rss", "--every", "1", "--pause", "0"]
        environment = os.environ | {"DATELINE_BROKER": settings.broker[0]}
        log = tmp_path / "log"
        with log.open("wb") as out:
            feeding = subprocess.Popen(program, env=environment, stderr=out)
        try:
            for n in range(1, 4):
                until(lambda many=n: len(raw(settings)) >= many, "what was fed")  # type: ignore[misc]
                answers["/rss"] = (200, {}, rss(*(f"{at}/{m}" for m in range(min(n + 1, 3)))))
            assert sorted(article["url"] for article in raw(settings)) == [f"{at}/{n}" for n in range(3)]
            broker.stop()
            until(lambda: log.read_text().count("; will try again") >= 2, "two tries")
        finally:
            feeding.send_signal(signal.SIGINT)
            try:
                ended = feeding.wait(PATIENCE_SECONDS)
            finally:
                feeding.kill()
                feeding.wait()
        assert ended == 0, log.read_text()


def test_other_languages_are_skipped(dateline: CommandLine, settings: Settings, tmp_path: Path) -> None:
    spanish = PAGE.replace(b'lang="en"', b'lang="es_MX"')
    unsaid = PAGE.replace(b' lang="en"', b"")
    pages = {"https://a.example/en": PAGE, "https://b.example/es": spanish, "https://c.example/": unsaid}
    (tmp_path / "news.warc.gz").write_bytes(warc(*pages.items()))
    ran = dateline("feed", str(tmp_path), "--language", "en")
    assert (ran.code, "1 × says that it is in es" in ran.err) == (0, True)
    assert sorted(article["url"] for article in raw(settings)) == ["https://a.example/en", "https://c.example/"]


def test_only_addresses_are_polled(dateline: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("They met.")
    ran = dateline("feed", str(tmp_path), "--every", "5")
    assert (ran.code, "--every is for addresses" in ran.err) == (2, True)
