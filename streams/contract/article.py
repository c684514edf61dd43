"""The class of a decoded raw article."""

from __future__ import annotations

from typing import Any

import msgspec

from streams.contract.field_warning import FieldWarning


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """A validated raw article: the text to read and its metadata."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    section: str | None = None
    published_at: str | None = None
    """RFC 3339 time or ISO 8601 date; so is `fetched_at`."""
    fetched_at: str | None = None
    language: str | None = None
    authors: list[str] = []
    extra: dict[str, Any] = {}
    """Other fields, and original values of fields that could not be used."""
    warnings: list[FieldWarning] = []
