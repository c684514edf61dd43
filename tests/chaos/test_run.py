"""A small whole run: two faults on the embedded broker and three workers while articles flow."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tests.chaos.report import Report, table
from tests.chaos.run import run
from tests.chaos.testbed import Plan


@pytest.mark.broker
def test_a_small_run(tmp_path: Path) -> None:
    """A worker is killed and an article kills its reader. Every article is accounted for, and the report says so."""
    plan = Plan(rate=20, workers=3, reader="tests.broker.stub_reader:build")
    told: list[str] = []
    report = run("embedded", plan, 2, 7, tmp_path, ["worker killed", "poison kills reader"], told.append)
    assert report.findings == [], table(report)
    assert not any(fault.unrecovered for fault in report.injected)
    assert report.lost == 0
    assert report.unaccounted == 0
    assert report.articles == report.enriched + report.dead > 0
    assert sorted(row.kind for row in report.rows) == ["poison kills reader", "worker killed"]
    assert len(told) == 2
    assert msgspec.json.decode(report.encode(), type=Report) == report
