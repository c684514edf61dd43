"""The documents are right: commands run, examples are current, links resolve."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.kafka.embedded_broker import EmbeddedBroker
from tests.support.patience import PATIENCE_SECONDS, TOOL_SECONDS
from tests.support.ports import free_port
from tests.support.readme_examples import documented_examples, generated_examples, sample

ROOT = Path(__file__).parents[3]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FEEDING = (ROOT / "deploy/feeding.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("deploy/**/*.md")])
BLOCK = re.compile(r"(?:<!-- (?P<note>[^>]+) -->\n)?```(?P<kind>\w+)\n(?P<body>.*?)```", re.S)


def blocks(kind: str, page: str = README) -> list[tuple[str, str]]:
    """Return (note above, body) of each fenced block of a kind in a page."""
    return [(m["note"] or "", m["body"]) for m in BLOCK.finditer(page) if m["kind"] == kind]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, str]]]:
    """Return a folder with the article of the examples, and an environment with a broker."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "article.jsonl").write_text(json.dumps(sample()) + "\n", encoding="utf-8")
    with EmbeddedBroker(free_port()) as broker:
        yield (
            folder,
            os.environ
            | {
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
                "DATELINE_BROKER": broker.address,
                # One reader is enough for one article.
                "DATELINE_PROCESSES": "1",
            },
        )


@pytest.mark.broker
def test_the_commands_of_the_readme_run_in_its_order(desk: tuple[Path, dict[str, str]]) -> None:
    folder, environment = desk
    seen = 0
    for note, body in blocks("sh"):
        if note.startswith("run by:"):
            assert (ROOT / note.removeprefix("run by:").strip()).exists()
            continue
        if "dateline tail" in body:
            publish_an_event(folder, environment)
        done = subprocess.run(
            ["sh", "-euc", body], cwd=folder, env=environment, capture_output=True, text=True, timeout=TOOL_SECONDS
        )
        assert done.returncode == 0, f"{body}\n{done.stdout}\n{done.stderr}"
        seen += 1
    assert seen >= 5


@pytest.mark.broker
def test_the_commands_about_feeding_run_in_their_order(desk: tuple[Path, dict[str, str]]) -> None:
    folder, environment = desk
    subprocess.run(
        ["dateline", "topics", "create"], env=environment, check=True, timeout=PATIENCE_SECONDS, capture_output=True
    )
    for note, body in blocks("sh", FEEDING):
        if note.startswith("run by:"):
            continue
        done = subprocess.run(
            ["sh", "-euc", body], cwd=folder, env=environment, capture_output=True, text=True, timeout=TOOL_SECONDS
        )
        assert done.returncode == 0, f"{body}\n{done.stdout}\n{done.stderr}"
        assert "no articles" not in done.stderr


@pytest.mark.broker
def test_the_programs_about_feeding_run(desk: tuple[Path, dict[str, str]]) -> None:
    folder, environment = desk
    subprocess.run(
        ["dateline", "topics", "create"], env=environment, check=True, timeout=PATIENCE_SECONDS, capture_output=True
    )
    settings, program = (body for _, body in blocks("python", FEEDING))
    check = "\nfrom scrapy.utils.misc import load_object\nfrom streams.ingest.extract.field_map import parse_fields\n"
    check += "print(*map(load_object, ITEM_PIPELINES), dict(parse_fields(DATELINE_MAP)))"
    for code, said in ((settings + check, "Publish"), (program, "Delivered(article_id='u-")):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=TOOL_SECONDS,
        )
        assert said in done.stdout, done.stderr


def publish_an_event(folder: Path, environment: dict[str, str]) -> None:
    """Publish the event that a worker would have published, for `tail` to show."""
    from kafka import KafkaProducer

    line = json.loads((folder / "enriched.jsonl").read_bytes())
    producer = KafkaProducer(bootstrap_servers=environment["DATELINE_BROKER"])
    producer.send("events", key=b"x", value=json.dumps(line["events"][0]).encode()).get(timeout=PATIENCE_SECONDS)
    producer.close()


def test_the_examples_are_current() -> None:
    assert documented_examples() == generated_examples(), "python -m tests.support.readme_examples writes them again"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_resolve(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [t.split("#")[0] for t in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in t]
    assert not [target for target in targets if target and not (page.parent / target).exists()]


def test_the_readme_names_every_command() -> None:
    from agents.cli.lazy_group import SUMMARIES

    assert not [name for name in SUMMARIES if f"dateline {name}" not in README]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_tests_that_are_named_exist(page: Path) -> None:
    """Every test that a document names exists."""
    for path, name in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", page.read_text(encoding="utf-8")):
        source = (ROOT / path).read_text(encoding="utf-8")
        assert not name or re.search(rf"^(?:async )?def {name}\(", source, re.M), f"{path}::{name}"


def test_each_guarantee_has_a_test() -> None:
    table = README[README.index("## Guarantees") : README.index("## Measured")]
    rows = [line for line in table.splitlines() if line.startswith("| ") and "---" not in line][1:]
    assert len(rows) > 5
    assert not [row for row in rows if "::test_" not in row]
