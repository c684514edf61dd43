"""Routes: which events match, and which files are refused."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from streams.contract.errors import Misconfigured
from streams.contract.event_types import PLOVER
from streams.routing.event_fields import event_fields
from streams.routing.routes import Route, load_routes, matching_routes

EVENT = event_fields(
    msgspec.json.encode(
        {
            "event_type": "ASSAULT",
            "status": "asserted",
            "confidence": 0.7,
            "modes": ["aerial"],
            "actors": [{"country": "USA", "sector": "MIL", "name": "Jets", "text": "U.S. jets"}],
            "recipients": [
                {"country": None, "sector": None, "name": "Al-Noor Brigade", "text": "the brigade"},
                {"country": "IRN", "sector": "CVL"},
            ],
            "location": {"country": "IRQ", "lat": 33.3, "lon": 44.4},
            "title": "Air force strikes depot",
            "evidence": {"sentence": "Jets hit a depot of the Al-Noor Brigade, guarding Iranian aid."},
        }
    )
)


@pytest.mark.parametrize(
    ("rule", "takes"),
    [
        ({}, True),
        ({"type": ["PROTEST", "ASSAULT"]}, True),
        ({"type": ["PROTEST"]}, False),
        ({"mode": ["aerial"]}, True),
        ({"mode": ["armor"]}, False),
        ({"country": ["IRQ"]}, True),
        ({"country": ["USA"]}, False),
        ({"actor_country": ["IRN"]}, True),
        ({"actor_country": ["IRQ"]}, False),
        ({"sector": ["CVL"]}, True),
        ({"status": ["negated"]}, False),
        ({"actor": ["al noor"]}, True),
        ({"actor": ["THE BRIGADE"]}, True),
        ({"actor": ["brig"]}, False),
        ({"actor": ["brig*"]}, True),
        ({"actor": ["depot"]}, False),
        ({"keyword": ["depot"]}, True),
        ({"keyword": ["air force"]}, True),
        ({"keyword": ["iran"]}, False),
        ({"keyword": ["iran*"]}, True),
        ({"keyword": ["peace", "aid"]}, True),
        ({"keyword": ["depot"], "actor": ["nobody"]}, False),
        ({"box": [29, 38, 38, 49]}, True),
        ({"box": [33.3, 44.4, 33.3, 44.4]}, True),
        ({"box": [34, 38, 38, 49]}, False),
        ({"box": [29, 170, 38, -170]}, False),
        ({"box": [29, 44, 38, -170]}, True),
        ({"min_confidence": 0.7}, True),
        ({"min_confidence": 0.71}, False),
        ({"type": ["ASSAULT"], "country": ["FRA"]}, False),
    ],
)
def test_every_list_must_match(rule: dict[str, object], takes: bool) -> None:
    """A list matches if one of its values does; an empty list matches all."""
    route = msgspec.convert({"name": "r", **rule}, Route)
    assert matching_routes([route], EVENT) == (["r"] if takes else [])


def test_no_country_matches_no_filter() -> None:
    """Null is not a wildcard."""
    event = event_fields(b'{"event_type": "AID", "status": "asserted", "confidence": 1, "location": null}')
    assert matching_routes([Route(name="r", country=["FRA"])], event) == []
    assert matching_routes([Route(name="r", box=(-90, -180, 90, 180))], event) == []
    assert matching_routes([Route(name="r", keyword=["a*"])], event) == []


def test_a_route_for_each_type_by_default() -> None:
    """Routes have the type's name in lower case."""
    assert [route.name for route in load_routes(None)] == [kind.lower() for kind in PLOVER]
    assert matching_routes(load_routes(None), EVENT) == ["assault"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no \\[\\[route\\]\\]"),
        ('[[route]]\nname = "Loud"', "may have only a-z"),
        ('[[route]]\nname = "a"\n[[route]]\nname = "a"', "declared twice"),
        ('[[route]]\nname = "a"\ncolour = "red"', "colour"),
        ('[[route]]\nname = "a"\ntype = "ASSAULT"', "array"),
        ("[[route]", "DATELINE_ROUTES"),
        ('[[route]]\nname = "a"\nstatus = ["maybe"]', "maybe"),
        ('[[route]]\nname = "a"\nmin_confidence = 70', "between 0 and 1"),
        ('[[route]]\nname = "a"\nbox = [38, 60, 29, 75]', "south, west, north, east"),
        ('[[route]]\nname = "a"\nbox = [29, 60, 38]', "length 4"),
        ('[[route]]\nname = "a"\nkeyword = ["*"]', "has no word"),
    ],
)
def test_wrong_files_are_refused(tmp_path: Path, text: str, complaint: str) -> None:
    """The error names the file and the problem."""
    path = tmp_path / "routes.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Misconfigured, match=complaint):
        load_routes(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A missing file is not the same as no file."""
    with pytest.raises(Misconfigured, match="DATELINE_ROUTES"):
        load_routes(tmp_path / "nowhere.toml")


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"not JSON", b'{"event_type": 1}'])
def test_invalid_events(raw: bytes) -> None:
    """The error is the one that the agent expects."""
    with pytest.raises(msgspec.DecodeError):
        event_fields(raw)


EXAMPLES = load_routes(Path(__file__).parents[4] / "deploy" / "routes.example.toml")
"""The rules in the documents."""


@pytest.mark.parametrize(
    ("changes", "routes"),
    [
        ({"location": {"country": "PAK"}, "confidence": 0.9}, ["violence.pak"]),
        ({"location": {"country": "PAK"}, "confidence": 0.9, "status": "negated"}, []),
        ({"event_type": "PROTEST", "modes": ["riot"]}, ["unrest"]),
        ({"actors": [{"sector": "REB"}]}, ["rebels"]),
        ({"actors": [{"country": "CHN"}]}, ["us-china"]),
        ({"actors": [{"name": "the International Red Cross"}]}, ["relief"]),
        ({"evidence": {"sentence": "They fired on tankers."}, "confidence": 0.6}, ["shipping"]),
        ({"location": {"lat": -17.7, "lon": 178.0}}, ["pacific"]),
        ({"location": {"lat": -17.7, "lon": 145.0}}, []),
        ({"title": "Calm"}, []),
    ],
)
def test_the_example_rules_take_what_they_say(changes: dict[str, object], routes: list[str]) -> None:
    """Each rule of the file matches an event, and does not match a similar one."""
    plain: dict[str, object] = {"event_type": "ASSAULT", "status": "asserted", "confidence": 0.5}
    assert matching_routes(EXAMPLES, event_fields(msgspec.json.encode(plain | changes))) == routes


def test_every_example_rule_is_tried() -> None:
    tried = test_the_example_rules_take_what_they_say.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {name for _, names in tried for name in names} == {route.name for route in EXAMPLES}
