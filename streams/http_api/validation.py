"""Validation of posted articles against the published schema.

A worker moves a field of the wrong type to `extra`; the HTTP API rejects it, because a client can fix it. Dates are an
exception: clients pass on what publishers write, so any date is accepted, and the response warns about an unreadable
one.
"""

from __future__ import annotations

import re
from typing import Any, cast

import msgspec

from streams.contract.article_fields import LONGEST
from streams.contract.errors import Reason, Unreadable
from streams.contract.json_schema import RawArticle, schema

VISIBLE = (
    r"[!-~\u00ae-\u0377\u03a3-\u052f\u05d0-\u05ea\u0620-\u06dc\u0904-\u0939\u0e01-\u0e30\u1000-\u10c5\u10d0-\u1248"
    r"\u1780-\u17dd\u3041-\u3096\u30a1-\u30fa\u3220-\ua48c\uac00-\ud7a3]"
)
"""Pattern for a visible character, which every text must have; JSON Schema has no other way to require one."""

_visible = re.compile(VISIBLE)
_decode = msgspec.json.Decoder(RawArticle).decode


def validate_article(value: bytes) -> None:
    """Check that an article that a worker could read also fits the schema.

    Raises:
        Unreadable: the value is not standard JSON, the text is blank, or a field is too long.
        msgspec.ValidationError: a field is of the wrong type; the message names both.
    """
    try:
        article = _decode(value)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError as error:
        raise Unreadable(Reason.NOT_JSON, str(error)) from error
    for name, longest in LONGEST.items():
        given = getattr(article, name)
        if isinstance(given, str) and len(given) > longest:
            raise Unreadable(
                Reason.FIELD_TOO_LONG, f"`{name}` has {len(given)} characters; at most {longest} are accepted"
            )
    if not _visible.search(article.text):
        raise Unreadable(Reason.TEXT_BLANK, "`text` has no visible character")


def article_schema(max_chars: int) -> dict[str, Any]:
    """Return the JSON Schema of an article with the limits of the HTTP API."""
    shape: dict[str, Any] = schema("input")["$defs"]["RawArticle"]
    fields = shape["properties"]
    fields["text"] |= {"pattern": VISIBLE, "maxLength": max_chars}
    for name, longest in LONGEST.items():
        _string(fields[name])["maxLength"] = longest
    return shape


def _string(field: dict[str, Any]) -> dict[str, Any]:
    """Return the string alternative of a field's schema."""
    (found,) = [kind for kind in field["anyOf"] if kind["type"] == "string"]
    return cast(dict[str, Any], found)
