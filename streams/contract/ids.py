"""Deterministic ids, identical on every replay."""

from __future__ import annotations

import hashlib


def event_id(article_id: str, ontology: str, event_type: str, field: str, start: int, end: int) -> str:
    """Return the id of an event: the same for the same article, type and trigger under the same ontology."""
    return "ev-" + digest(article_id, ontology, event_type, field, str(start), str(end))


def digest(*parts: str) -> str:
    """Return the BLAKE2b digest of an ordered list of strings, 24 hexadecimal digits."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=12).hexdigest()
