"""The failure tree, and the closed list of reasons for which an article is not read.

    DatelineError
    ├── Unreadable      this article can never be read as it is: dead letter now
    ├── Transient       an outage, e.g. of the broker: retry with back-off, acknowledge nothing meanwhile
    └── Misconfigured   a setting or an argument is wrong: say which, exit 2

Anything else is a bug: it is raised, and the message stays unacknowledged.
"""

from __future__ import annotations

from enum import StrEnum

MESSAGE_CHARS = 500
"""Maximum characters of the message about one failure."""


class Reason(StrEnum):
    """Why an article became a dead letter; the values are used in headers, metric labels and `enrich` output."""

    EMPTY_MESSAGE = "empty_message"
    MESSAGE_TOO_LARGE = "message_too_large"
    UNREADABLE_BATCH = "unreadable_batch"
    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    NOT_OBJECT = "not_object"
    TEXT_MISSING = "text_missing"
    TEXT_NOT_STRING = "text_not_string"
    TEXT_BLANK = "text_blank"
    TEXT_TOO_LONG = "text_too_long"
    FIELD_TOO_LONG = "field_too_long"
    BAD_UNICODE = "bad_unicode"
    BAD_PUBLISHED_AT = "bad_published_at"
    DECODER_FAILED = "decoder_failed"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    READER_FAILED = "reader_failed"
    READER_CRASHED = "reader_crashed"
    READER_TIMED_OUT = "reader_timed_out"
    OUTPUT_TOO_LARGE = "output_too_large"


PARSER_ERRORS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
)
"""Exceptions that parsers raise for unexpected markup."""


NO_RECORD = (ValueError, RecursionError)
"""Exceptions that msgspec raises for bytes that are not a record: its own errors and invalid UTF-8 are `ValueError`s,
deep nesting is a `RecursionError`."""


class DatelineError(Exception):
    """Base of the exceptions that Dateline raises on purpose."""


class Unreadable(DatelineError):
    """An article that can never be read as it is; `reason` says why."""

    def __init__(self, reason: Reason, message: str, article_id: str | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.article_id = article_id


class Transient(DatelineError):
    """A temporary failure, e.g. of the broker; the same call may succeed later."""


class Misconfigured(DatelineError):
    """A setting or an argument is wrong; the message names the problem and how to fix it."""
