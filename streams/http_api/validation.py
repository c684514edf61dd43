"""What an article must be to be accepted, so that what its schema allows is taken and what it forbids is refused.

Workers read on where a field is of the wrong type: it goes to `extra`. Whoever posts is there to hear of it, so the
door says it at once.
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
"""A character that shows: every text has one. JSON Schema has no other word for "not blank"."""

_YEAR, _LEAP_YEAR = "(?:1[6-9]|2[01])[0-9]{2}", "(?:(?:1[6-9]|2[01])(?:0[48]|[2468][048]|[13579][26])|1600|2000)"
_DAY = (
    rf"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    rf"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP_YEAR}-02-29)"
)
_HOUR_MINUTE = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_TIME = rf"[T ]{_HOUR_MINUTE}(?::[0-5][0-9](?:\.[0-9]{{1,9}})?)?(?:Z|[+-]{_HOUR_MINUTE})?"
MOMENT = rf"^(?:{_DAY}(?:{_TIME})?)?$"
"""A date of the calendar, or a moment of RFC 3339, from 1600 to 2199; or nothing."""

_visible, _moment = re.compile(VISIBLE), re.compile(MOMENT)
_decode = msgspec.json.Decoder(RawArticle).decode


def validate_article(value: bytes) -> None:
    """See that an article, which a worker would read, fits its schema.

    Raises:
        Unreadable: it is not standard JSON, the text is blank, a field is too long, or the date is in another form.
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
            raise Unreadable(Reason.FIELD_TOO_LONG, f"`{name}` has {len(given)} characters; {longest} are taken")
    if not _visible.search(article.text):
        raise Unreadable(Reason.TEXT_BLANK, "`text` holds nothing that shows")
    if article.published_at and not _moment.search(article.published_at):
        given = article.published_at[:60]
        raise Unreadable(
            Reason.BAD_PUBLISHED_AT, f"`published_at` is {given!r}, not as in 2026-03-11 or 2026-03-11T05:00:00Z"
        )


def article_schema(max_chars: int) -> dict[str, Any]:
    """The schema of an article as the HTTP API checks it: that of the input, with the bounds that it has."""
    shape: dict[str, Any] = schema("input")["$defs"]["RawArticle"]
    fields = shape["properties"]
    fields["text"] |= {"pattern": VISIBLE, "maxLength": max_chars}
    for name, longest in LONGEST.items():
        _string(fields[name])["maxLength"] = longest
    _string(fields["published_at"])["pattern"] = MOMENT
    return shape


def _string(field: dict[str, Any]) -> dict[str, Any]:
    """What is said of a field where it is a string."""
    (found,) = [kind for kind in field["anyOf"] if kind["type"] == "string"]
    return cast(dict[str, Any], found)
