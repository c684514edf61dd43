"""The failure tree, and the closed list of reasons for which an article is not read.

    DatelineError
    ├── Unreadable      this article can never be read as it is: dead letter now
    ├── Transient       the world is not ready: retry with back-off, hold the line
    └── Misconfigured   a setting or an argument is wrong: say which, exit 2

Anything else is a bug: loud, and the message stays unacknowledged.
"""

from __future__ import annotations

from enum import StrEnum

MESSAGE_CHARS = 500
"""Characters kept of what is said about one failure."""


class Reason(StrEnum):
    """Why an article became a dead letter. Used in headers, metric labels and `enrich` output alike."""

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
"""What libraries that parse hostile markup raise where they did not expect it."""


NO_RECORD = (ValueError, RecursionError)
"""What msgspec raises for bytes that are no record: its own errors and that of bytes that are not UTF-8 are
`ValueError`s; deep nesting is the other."""


class DatelineError(Exception):
    """Base of what Dateline raises on purpose."""


class Unreadable(DatelineError):
    """This article can never be read as it is."""

    def __init__(self, reason: Reason, message: str, article_id: str | None = None) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
        self.article_id = article_id


class Transient(DatelineError):
    """The world is not ready; the same call may succeed later."""


class Misconfigured(DatelineError):
    """A setting or an argument is wrong; the message names the problem and how to fix it."""
