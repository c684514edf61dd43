"""JSON repair changes only what the JSON standard does not allow."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.contract.json_repair import repair_json

HALVES = {"a": "\ufffd", "b": "\U0001f600", "c": "\\ud83d"}


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ('{"a": NaN, "b": -Infinity, "c": Infinity}', {"a": None, "b": None, "c": None}),
        ('{"a": "NaN", "b": "say \\"NaN\\" twice"}', {"a": "NaN", "b": 'say "NaN" twice'}),
        ('{"a": 1e999, "b": 1e9, "c": 12}', {"a": None, "b": 1e9, "c": 12}),
        ('{"a": "\\ud83d", "b": "\\ud83d\\ude00", "c": "\\\\ud83d"}', HALVES),
    ],
)
def test_what_is_repaired(raw: str, value: Any) -> None:
    repaired, halves = repair_json(raw.encode())
    assert json.loads(repaired) == value
    assert halves == (value is HALVES)


def test_huge_numbers_become_null() -> None:
    assert json.loads(repair_json(b'{"a": ' + b"9" * 5000 + b"}")[0]) == {"a": None}


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda i: st.lists(i, max_size=4)))
def test_standard_json_stays(value: Any) -> None:
    assert json.loads(repair_json(json.dumps(value).encode())[0]) == value


@given(st.lists(st.floats(allow_nan=True)))
def test_what_python_writes_becomes_standard(values: list[float]) -> None:
    written = repair_json(json.dumps(values).encode())[0]
    assert json.loads(written) == [value if math.isfinite(value) else None for value in values]
