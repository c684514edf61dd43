"""The page on schema evolution states the rules that the tests enforce."""

from __future__ import annotations

import re
from pathlib import Path

from streams.contract.json_schema import RECORDS
from tests.contract import test_compatibility

PAGE = (Path(__file__).parents[2] / "deploy/evolution.md").read_text(encoding="utf-8")
FORBIDDEN = {
    "removed or renamed": "a field is removed or renamed",
    "retyped": "a field is retyped",
    "no longer always there": "a required field becomes optional",
    "now required": "a field of the input becomes required",
}
"""How a test names a break, and the row of the page that forbids it."""


def test_it_names_the_version_of_every_record() -> None:
    assert set(re.findall(r"^\| an? [^|]+\| `([\w./]+)`", PAGE, re.M)) == {identity for identity, _ in RECORDS.values()}


def test_each_tested_break_is_forbidden() -> None:
    source = Path(test_compatibility.__file__).read_text(encoding="utf-8")
    looked_for = set(re.findall(r'"\w+\.\w+: ([\w ]+)"', source))
    assert looked_for == set(FORBIDDEN)
    forbidden = re.findall(r"^\| ([^|:]+?)(?::[^|]*)? \| no \|", PAGE, re.M)
    assert sorted(forbidden) == sorted(FORBIDDEN.values())
