"""What the fingerprints say of one article, before it is read."""

from __future__ import annotations

from typing import Literal

import msgspec


class Verdict(msgspec.Struct, frozen=True, array_like=True):
    """Read it, or not; and as what it is published."""

    article_id: str
    """The article's own id; for a later version under an id already used, one made of that id and the text."""
    duplicate_of: str | None = None
    """The earlier article that was read instead of it."""
    version_of: str | None = None
    """The first article with the same id or canonical URL, where that had another text."""
    kind: Literal["exact", "near"] | None = None
    """How it was recognised as a duplicate."""
