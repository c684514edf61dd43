"""Messages that cannot be read, each with the reason that its dead letter must give."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from streams.contract.errors import Reason
from tests.broker.topics_fixture import LIMITS


@dataclass(frozen=True, slots=True)
class Bad:
    """One bad message."""

    name: str
    raw: bytes | None
    reason: Reason
    stage: str = "decode"
    attempts: int = 1


def _with(**fields: object) -> bytes:
    return msgspec.json.encode({"id": "bad", **fields})


FIVE_MEGABYTES = 5_000_000
LONG = LIMITS.article_chars + 1
BAD = (
    Bad("tombstone", None, Reason.EMPTY_MESSAGE),
    Bad("empty", b"", Reason.EMPTY_MESSAGE),
    Bad("not UTF-8", b'{"text": "caf\xe9"}', Reason.NOT_UTF8),
    Bad("UTF-16", '{"text": "in two bytes each"}'.encode("utf-16"), Reason.NOT_UTF8),
    Bad("binary", bytes(range(256)), Reason.NOT_UTF8),
    Bad("plain text", b"Rebels attacked a village.", Reason.NOT_JSON),
    Bad("cut short", b'{"id": "bad", "text": "Rebels att', Reason.NOT_JSON),
    Bad("two objects", b'{"text": "one."} {"text": "two."}', Reason.NOT_JSON),
    Bad("white space", b" \n ", Reason.NOT_JSON),
    Bad("NUL bytes", b"\x00" * 64, Reason.NOT_JSON),
    Bad("raw control characters", b'{"text": "a\x00b"}', Reason.NOT_JSON),
    Bad("deep nesting", b'{"text": ' + b"[" * 90_000 + b"]" * 90_000 + b"}", Reason.NOT_JSON),
    Bad("a number of 10,000 digits", b'{"text": "a.", "extra": ' + b"9" * 10_000 + b"z}", Reason.NOT_JSON),
    Bad("a list", b'[{"text": "Rebels attacked."}]', Reason.NOT_OBJECT),
    Bad("null", b"null", Reason.NOT_OBJECT),
    Bad("a string", b'"Rebels attacked a village."', Reason.NOT_OBJECT),
    Bad("no text", _with(title="Only a title"), Reason.TEXT_MISSING),
    Bad("null text", _with(text=None), Reason.TEXT_MISSING),
    Bad("number as text", _with(text=42), Reason.TEXT_NOT_STRING),
    Bad("list as text", _with(text=["Rebels", "attacked"]), Reason.TEXT_NOT_STRING),
    Bad("blank text", _with(text=" \n\t\u00a0\u200b "), Reason.TEXT_BLANK),
    Bad("empty text", _with(text=""), Reason.TEXT_BLANK),
    Bad("long text", _with(text="Rebels attacked. " * (LONG // 17 + 1)), Reason.TEXT_TOO_LONG),
    Bad("one long word", _with(text="a" * LONG), Reason.TEXT_TOO_LONG),
    Bad("a million-character word", _with(text="a" * 1_000_000), Reason.MESSAGE_TOO_LARGE),
    Bad("5 MB", _with(text="Rebels attacked. " * (FIVE_MEGABYTES // 17)), Reason.MESSAGE_TOO_LARGE),
    Bad("5 MB of NUL bytes", b"\x00" * FIVE_MEGABYTES, Reason.MESSAGE_TOO_LARGE),
    Bad("other language", _with(text="[klingon] Qapla'"), Reason.UNSUPPORTED_LANGUAGE, "read"),
    Bad("reader raises", _with(text="[raise]"), Reason.READER_FAILED, "read"),
    Bad("reader recurses indefinitely", _with(text="[recurse]"), Reason.READER_FAILED, "read"),
    Bad(
        "reader gives half a character",
        _with(text="Rebels attacked [half a character]."),
        Reason.READER_FAILED,
        "encode",
    ),
    Bad("reader exits", _with(text="[exit]"), Reason.READER_CRASHED, "read", 3),
    Bad("reader is killed", _with(text="[die]"), Reason.READER_CRASHED, "read", 3),
    Bad("reader hangs", _with(text="[hang]"), Reason.READER_TIMED_OUT, "read", 3),
    Bad("fat enriched article", _with(text="[fat] Rebels attacked."), Reason.OUTPUT_TOO_LARGE, "encode"),
    Bad(
        "fat event",
        _with(text="Rebels attacked Kabul, [fat event] and " + "so on " * 20 + "."),
        Reason.OUTPUT_TOO_LARGE,
        "encode",
    ),
)
