"""Decoding of pages and texts: by byte order mark, declared charset and validity."""

from __future__ import annotations

import codecs
import re

ALIASES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "x-user-defined": "cp1252",
    "utf8": "utf-8",
}
"""Labels that browsers decode as a larger character set, as in the WHATWG Encoding Standard."""
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
META_BYTES = 4096
"""Bytes at the start of a page that are searched for a charset declaration."""
WIDE_SAMPLE = 400
FALLBACK = "cp1252"

_META = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_DAMAGE = re.compile("\ufffd+")


def decode_text(sent: bytes, declared: str | None = None, *, markup: bool = True) -> str:
    """Return bytes decoded to text; never fails, invalid bytes become U+FFFD.

    In order of precedence: a byte order mark; UTF-8 if the bytes are valid; the charset `declared`, or declared in the
    document if it is `markup`; Windows-1252, as in browsers.
    """
    for mark, name in MARKS:
        if sent.startswith(mark):
            return sent[len(mark) :].decode(name, "replace")
    label = _label(declared) or (_declared_inside(sent) if markup else None)
    if wide := _wide(sent, label):
        return sent.decode(wide, "replace")
    try:
        text = sent.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        # ISO-2022-JP and UTF-7 encode other characters as ASCII bytes.
        return text if label is None or not label.startswith("iso2022") else sent.decode(label, "replace")
    if label in (None, "utf-8"):
        return _mostly_utf8(sent) or sent.decode(FALLBACK, "replace")
    return sent.decode(label, "replace")


def _mostly_utf8(sent: bytes) -> str | None:
    """Return UTF-8 text with few damaged bytes; None if a single-byte charset is more likely."""
    text = sent.decode("utf-8", "replace")
    damaged = sum(1 for _ in _DAMAGE.finditer(text))
    valid = sum(1 for character in text if character > "\x7f" and character != "\ufffd")
    return text if valid > 2 * damaged else None


def _declared_inside(sent: bytes) -> str | None:
    found = _META.search(sent[:META_BYTES])
    # Bytes that are readable as ASCII are not UTF-16, even if so declared.
    label = _label(found[1].decode("ascii", "replace")) if found else None
    return "utf-8" if label and label.startswith(("utf-16", "utf-32")) else label


def _wide(sent: bytes, label: str | None) -> str | None:
    """Return the UTF-16 codec of bytes without a mark, if declared or if every other byte is zero; else None."""
    sample = sent[:WIDE_SAMPLE]
    zeros = [sample[start::2].count(0) * 2 for start in (0, 1)]
    most = 0.6 * len(sample)
    if label and label.startswith("utf-16") and any(zeros):
        return label if label != "utf-16" else ("utf-16-be" if zeros[0] > zeros[1] else "utf-16-le")
    if len(sample) < 4 or max(zeros) < most:
        return None
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _label(declared: str | None) -> str | None:
    """Return the codec of a label; None for an unknown label."""
    if not declared:
        return None
    name = declared.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(ALIASES.get(name, name))
    except (LookupError, ValueError):
        return None
    # Python also has codecs that are not for text.
    return found.name if getattr(found, "_is_text_encoding", True) else None
