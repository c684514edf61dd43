"""The examples of deploy/subscribing.md, run in order on a broker with the events of an article."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from streams.contract.codec import encode
from streams.contract.headers import event_headers
from streams.contract.topics import EVENTS, catalogue
from streams.kafka.admin import create_topics
from streams.kafka.embedded_broker import EmbeddedBroker
from streams.kafka.sync_producer import SyncProducer
from streams.ops.settings import load
from tests.support.patience import TOOL_SECONDS
from tests.support.ports import free_port
from tests.unit.support.records import event

PAGE = (Path(__file__).parents[3] / "deploy" / "subscribing.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?:<!-- needs: (\w+) -->\n)?```(\w+)\n(.*?)```", PAGE, re.S)

pytestmark = pytest.mark.broker


@dataclass(frozen=True)
class Desk:
    """A folder and an environment in which the page is followed."""

    folder: Path
    environment: dict[str, str]

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=TOOL_SECONDS
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with EmbeddedBroker(free_port()) as broker:
        settings = load(broker=broker.address, partitions=2)
        create_topics(settings, catalogue(["assault"]))
        with SyncProducer(settings, EVENTS) as sender:
            for name in ("ev-1", "ev-2", "ev-1"):
                sender.send(b"a-1", encode(event(event_id=name)), event_headers(name, "ASSAULT", "RUV"))
            sender.finish()
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        yield Desk(tmp_path_factory.mktemp("desk"), os.environ | {"DATELINE_BROKER": broker.address, "PATH": path})


def blocks(kind: str, needs: str = "") -> list[str]:
    return [body for program, language, body in BLOCKS if (language, program) == (kind, needs)]


def test_every_block_of_the_page_is_run_here_or_in_test_kcat() -> None:
    assert {(language, program) for program, language, _ in BLOCKS} == {
        ("sh", ""),
        ("sh", "kcat"),
        ("python", ""),
        ("sql", ""),
    }


def test_the_commands_and_what_reads_their_files(desk: Desk) -> None:
    tail, export = blocks("sh")
    assert json.loads(desk.run("sh", "-euc", tail))["event_type"] == "ASSAULT"
    desk.run("sh", "-euc", export)
    (query,) = blocks("sql")
    found = duckdb.sql(query.replace("'events.parquet'", f"'{desk.folder}/events.parquet'")).fetchall()
    assert found == [("RUV", "ASSAULT", 2, 18)]
    said = desk.run(sys.executable, "-c", blocks("python")[2])
    assert re.search(r"RUV +ASSAULT +2", said)
    assert re.search(r"^18 +2", said, re.M)


def test_the_programs(desk: Desk) -> None:
    blocking, asynchronous, _ = blocks("python")
    said = desk.run(sys.executable, "-c", blocking)
    assert [line.split()[:3] for line in said.splitlines()] == [[n, "ASSAULT", "Lenz"] for n in ("ev-1", "ev-2")]
    said = desk.run(sys.executable, "-c", asynchronous)
    assert said.splitlines() == ["ev-1 ['Rebels']", "ev-2 ['Rebels']"]
