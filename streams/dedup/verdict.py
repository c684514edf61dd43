"""The result of duplicate detection for one article."""

from __future__ import annotations

import msgspec


class Verdict(msgspec.Struct, frozen=True, array_like=True):
    """Whether an article is read, and under which id it is published."""

    article_id: str
    """The article's id; for a later version with an id already used, that id with a digest of the text."""
    duplicate_of: str | None = None
    """The earlier article with the same text, which was read instead."""
    version_of: str | None = None
    """The first article with the same id or canonical URL, if its text differs."""
    near_duplicate_of: str | None = None
    """An earlier article that contains most of its words. Both are read: the difference may be the news."""
