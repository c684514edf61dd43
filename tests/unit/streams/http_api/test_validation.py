"""The HTTP API accepts exactly what its schema allows."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from streams.contract.article_fields import LONGEST
from streams.http_api.request_body import JSON_TYPES, BodyLimits, parse_body
from streams.http_api.responses import RequestRejected
from streams.http_api.validation import article_schema

LIMITS = BodyLimits(articles=1, article_chars=10_000, message_bytes=1 << 20)
VALID = Draft202012Validator(article_schema(LIMITS.article_chars))

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
long = st.builds(
    lambda letter, length, more: letter * (length + more),
    st.sampled_from("xö"),
    st.sampled_from(sorted(LONGEST.values())),
    st.integers(0, 1),
)
moments = st.one_of(
    st.dates().map(str),
    st.datetimes().map(lambda moment: moment.isoformat()),
    st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
    st.from_regex(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9](:[0-6][0-9])?Z?)?", fullmatch=True),
)
# JSON Schema accepts 1.0 as an integer; the HTTP API does not.
fractions = st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: not number.is_integer())
scalars = st.one_of(st.none(), st.booleans(), st.integers(), fractions, words)
values = st.one_of(scalars, long, moments, st.lists(scalars, max_size=3), st.dictionaries(words, scalars, max_size=3))
articles = st.one_of(
    values,
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(("text", "id", "published_at", "authors", "extra", "mood", *LONGEST), values),
    ),
    st.fixed_dictionaries({"text": words}, optional={"published_at": moments, "id": scalars}),
)


def accepted(value: Any) -> bool:
    try:
        return bool(parse_body(msgspec.json.encode(value), JSON_TYPES[0], LIMITS))
    except RequestRejected:
        return False


@given(articles)
@example({"text": "a", "published_at": "2024-02-29"})
@example({"text": "a", "published_at": "1900-02-29"})
@example({"text": "a", "published_at": 1773050400})
@example({"text": "a", "fetched_at": 1.5})
@example({"text": "a", "published_at": ""})
@example({"text": "a", "published_at": ["2026"]})
@example({"text": "\x00"})
@example({"text": "\u200b"})
@example({"text": "a", "id": True})
@example({"text": "a", "authors": ["b", None]})
def test_exactly_what_the_schema_allows_is_accepted(value: Any) -> None:
    if isinstance(value, list):
        return
    assert accepted(value) == VALID.is_valid(value)


@pytest.mark.parametrize("name", LONGEST)
def test_the_bound_of_a_field_is_in_the_schema(name: str) -> None:
    for length, good in ((LONGEST[name], True), (LONGEST[name] + 1, False)):
        value = {"text": "a", name: "x" * length}
        assert accepted(value) is VALID.is_valid(value) is good
