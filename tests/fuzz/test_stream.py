"""One seed of the mutated records that `python -m tests.fuzz.stream` sends through a whole worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.stream import run_worker
from tests.support.patience import TOOL_SECONDS


@pytest.mark.broker
def test_every_mutated_record_has_an_outcome(tmp_path: Path) -> None:
    found = run_worker("embedded", 1500, 7, tmp_path, within=TOOL_SECONDS)
    assert found["exit code"] == 0
    assert found["dead"] > 200
    assert found["enriched"] > 200
