"""The outcome of one message, `Enriched` or `DeadArticle`; and decoding, the first step."""

from __future__ import annotations

import importlib.metadata
from typing import Literal

import msgspec

from streams.contract.article_fields import Fallback
from streams.contract.codec import decode_article
from streams.contract.errors import MESSAGE_CHARS, Reason, Unreadable
from streams.contract.field_warning import FieldWarning
from streams.contract.records import Article

VERSION = importlib.metadata.version("dateline")


class OutgoingEvent(msgspec.Struct, frozen=True, array_like=True):
    """One event: the record as published, and the fields for its headers and the metrics."""

    id: str
    type: str
    status: str
    country: str | None
    value: bytes


class Enriched(msgspec.Struct, frozen=True, array_like=True, tag="enriched"):
    """The enriched article as published, and its events."""

    article_id: str
    published_at: str | None
    value: bytes
    events: list[OutgoingEvent]
    labels: list[str] = []
    """Labels of its entities."""
    duplicate: Literal["exact", "near"] | None = None
    """Exact: not read, because an earlier article has the same text. Near: read, and similar to an earlier one."""
    later_version: bool = False
    warnings: list[FieldWarning] = []
    source: str | None = None


class DeadArticle(msgspec.Struct, frozen=True, array_like=True, tag="dead"):
    """An article that cannot be read: the reason, and the stage that found it."""

    reason: Reason
    stage: str
    """`decode`, `read` or `encode`."""
    exception: str
    message: str
    article_id: str | None = None
    attempts: int = 1
    source: str | None = None


Outcome = Enriched | DeadArticle


class ArticleLimits(msgspec.Struct, frozen=True):
    """Sizes beyond which an article becomes a dead letter."""

    article_chars: int
    message_bytes: int
    fallback: Fallback = "none"
    """Replacement of a missing date of publication."""


def decode(raw: bytes | None, limits: ArticleLimits, received: float | None = None) -> Article | DeadArticle:
    """Return the article in a raw message received at a Unix time (seconds), or the dead letter."""
    if raw is not None and len(raw) > limits.message_bytes:
        text = f"longer than DATELINE_MAX_MESSAGE_BYTES, {limits.message_bytes}"
        return DeadArticle(Reason.MESSAGE_TOO_LARGE, "decode", "Unreadable", text)
    try:
        return decode_article(raw, max_chars=limits.article_chars, received=received, fallback=limits.fallback)
    except Unreadable as error:
        return DeadArticle(error.reason, "decode", "Unreadable", error.message, error.article_id)
    except Exception as error:  # noqa: BLE001 - any error of the decoder makes the message a dead letter
        return DeadArticle(
            Reason.DECODER_FAILED, "decode", type(error).__name__, f"the decoder raised: {exception_text(error)}"
        )


def exception_text(error: Exception) -> str:
    """Return the message of an exception, truncated and encodable: it may quote an article with lone surrogates."""
    return str(error)[:MESSAGE_CHARS].encode("utf-8", "backslashreplace").decode()
