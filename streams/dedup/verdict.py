"""What the fingerprints say of one article, before it is read."""

from __future__ import annotations

import msgspec


class Verdict(msgspec.Struct, frozen=True, array_like=True):
    """Read it, or not; and as what it is published."""

    article_id: str
    """The article's own id; for a later version under an id already used, one made of that id and the text."""
    duplicate_of: str | None = None
    """The earlier article with the same text, which was read instead of it."""
    version_of: str | None = None
    """The first article with the same id or canonical URL, where that had another text."""
    near_duplicate_of: str | None = None
    """An earlier article that holds most of its words. It is read: what differs may be what matters."""
