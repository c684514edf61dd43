"""Field maps rename a source's fields to those of an article and drop nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.contract.codec import parse_moment
from streams.contract.errors import Misconfigured
from streams.ingest.extract.field_map import EMPTY, SCRAPERS, mapped_record, normalized_date, parse_fields
from streams.ingest.formats.jsonl import mapped_article


def test_named_fields_and_the_rest() -> None:
    record = {"headline": "Talks", "body": "They met.", "views": 7, "tags": [], "note": "", "author": None}
    fields = parse_fields("title=headline, text = body")
    assert mapped_record(record, fields) == {"title": "Talks", "text": "They met.", "views": 7}


def test_fields_replaced_by_a_map_go_to_extra() -> None:
    record = {"text": "Short.", "body": "They met in Lenz.", "extra": {"run": 4}}
    assert mapped_record(record, {"text": "body"}) == {
        "text": "They met in Lenz.",
        "extra": {"run": 4, "text": "Short."},
    }
    assert mapped_record({"text": "Short.", "body": None}, {"text": "body"}) == {"text": "Short."}


def test_a_dot_leads_into_an_object() -> None:
    record = {"webTitle": "Talks", "fields": {"bodyText": "They met.", "wordcount": "2"}, "tags": [{"a": 1}]}
    assert mapped_record(record, parse_fields("guardian")) == {
        "title": "Talks", "text": "They met.", "fields": {"wordcount": "2"}, "tags": [{"a": 1}],
    }  # fmt: skip
    named = {"fields": {"bodyText": "They met."}, "fields.bodyText": "Named so."}
    assert mapped_record(named, {"text": "fields.bodyText"}) == {
        "text": "Named so.",
        "fields": {"bodyText": "They met."},
    }
    assert mapped_record({"fields": "none"}, {"text": "fields.bodyText"}) == {"fields": "none"}


@pytest.mark.parametrize("spec", ["", "text", "text=", "body=text", "text=body,", "newspapers"])
def test_an_empty_map_is_refused(spec: str) -> None:
    with pytest.raises(Misconfigured, match="news-please"):
        parse_fields(spec)


@pytest.mark.parametrize("name", SCRAPERS)
def test_scrapers_by_name(name: str) -> None:
    assert parse_fields(name) is SCRAPERS[name]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-03-11", "2026-03-11"),
        ("20260311", "2026-03-11"),
        (date(2026, 3, 11), "2026-03-11"),
        ("2026-03-11 05:00:00", "2026-03-11T05:00:00+00:00"),
        ("2026-03-11T05:00:00Z", "2026-03-11T05:00:00Z"),
        ("2026-03-11T05:00:00+05:00", "2026-03-11T05:00:00+05:00"),
        (datetime(2026, 3, 11, 5, tzinfo=timezone(timedelta(hours=5))), "2026-03-11T05:00:00+05:00"),
        ("Wed, 11 Mar 2026 05:00:00 GMT", "2026-03-11T05:00:00+00:00"),
        ("Wed, 11 Mar 2026 05:00:00 +0500", "2026-03-11T05:00:00+05:00"),
        (1773205200, "2026-03-11T05:00:00+00:00"),
        ("1710101012345", "2024-03-10T20:03:32.345000+00:00"),
        ("1773205200.5", "2026-03-11T05:00:00.500000+00:00"),
        ("last Tuesday", "last Tuesday"),
        ("Tue, 10 Mar 2026 01:30:00 IST", "Tue, 10 Mar 2026 01:30:00 IST"),
        ("3/9/2026", "3/9/2026"),
        ("NaT", None),
        ("None", None),
        ("NULL", None),
        ("", None),
        (True, True),
    ],
)
def test_formats_of_times(said: Any, meant: Any) -> None:
    assert normalized_date(said) == meant


def test_the_source_decides_the_order_of_day_and_month() -> None:
    record = {"text": "They met.", "url": "https://lenz.example.co.uk/1", "published_at": "3/9/2026"}
    assert mapped_record(record, {})["published_at"] == "2026-09-03"


@given(st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_a_moment_stays_the_same_moment(value: datetime) -> None:
    assert parse_moment(str(normalized_date(value.isoformat()))) == value
    assert parse_moment(str(normalized_date(str(normalized_date(value))))) == value


@given(st.text(max_size=40) | st.integers() | st.floats() | st.lists(st.integers(), max_size=2))
def test_any_value_as_time(value: Any) -> None:
    normalized_date(value)


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.integers(), max_size=6), st.data())
def test_no_value_is_dropped(record: dict[str, Any], data: st.DataObject) -> None:
    names = st.sampled_from([*record, "absent"])
    fields = {"text": data.draw(names), "title": data.draw(names)}
    made = mapped_record(record, fields)
    kept = [*made.values(), *(made["extra"].values() if isinstance(made.get("extra"), dict) else [])]
    assert all(value in kept for value in record.values() if value not in EMPTY)


def test_a_record_without_text_is_published_with_the_reason() -> None:
    message = mapped_article({"headline": "Talks", "url": "https://lenz.example/1"}, "a.csv:2", {"text": "body"})
    assert message.key == b"https://lenz.example/1"
    assert "no text in 'body'" in message.doubt
