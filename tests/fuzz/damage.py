"""Damages: pure functions that change a text as feeds, scrapers and attackers do."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

Damage = Callable[[random.Random, str], str]

ALPHABETS = (
    (0x00, 0x1F), (0x20, 0x7E), (0x80, 0x9F), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x52F), (0x590, 0x6FF),
    (0x900, 0xDFF), (0xE00, 0xFFF), (0x1100, 0x11FF), (0x1200, 0x139F), (0x13A0, 0x1AFF), (0x2000, 0x20CF),
    (0x2190, 0x2BFF), (0x3040, 0x30FF), (0x4E00, 0x4FFF), (0xA000, 0xA4CF), (0xAC00, 0xAFFF), (0xE000, 0xE0FF),
    (0xFB00, 0xFDFF), (0xFE00, 0xFFFF), (0x10000, 0x103FF), (0x12000, 0x123FF), (0x1D400, 0x1D7FF),
    (0x1F300, 0x1FAFF), (0x20000, 0x200FF), (0xE0000, 0xE01EF), (0x10FF00, 0x10FFFF),
)  # fmt: skip
"""First and last code points of blocks of every kind of script, marks, signs, controls and private use."""
SNIPPETS = [
    "\0", "\u202e", "\u200f", "\u200b", "\ufeff", "\ufffd", "\x1b[2J", "\x9b31m", "e" + "\u0301" * 40,
    "\U0001f469\u200d\U0001f692", "ﬁ", "İ", "ß", "ŉ", "ǰ", "ΐ", "<div class='x", "</p>",
    "<script>alert(1)</script>", "<!--", "]]>", "<a href=\"javascript:alert(1)\">", "&amp;",
    "&amp;amp;lt;", "&#x27;", "&#999999;", "&#0;",
    "&nbsp", "â€™", "Ã©", "http://a.example/b?c=d&e", "((((((((", "))))))))", '""""""', "''''", "“", "”", "‘",
    ",,,,,,", "....", "----", "—", " - ", "\n", "\n\n", "\r\n", "\r", "\t", "\v", "\x85", "\u2028", "$", "%",
    "1,000,000,000,000,000,000", "9" * 60, "1e400", "1/0", "-0", "0.0.0.0", "12/31/9999", "13/13/13", "99:99 p.m.",
    "24:61", "0000-00-00", "9999-12-31", "2024-W99", "Q1", "Q9", "29 February", "31 February 0000", "Mondays",
    "ten years ago", "9999 years ago", "999999999 days later", "the 9999th century", "the 0th century",
    "one hundred and two and a half", "one million billion trillion", "minus three dozen", "half of one", "U.S.",
    "O'", "'s", "s'", "al-", "the", "President", "killed", "of", "who said that", "and", "NOT", "no one", "A" * 199,
    "x-" * 90, "٣", "२०२४", "²", "½", "Ⅻ", "①", "%s%n", "{0}", "\\u0000", "../../etc",
]  # fmt: skip
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u3164\ufe0f\0"
PUNCTUATION = ".,;:!?'\"“”‘’()[]{}<>-–—/\\|&%$#@*_^~`…·•§¶†"
TAGS = ("p", "b", "div class='a b", "img src=x onerror=alert(1)", "script", "td", "!--", "svg/onload=x")
PAIRS = ("()", "[]", "“”", "‘’", '""', "''", "<>", "«»", "{}")


def _random_range(rng: random.Random, text: str) -> tuple[int, int]:
    start = rng.randint(0, len(text))
    return start, min(len(text), start + rng.choice((1, 5, 40, 300)))


def _cut(rng: random.Random, text: str) -> str:
    start, end = _random_range(rng, text)
    return text[:start] + text[end:]


def _broken_off(rng: random.Random, text: str) -> str:
    return text[: rng.randint(0, len(text))] if rng.random() < 0.5 else text[rng.randint(0, len(text)) :]


def _repeated(rng: random.Random, text: str) -> str:
    start, end = _random_range(rng, text)
    return text[:start] + text[start:end] * rng.choice((2, 3, 10)) + text[end:]


def _swapped(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    for _ in range(min(20, len(words))):
        a, b = rng.randrange(len(words)), rng.randrange(len(words))
        words[a], words[b] = words[b], words[a]
    return " ".join(words)


def _script(rng: random.Random, text: str) -> str:
    first, last = rng.choice(ALPHABETS)
    return _put(rng, text, "".join(chr(rng.randint(first, last)) for _ in range(rng.choice((1, 3, 12, 60)))))


def _snippet(rng: random.Random, text: str) -> str:
    space = ("", " ")
    return _put(rng, text, rng.choice(space) + rng.choice(SNIPPETS) * rng.choice((1, 1, 2, 9)) + rng.choice(space))


def _everywhere(rng: random.Random, text: str) -> str:
    mark = rng.choice(SNIPPETS)[:12]
    return "".join(c + mark if c == " " and rng.random() < 0.2 else c for c in text)


def _invisible(rng: random.Random, text: str) -> str:
    """Insert invisible characters or changes of direction between the letters."""
    signs, share = rng.choice((BIDI, INVISIBLE)), rng.choice((0.02, 0.2))
    return "".join(c + rng.choice(signs) if rng.random() < share else c for c in text)


def _punctuated(rng: random.Random, text: str) -> str:
    run = rng.choice((rng.choice(PUNCTUATION) * rng.choice((3, 30, 300)), "".join(rng.sample(PUNCTUATION, 12))))
    return _put(rng, text, run)


def _long_token(rng: random.Random, text: str) -> str:
    piece = rng.choice(("a", "Z9", "0", "12,", "x-", "O'", "é", "\u0301", "../", "%41", "=", "a.b@", "中"))
    return _put(rng, text, " " + piece * (rng.choice((60, 199, 201, 1500)) // len(piece)) + " ")


def _nested(rng: random.Random, text: str) -> str:
    start, end = _random_range(rng, text)
    deep, pair = rng.choice((1, 3, 40, 200)), rng.choice(PAIRS)
    return text[:start] + pair[0] * deep + text[start:end] + pair[1] * rng.choice((deep, deep - 1, 0)) + text[end:]


def _marked_up(rng: random.Random, text: str) -> str:
    """Insert HTML that is unclosed, closed twice, or deeply nested."""
    tag = rng.choice(("p", "b", "div class='a b", "img src=x onerror=alert(1)", "script", "td", "!--", "svg/onload=x"))
    words = text.split(" ")
    for at in rng.sample(range(len(words)), min(len(words), rng.choice((1, 4, 20)))):
        words[at] = (
            rng.choice((f"<{tag}>", f"<{tag}", f"<{tag}>" * 30)) + words[at] + rng.choice(("", f"</{tag}>", ">"))
        )
    return " ".join(words)


def _put(rng: random.Random, text: str, what: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + what + text[at:]


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _digits(text: str) -> str:
    return text.translate({ord(str(n)): chr(0x660 + n) for n in range(10)})


FORMS: tuple[Callable[[str], str], ...] = (
    str.upper,
    str.lower,
    str.title,
    str.swapcase,
    _wide,
    _digits,
    lambda t: unicodedata.normalize("NFD", t),
    lambda t: t.replace(" ", "\u00a0"),
    lambda t: t.replace(" ", ""),
    lambda t: t.replace(". ", " "),
    lambda t: t.replace(" ", "\n"),
    lambda t: t.replace(" ", ", "),
    lambda t: t.encode("utf-8", "replace").decode("cp1252", "replace"),
    lambda t: "".join(c for c in t if c.isalnum() or c == " "),
    lambda t: t[::-1],
)
"""Damages of a whole text."""


def _form(rng: random.Random, text: str) -> str:
    return rng.choice(FORMS)(text)


DAMAGES: tuple[Damage, ...] = (
    _cut, _broken_off, _repeated, _swapped, _script, _script, _snippet, _snippet, _snippet, _everywhere, _invisible,
    _punctuated, _long_token, _nested, _marked_up, _form,
)  # fmt: skip


def damaged(rng: random.Random, text: str, most: int = 8) -> str:
    """Return the text with one to `most` damages."""
    for _ in range(rng.randint(1, most)):
        text = rng.choice(DAMAGES)(rng, text)
    return text
