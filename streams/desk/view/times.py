"""Dates and times for people. Every time is in UTC; the records keep the exact values."""

from __future__ import annotations

import re
from datetime import UTC, date, timedelta

from streams.contract.codec import parse_moment

PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
"""Words for the parts of a day in TIMEX3 values."""
_WITH_PART = re.compile(r"(\d{4}-\d\d-\d\d)T([A-Z]{2})")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")


def time_text(value: str | None) -> str:
    """Return an ISO 8601 time as `2026-03-11 05:00` in UTC; a date without a time and other text unchanged."""
    moment = parse_moment(value) if value else None
    if moment is None or value is None or "T" not in value:
        return value or ""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def date_text(value: str) -> str:
    """Return a TIMEX3 date without its codes: `2026-03-10, night`; a week or weekend as its first and last day."""
    if (found := _WITH_PART.fullmatch(value)) and found[2] in PARTS:
        return f"{found[1]}, {PARTS[found[2]]}"
    week = _WEEK.fullmatch(value)
    if week is None:
        return value
    try:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
    except ValueError:
        return value
    return f"{monday + timedelta(days=5 if week[3] else 0)} to {monday + timedelta(days=6)}"
