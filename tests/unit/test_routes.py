"""Routes: which rules take an event, and which files are refused."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from streams.errors import Misconfigured
from streams.routes import PLOVER_TYPES, Route, load_routes, matching, routable

EVENT = routable(
    msgspec.json.encode(
        {
            "event_type": "ASSAULT",
            "status": "asserted",
            "confidence": 0.7,
            "modes": ["aerial"],
            "actors": [{"country": "USA", "sector": "MIL"}],
            "recipients": [{"country": None, "sector": None}, {"country": "IRN", "sector": "CVL"}],
            "location": {"country": "IRQ"},
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
        ({"min_confidence": 0.7}, True),
        ({"min_confidence": 0.71}, False),
        ({"type": ["ASSAULT"], "country": ["FRA"]}, False),
    ],
)
def test_every_list_must_fit(rule: dict[str, object], takes: bool) -> None:
    """By any of its values; an empty one asks nothing."""
    route = msgspec.convert({"name": "r", **rule}, Route)
    assert matching([route], EVENT) == (["r"] if takes else [])


def test_no_place_fits_no_country() -> None:
    """Null is not a wildcard."""
    event = routable(b'{"event_type": "AID", "status": "asserted", "confidence": 1, "location": null}')
    assert matching([Route(name="r", country=["FRA"])], event) == []


def test_a_route_for_each_type_by_default() -> None:
    """Named in small letters."""
    assert [route.name for route in load_routes(None)] == [kind.lower() for kind in PLOVER_TYPES]
    assert matching(load_routes(None), EVENT) == ["assault"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no \\[\\[route\\]\\]"),
        ('[[route]]\nname = "Loud"', "small letters"),
        ('[[route]]\nname = "a"\n[[route]]\nname = "a"', "declared twice"),
        ('[[route]]\nname = "a"\ncolour = "red"', "colour"),
        ('[[route]]\nname = "a"\ntype = "ASSAULT"', "array"),
        ("[[route]", "DATELINE_ROUTES"),
    ],
)
def test_wrong_files_are_refused(tmp_path: Path, text: str, complaint: str) -> None:
    """With the file and what is wrong in it."""
    path = tmp_path / "routes.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Misconfigured, match=complaint):
        load_routes(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """Not taken for none."""
    with pytest.raises(Misconfigured, match="DATELINE_ROUTES"):
        load_routes(tmp_path / "nowhere.toml")


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b"not JSON", b'{"event_type": 1}'])
def test_what_is_no_event(raw: bytes) -> None:
    """Raises what the agent expects."""
    with pytest.raises(msgspec.DecodeError):
        routable(raw)
