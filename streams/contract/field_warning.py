"""Warnings of a record: fields of the raw article that were not used as they were sent, and the closed list of why."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class WarningReason(StrEnum):
    """Why a field was not used as it was sent. Used in `warnings[]` of a record and as a metric label."""

    WRONG_TYPE = "wrong_type"
    TOO_LONG = "too_long"
    BAD_UNICODE = "bad_unicode"
    """A lone surrogate was replaced by U+FFFD."""
    NO_DATE = "no_date"
    """The value means that there is no date: NaT, unknown, 0000-00-00."""
    UNKNOWN_DATE_FORM = "unknown_date_form"
    INCOMPLETE_DATE = "incomplete_date"
    """The year, the month or the day is missing."""
    AMBIGUOUS_DATE = "ambiguous_date"
    """3/9/2026 is in March or in September; neither source nor language decides which."""
    UNKNOWN_TIME_ZONE = "unknown_time_zone"
    """The day is given without the time: its zone is not known."""
    PLACEHOLDER_DATE = "placeholder_date"
    """The zero of a system, as 1970-01-01."""
    DATE_OUT_OF_RANGE = "date_out_of_range"
    FUTURE_DATE = "future_date"
    """More than a day after the article was fetched or received."""
    FROM_FETCHED_AT = "from_fetched_at"
    """Taken from `fetched_at`, as DATELINE_PUBLISHED_AT_FALLBACK asks."""
    FROM_BROKER_TIMESTAMP = "from_broker_timestamp"
    """Taken from the timestamp of the message, as DATELINE_PUBLISHED_AT_FALLBACK asks."""
    OTHER_LANGUAGE = "other_language"
    """Paragraphs in a language that is not read were left out."""


class FieldWarning(msgspec.Struct, frozen=True, kw_only=True):
    """A field of the raw article that was not used as it was sent; the article was read nevertheless."""

    field: str
    """Name of the field: `published_at`, `authors`, `text` …"""
    reason: str
    """One of a closed list that may grow: `wrong_type`, `unknown_date_form`, `ambiguous_date`, `future_date` …"""
