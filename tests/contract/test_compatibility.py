"""The contract with subscribers: no field of the baseline is renamed, retyped or removed.

Update the baseline by hand, and only after a field was added that is kept from then on:
`cp deploy/schema/*.json tests/contract/baseline/`.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from streams.contract.json_schema import RECORDS, schema
from tests.contract.breaks import breaks

BASELINE = Path(__file__).parent / "baseline"


def baseline(name: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((BASELINE / f"{name}.json").read_text(encoding="utf-8"))
    return value


@pytest.mark.parametrize("name", RECORDS)
def test_nothing_of_the_baseline_breaks(name: str) -> None:
    assert breaks(baseline(name), schema(name), read_by_us=name == "input") == []


def test_the_baseline_has_every_record() -> None:
    assert {path.stem for path in BASELINE.glob("*.json")} == set(RECORDS)


def _rename(s: dict[str, Any]) -> None:
    fields = s["$defs"]["Event"]["properties"]
    fields["kind"] = fields.pop("event_type")


def _remove_deep(s: dict[str, Any]) -> None:
    del s["$defs"]["Count"]["properties"]["min"]


def _retype(s: dict[str, Any]) -> None:
    s["$defs"]["Event"]["properties"]["confidence"]["type"] = "string"


def _retype_items(s: dict[str, Any]) -> None:
    s["$defs"]["Event"]["properties"]["modes"]["items"]["type"] = "integer"


def _one_for_many(s: dict[str, Any]) -> None:
    s["$defs"]["Event"]["properties"]["actors"] = {"$ref": "#/$defs/Participant"}


def _make_null(s: dict[str, Any]) -> None:
    s["$defs"]["Evidence"]["properties"]["sentence"] = {"anyOf": [{"type": "string"}, {"type": "null"}]}


def _drop_value(s: dict[str, Any]) -> None:
    s["$defs"]["Event"]["properties"]["status"]["enum"].remove("negated")


def _make_optional(s: dict[str, Any]) -> None:
    s["$defs"]["Event"]["required"].remove("article_id")


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        (_rename, ["Event.event_type: removed or renamed"]),
        (_remove_deep, ["Count.min: removed or renamed"]),
        (_retype, ["Event.confidence: retyped"]),
        (_retype_items, ["Event.modes: retyped"]),
        (_one_for_many, ["Event.actors: retyped"]),
        (_make_null, ["Evidence.sentence: retyped"]),
        (_drop_value, ["Event.status: retyped"]),
        (_make_optional, ["Event.article_id: no longer always there"]),
    ],
)
def test_each_break_is_caught(change: Callable[[dict[str, Any]], None], broken: list[str]) -> None:
    changed = schema("event")
    change(changed)
    assert breaks(schema("event"), changed) == broken


def test_additions_and_new_names_of_classes_break_nothing() -> None:
    changed: dict[str, Any] = copy.deepcopy(schema("event"))
    event = changed["$defs"]["Event"]
    event["properties"]["mood"] = {"type": "string"}
    event["required"].append("mood")
    event["properties"]["status"]["enum"].append("rumoured")
    event["properties"]["confidence"]["description"] = "Changed words."
    renamed = json.loads(json.dumps(changed).replace("Participant", "Party"))
    assert breaks(schema("event"), renamed) == []


def test_no_input_field_becomes_required() -> None:
    changed = schema("input")
    changed["$defs"]["RawArticle"]["required"].append("url")
    assert breaks(schema("input"), changed, read_by_us=True) == ["RawArticle.url: now required"]


def test_input_fields_may_gain_types_and_not_lose_them() -> None:
    few, more = schema("input"), schema("input")
    more["$defs"]["RawArticle"]["properties"]["language"]["anyOf"].append({"type": "object"})
    assert breaks(few, more, read_by_us=True) == []
    assert breaks(more, few, read_by_us=True) == ["RawArticle.language: retyped"]
    assert breaks(few, more) == ["RawArticle.language: retyped"]
