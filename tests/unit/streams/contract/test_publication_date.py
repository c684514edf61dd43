"""Publication dates in all accepted forms, and the reasons for rejected ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.contract.codec import parse_moment
from streams.contract.date_context import date_context
from streams.contract.field_warning import WarningReason
from streams.contract.publication_date import read_publication_date

TEN = "2026-03-09T10:00:00+00:00"
DAY = "2026-03-09"

READ: list[tuple[Any, str]] = [
    ("2026-03-09T10:00:00Z", "2026-03-09T10:00:00Z"),
    ("2026-03-09T10:00:00.123456789+01:00", "2026-03-09T10:00:00.123456789+01:00"),
    ("2026-03-09", DAY),
    (" 2026-03-09 ", DAY),
    ("2026-03-09t10:00:00z", TEN),
    ("2026-03-09T10:00:00", TEN),
    ("2026-03-09 10:00", TEN),
    ("2026-03-09T10:00:00+0530", "2026-03-09T10:00:00+05:30"),
    ("2026-03-09 10:00:00+01", "2026-03-09T10:00:00+01:00"),
    ("2026-03-09T10:00:00 -0700", "2026-03-09T10:00:00-07:00"),
    ("2026-03-09 22:52:30 +5:30", "2026-03-09T22:52:30+05:30"),
    ("2026-03-09T10:15:00−05:00", "2026-03-09T10:15:00-05:00"),
    ("2026-03-09 10:00:00 UTC", TEN),
    ("2026-03-09 10:00:00.5 +0000 UTC m=+0.012", TEN),
    ("2026-03-09T10:00+01:00[Europe/Paris]", "2026-03-09T10:00:00+01:00"),
    ("2026-03-09 10:00:00 Europe/Berlin", "2026-03-09T10:00:00+01:00"),
    ("2026-W11-1", DAY),
    ("2026/3/9 15:07:41", "2026-03-09T15:07:41+00:00"),
    ("2026.03.09", DAY),
    ("2026:03:09 10:00:00", TEN),
    ("2026年3月9日 10:00", TEN),
    ("20260309", DAY),
    ("20260309100000", TEN),
    ("202603091000", TEN),
    ("20260309T100000Z", TEN),
    ("20260309 10:00", TEN),
    (1773050400, TEN),
    ("1773050400", TEN),
    (1773050400000, TEN),
    ("1773050400000", TEN),
    ("1773050400000000", TEN),
    ("1773050400000000000", TEN),
    (1773050400.25, "2026-03-09T10:00:00.250000+00:00"),
    ("/Date(1773050400000)/", TEN),
    ("Mon, 09 Mar 2026 10:00:00 GMT", TEN),
    ("9 Mar 2026 10:00:00 +0100", "2026-03-09T10:00:00+01:00"),
    ("Mon, 09 Mar 26 10:00:00 EST", "2026-03-09T10:00:00-05:00"),
    ("Tue, 10 Mar 2026 01:30:00 JST", "2026-03-10T01:30:00+09:00"),
    ("2026-09-07 16:18:00 CEST", "2026-09-07T16:18:00+02:00"),
    ("9 Mar 2026 07:58 ET", "2026-03-09T07:58:00-04:00"),
    ("9 Jan 2026 07:58 ET", "2026-01-09T07:58:00-05:00"),
    ("9 Mar 2026 10:00 Eastern Time", "2026-03-09T10:00:00-04:00"),
    ("9 Mar 2026 10:00 GMT+3", "2026-03-09T10:00:00+03:00"),
    ("10 Jul 2026 10:00 BST", "2026-07-10T10:00:00+01:00"),
    ("Mon Mar 09 2026 11:00:00 GMT+0100 (Central European Standard Time)", "2026-03-09T11:00:00+01:00"),
    ("Mon Mar  9 10:00:00 2026", TEN),
    ("Mon Mar  9 10:00:00 UTC 2026", TEN),
    ("Mon Mar 09 10:00:00 +0000 2026", TEN),
    ("10:00 GMT, 9 March 2026", TEN),
    ("1000 GMT 9 March 2026", TEN),
    ("10:00 MARCH 9, 2026", TEN),
    ("March 9, 2026", DAY),
    ("9 March 2026", DAY),
    ("9th of March, 2026 at 10:00", TEN),
    ("Monday, March 9, 2026", DAY),
    ("Mar. 9, 2026", DAY),
    ("9-Mar-2026", DAY),
    ("Sept 9, 2026", "2026-09-09"),
    ("Mar 9, 2026 3:30 PM", "2026-03-09T15:30:00+00:00"),
    ("Mar 9, 2026 3:30\u202fPM", "2026-03-09T15:30:00+00:00"),
    ("9 March 2026, 3.30pm", "2026-03-09T15:30:00+00:00"),
    ("9 March 2026 15:30 PM", "2026-03-09T15:30:00+00:00"),
    ("12 January 2026, 6:05 p.m. EST", "2026-01-12T18:05:00-05:00"),
    ("March 9, 2026 | 10:00 am", TEN),
    ("9 Mar 2026 - 10:00", TEN),
    ("09-MAR-26 10.00.00.000000 AM", TEN),
    ("Published: March 9, 2026 10:00 AM", TEN),
    ("Updated 10:00 AM ET, Mon March 9, 2026", "2026-03-09T10:00:00-04:00"),
    ("Published March 9, 2026 Updated March 11, 2026", DAY),
    ("Mon 9 Mar 2026 10.00 GMT", TEN),
    ("9 March 2026 10.00", TEN),
    ("Posted on 2026-03-09 by admin", DAY),
    ("March 9, 2026 in Politics", DAY),
    ("Mar 9, 2026 · 5 min read", DAY),
    ("2026\u201103\u201109", DAY),
    ("٢٠٢٦-٠٣-٠٩", DAY),
    ("Lun, 09 Mar 2026 11:00:00 +0100", "2026-03-09T11:00:00+01:00"),
    ("mar. 10 mars 2026", "2026-03-10"),
    ("9 mars 2026", DAY),
    ("9. März 2026, 10:00 Uhr", TEN),
    ("9 de marzo de 2026", DAY),
    ("lunedì 9 marzo 2026", DAY),
    ("23/03/2026 14:15", "2026-03-23T14:15:00+00:00"),
    ("3/23/2026", "2026-03-23"),
    ("09/09/2026", "2026-09-09"),
    ("09.03.2026 10:00", TEN),
    ("Monday 03/09/2026", DAY),
    ("Mon 09/03/2026", DAY),
    ("1974-08-09", "1974-08-09"),
    (["2026-03-09T10:00:00Z"], "2026-03-09T10:00:00Z"),
    ({"$date": "2026-03-09T10:00:00Z"}, "2026-03-09T10:00:00Z"),
    ({"$date": {"$numberLong": "1773050400000"}}, TEN),
    ([2026, 3, 9, 10, 0, 0, 0, 68, 0], TEN),
    ([2026, 3, 9], DAY),
]

NOT_READ: list[tuple[Any, str]] = [
    *((none, "no_date") for none in ("NaT", "None", "unknown", "n/a", "0000-00-00 00:00:00", float("nan"))),
    ("Wed Nov 23", "incomplete_date"),
    ("March 2026", "incomplete_date"),
    ("2026", "incomplete_date"),
    ("2026-03", "incomplete_date"),
    ("12:30", "incomplete_date"),
    ("yesterday", "unknown_date_form"),
    ("31 February 2026", "unknown_date_form"),
    ("2026-13-09", "unknown_date_form"),
    ("46104.59375", "unknown_date_form"),
    ("See the archive of 9 March 2026", "unknown_date_form"),
    ("9" * 300, "unknown_date_form"),
    ("3/9/2026", "ambiguous_date"),
    ("03-09-2026 10:00", "ambiguous_date"),
    ("1/2/26", "ambiguous_date"),
    (0, "placeholder_date"),
    ("1970-01-01T00:00:00Z", "placeholder_date"),
    ("1969-12-31T19:00:00-05:00", "placeholder_date"),
    ("1900-01-01", "placeholder_date"),
    ("0001-01-01T00:00:00", "date_out_of_range"),
    ("9999-12-31T23:59:59Z", "date_out_of_range"),
    ("2091-11-05T12:00:00Z", "future_date"),
    ("2026-03-12", "future_date"),
    (True, "wrong_type"),
    ([], "wrong_type"),
    ({}, "wrong_type"),
    (["2026-03-09", "2026-03-10"], "wrong_type"),
]

LATEST = date_context(None, None, None, datetime(2026, 9, 12, tzinfo=UTC))


@pytest.mark.parametrize(("given", "value"), READ)
def test_forms_that_are_read(given: Any, value: str) -> None:
    reading = read_publication_date(given)
    assert (reading.value, reading.reason) == (value, None)


@pytest.mark.parametrize(("given", "reason"), NOT_READ)
def test_values_that_are_not_trusted(given: Any, reason: str) -> None:
    latest = date_context(None, None, None, datetime(2026, 3, 10, tzinfo=UTC))
    reading = read_publication_date(given, latest)
    assert (reading.value, reading.reason) == (None, WarningReason(reason))


@pytest.mark.parametrize("given", [None, "", "   ", "\n"])
def test_nothing_given_is_no_warning(given: Any) -> None:
    assert read_publication_date(given).reason is None


@pytest.mark.parametrize("name", ["IST", "XYZ", "AST", "Halvern Time"])
def test_a_zone_that_is_not_known_leaves_the_day(name: str) -> None:
    reading = read_publication_date(f"Mon, 09 Mar 2026 10:00:00 {name}")
    assert (reading.value, reading.reason) == (DAY, WarningReason.UNKNOWN_TIME_ZONE)


@pytest.mark.parametrize(
    ("given", "language", "url", "source", "value"),
    [
        ("3/9/2026", "en-GB", None, None, "2026-09-03"),
        ("3/9/2026", "en_US", None, None, DAY),
        ("3/9/2026", "en-US", "https://lenz.example.co.uk/a", None, "2026-09-03"),
        ("3/9/2026", "fr", None, None, "2026-09-03"),
        ("3/9/2026", "en", None, "lenz.example.in", "2026-09-03"),
        ("3/9/2026", "en", "https://lenz.example.io/", "Lenz Times", None),
        ("3/9/2026", 7, ["https://lenz.example.in"], {}, None),
        ("9 Mar 2026 10:00 IST", "en-IN", None, None, "2026-03-09T10:00:00+05:30"),
        ("9 Mar 2026 10:00 IST", None, "https://lenz.example.ie/a", None, "2026-03-09T10:00:00+01:00"),
        ("9 Mar 2026 10:00 CST", None, "https://lenz.example.cn/a", None, "2026-03-09T10:00:00+08:00"),
        ("9 Mar 2026 10:00 CST", None, None, None, "2026-03-09T10:00:00-06:00"),
    ],
)
def test_source_or_language_decides_the_order_of_day_and_month(
    given: str, language: Any, url: Any, source: Any, value: str | None
) -> None:
    reading = read_publication_date(given, date_context(language, url, source))
    assert (reading.value or "")[:19] == (value or "")[:19]
    assert reading.value == value or (value is None and reading.reason is WarningReason.AMBIGUOUS_DATE)


@given(st.text(max_size=60) | st.from_regex(r"[0-9/.: -]{1,30}( ?[A-Z]{2,4})?", fullmatch=True))
def test_any_text_gives_a_date_or_a_reason(text: str) -> None:
    reading = read_publication_date(text, LATEST)
    if reading.value is not None:
        assert parse_moment(reading.value) is not None
        assert read_publication_date(reading.value, LATEST).value == reading.value
    else:
        assert reading.reason is not None or not text.strip()


@given(st.datetimes(datetime(1971, 1, 1), datetime(2026, 9, 11)), st.integers(-14 * 60, 14 * 60))
def test_a_moment_in_the_form_of_mail_is_the_same_moment(moment: datetime, minutes: int) -> None:
    moment = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    value = read_publication_date(moment.strftime("%a, %d %b %Y %H:%M:%S %z"), LATEST).value
    assert value == moment.isoformat()
