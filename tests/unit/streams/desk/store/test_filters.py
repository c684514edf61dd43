"""Filters: parsing of a query string, its errors, and equality with a route's rule."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.desk.store.filters import BadQuery, Filter, parse_query, query_parameters, to_rule

FILTERS = st.builds(
    Filter,
    type=st.lists(st.sampled_from(["ASSAULT", "AID"]), max_size=2, unique=True).map(tuple),
    country=st.lists(st.sampled_from(["AFG", "PAK"]), max_size=2, unique=True).map(tuple),
    text=st.lists(st.sampled_from(["coast guard", "strike*"]), max_size=2, unique=True).map(tuple),
    box=st.none() | st.just((29.0, 60.5, 39.0, 75.0)),
    date_from=st.none() | st.dates(date(2000, 1, 1), date(2010, 1, 1)),
    date_to=st.none() | st.dates(date(2011, 1, 1), date(2020, 1, 1)),
    date_of=st.sampled_from(["event", "report"]),
    min_confidence=st.sampled_from([0.0, 0.5, 0.75]),
)


@given(FILTERS)
def test_a_filter_survives_the_address(wanted: Filter) -> None:
    assert parse_query(parse_qsl(urlencode(query_parameters(wanted)))) == (wanted, {})


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("typ=ASSAULT", "unknown parameter 'typ'"),
        ("status=maybe", "not one of asserted"),
        ("box=1,2,3", "four numbers"),
        ("box=40,0,30,10", "box"),
        ("box=nan,0,1,1", "out of range"),
        ("from=yesterday", "a day such as"),
        ("from=20260310", "a day such as"),
        ("min_confidence=70", "min_confidence"),
        ("min_confidence=1&min_confidence=1", "given twice"),
        ("text=" + "x" * 201, "maximum is 200"),
        ("text=%20", "blank"),
        ("text=a%00b", "control character"),
        ("text=%3F%3F", "has no word"),
        ("date_of=birth", "event or report"),
        ("&".join(f"source=s{n}" for n in range(21)), "maximum is 20"),
    ],
)
def test_invalid_parameters_are_named(query: str, named: str) -> None:
    with pytest.raises(BadQuery, match=named):
        parse_query(parse_qsl(query, keep_blank_values=True))


def test_codes_are_taken_in_any_case() -> None:
    wanted, _ = parse_query([("type", "assault"), ("type", "ASSAULT"), ("country", "afg")])
    assert wanted == Filter(type=("ASSAULT",), country=("AFG",))


def test_other_parameters_are_given_back() -> None:
    assert parse_query([("limit", "5"), ("type", "AID")], ("limit",)) == (Filter(type=("AID",)), {"limit": "5"})


def test_a_rule_says_all_but_source_and_dates() -> None:
    rule = to_rule(Filter(type=("AID",), text=("flood",), source=("x",), date_from=date(2026, 1, 1)))
    assert (rule.type, rule.keyword) == (["AID"], ["flood"])
