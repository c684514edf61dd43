"""The current filter as a route: a rule for `routes.toml` that selects the events shown."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from streams.desk.route_rule import route_toml
from streams.desk.store.filters import Filter, to_rule
from streams.routing.routes import load_routes

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
    lambda t: any(c.isalnum() for c in t)
)


@given(
    st.builds(
        Filter,
        type=st.lists(st.sampled_from(["AID", "ASSAULT"]), unique=True).map(tuple),
        text=st.lists(WORDS, max_size=3).map(tuple),
        source=st.lists(st.text(min_size=1), max_size=2).map(tuple),
        box=st.none() | st.just((29.0, 60.0, 39.0, 75.5)),
        min_confidence=st.sampled_from([0.0, 0.7]),
        date_from=st.none() | st.just(date(2026, 1, 1)),
    )
)
def test_the_route_is_the_filter(wanted: Filter) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "routes.toml"
        path.write_text(route_toml(wanted), encoding="utf-8")
        (route,) = load_routes(path)
    rule = to_rule(wanted)
    assert {name: getattr(route, name) for name in rule.__struct_fields__} == {
        name: getattr(rule, name) for name in rule.__struct_fields__
    }
    assert route.name == "my-route"
