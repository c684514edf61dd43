"""Happenings as a table, and the query that sums deaths: each happening counts once, however often it was published."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from agents.cli.main import app
from agents.happenings.joining import Joining
from streams.contract.codec import encode
from streams.contract.happening import Happening
from streams.contract.records import Event
from streams.export.happening_columns import HAPPENINGS
from tests.unit.support.news_events import attack, day, killed, place

PAGE = (Path(__file__).parents[5] / "deploy/happenings.md").read_text(encoding="utf-8")
STATION = "A bomb exploded at a police station in Charsadda on Monday, killing two guards, police said."


def published(*articles: list[Event]) -> list[Happening]:
    """Return every published version, in order."""
    joining = Joining(100)
    return [happening for events in articles for happening in joining.add_events(events)]


def story() -> list[Happening]:
    """Return an attack with a rising toll, one in the same city on that day, one abroad, and one that was retracted."""
    abroad = place("Jalalabad", country="AFG", admin1="Nangarhar", lat=34.4, lon=70.4)
    text = "Police said no bomb exploded at a hotel in Peshawar; this paper has withdrawn its report."
    hotel: dict[str, Any] = {
        "location": place("Peshawar", lat=34.0, lon=71.5),
        "source": "Lake Standard",
        "magnitude": killed(50),
    }
    return published(
        [attack("a1", magnitude=killed(3))],
        [attack("a2", magnitude=killed(5), published_at="2024-03-04T15:00:00Z")],
        [attack("a3", magnitude=killed(7), published_at="2024-03-04T18:00:00Z")],
        [attack("b1", STATION, magnitude=killed(2))],
        [attack("c1", location=abroad, magnitude=killed(4))],
        [attack("d1", "A bomb exploded at a hotel in Peshawar on Monday.", **hotel)],
        [
            attack(
                "d2", text, status="negated", published_at="2024-03-05T09:00:00Z", **(hotel | {"magnitude": killed(0)})
            )
        ],
        [attack("e1", date=day("2024-03-06"), published_at="2024-03-06T09:00:00Z", magnitude=killed(1))],
        # After the happening of a1 is closed: a new one that follows it, with its toll again.
        [attack("f1", published_at="2024-04-10T09:00:00Z", magnitude=killed(8))],
    )


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Return the table that `dateline export` writes of `dateline tail happenings --json` with a repeated version."""
    happenings = story()
    return exported(tmp_path, [*happenings, happenings[0]], 6)


def exported(folder: Path, happenings: list[Happening], number: int) -> Path:
    (folder / "lines.jsonl").write_bytes(b"".join(encode(happening) + b"\n" for happening in happenings))
    path = folder / "happenings.parquet"
    done = CliRunner().invoke(app, ["export", str(path), "happenings", "--lines", str(folder / "lines.jsonl")])
    assert done.exit_code == 0, done.output
    assert f"wrote {number} happenings" in done.output
    return path


def query_of_the_page() -> str:
    (query,) = re.findall(r"```sql\n(.*?)```", PAGE, re.S)
    return str(query)


@pytest.mark.parametrize(
    "changes", [{"event_type": "DEATH", "magnitude": killed(9)}, {"status": "negated", "magnitude": killed(0)}]
)
def test_a_later_happening_that_the_query_leaves_out_replaces_no_toll(
    changes: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Nine people died in the bomb blast at a market in Charsadda on 4 March, police said."
    later = attack("b1", text, published_at="2024-04-10T09:00:00Z", **changes)
    first, second = published([attack("a1", magnitude=killed(5))], [later])
    assert second.follows == first.happening_id
    monkeypatch.chdir(exported(tmp_path, [first, second], 2).parent)
    assert duckdb.sql(query_of_the_page()).fetchall() == [("PAK", date(2024, 3, 4), 5, 5, 5)]


def test_the_query_of_the_page_counts_each_happening_once(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(table.parent)
    assert duckdb.sql(query_of_the_page()).fetchall() == [
        ("AFG", date(2024, 3, 4), 4, 4, 4),
        ("PAK", date(2024, 3, 4), 8 + 2, 8 + 2, 8 + 2),
        ("PAK", date(2024, 3, 6), 1, 1, 1),
    ]


def test_the_row_is_the_highest_version(table: Path) -> None:
    found = duckdb.sql(f"SELECT version, killed_claims, articles FROM '{table}' WHERE killed_latest = 7").fetchall()
    assert found == [(3, 3, 3)]


def test_a_retracted_report_has_no_toll(table: Path) -> None:
    found = duckdb.sql(f"SELECT killed_latest, corrections FROM '{table}' WHERE status = 'negated'").fetchall()
    assert found == [(None, 1)]


def test_every_column_is_on_the_page_of_columns() -> None:
    page = (Path(__file__).parents[5] / "deploy/export.md").read_text(encoding="utf-8")
    told = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]
    names = [column.name for column in HAPPENINGS]
    assert told[-len(names) :] == names


def test_columns_of_events_are_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["export", str(tmp_path / "h.csv"), "happenings", "--columns", "gdelt"])
    assert done.exit_code != 0
