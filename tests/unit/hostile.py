"""Texts that no reader should meet: ordinary articles damaged in every way that feeds and scrapers damage them."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import files

import msgspec

SEED = 20260310
ALPHABETS = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x52F), (0x590, 0x6FF), (0x900, 0xDFF), (0xE00, 0xFFF),
    (0x1100, 0x11FF), (0x2000, 0x20CF), (0x2190, 0x2BFF), (0x3040, 0x30FF), (0x4E00, 0x4FFF), (0xAC00, 0xAFFF),
    (0xE000, 0xE0FF), (0xFE00, 0xFFFD), (0x10000, 0x103FF), (0x1F300, 0x1FAFF), (0x20000, 0x200FF),
    (0xE0000, 0xE007F),
)  # fmt: skip
"""First and last code points of blocks of every kind of script, of marks, signs and private use."""
SNIPPETS = [
    "\0", "\u202e", "\u200f", "\u200b", "\ufeff", "\ufffd", "e" + "\u0301" * 40,
    "\U0001f469\u200d\U0001f692", "ﬁ", "İ", "ß", "<div class='x", "</p>", "&amp;", "&#x27;",
    "&#999999;", "&nbsp", "â€™", "Ã©", "http://a.example/b?c=d&e", "((((((((", "))))))))", '""""""',
    "''''", "“", "”", "‘", ",,,,,,", "....", "----", "—", " - ", "\n", "\n\n", "\r\n", "\t", "$", "%",
    "1,000,000,000,000,000,000", "12/31/9999", "99:99 p.m.", "0000-00-00", "Q1", "Q9", "29 February",
    "Mondays", "ten years ago", "the 9999th century", "one hundred and two and a half", "U.S.", "O'",
    "'s", "al-", "the", "President", "killed", "of", "who said that", "and", "NOT", "A" * 199,
    "x-" * 90, "٣", "²", "½",
]  # fmt: skip


@cache
def samples() -> list[dict[str, str]]:
    """The articles that ship for the demonstration, those fit to read."""
    lines = files("streams").joinpath("samples/articles.jsonl").read_bytes().splitlines()
    found = []
    for line in lines:
        try:
            article = msgspec.json.decode(line)
        except msgspec.DecodeError:
            continue
        if isinstance(article, dict) and isinstance(article.get("text"), str):
            found.append({k: v for k, v in article.items() if isinstance(v, str)})
    return found


def damaged(rng: random.Random) -> dict[str, str]:
    """A sample article with some things done to its text and perhaps its title."""
    article = dict(rng.choice(samples()))
    for _ in range(rng.randint(1, 8)):
        article["text"] = rng.choice(DAMAGES)(rng, article["text"])
    if rng.random() < 0.5 and "title" in article:
        article["title"] = rng.choice(DAMAGES)(rng, article["title"])
    return article | {"id": f"{rng.getrandbits(64):x}", "text": article["text"][:4000] or "-"}


def _stretch(rng: random.Random, text: str) -> tuple[int, int]:
    start = rng.randint(0, len(text))
    return start, min(len(text), start + rng.choice((1, 5, 40, 300)))


def _cut(rng: random.Random, text: str) -> str:
    start, end = _stretch(rng, text)
    return text[:start] + text[end:]


def _again(rng: random.Random, text: str) -> str:
    start, end = _stretch(rng, text)
    return text[:start] + text[start:end] * rng.choice((2, 3, 10)) + text[end:]


def _swapped(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    for _ in range(min(20, len(words))):
        a, b = rng.randrange(len(words)), rng.randrange(len(words))
        words[a], words[b] = words[b], words[a]
    return " ".join(words)


def _script(rng: random.Random, text: str) -> str:
    first, last = rng.choice(ALPHABETS)
    return _put(rng, text, "".join(chr(rng.randint(first, last)) for _ in range(rng.choice((1, 3, 12)))))


def _snippet(rng: random.Random, text: str) -> str:
    return _put(
        rng, text, rng.choice(("", " ")) + rng.choice(SNIPPETS) * rng.choice((1, 1, 2, 9)) + rng.choice(("", " "))
    )


def _everywhere(rng: random.Random, text: str) -> str:
    mark = rng.choice(SNIPPETS)[:12]
    return "".join(c + mark if c == " " and rng.random() < 0.2 else c for c in text)


def _put(rng: random.Random, text: str, what: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + what + text[at:]


def _form(rng: random.Random, text: str) -> str:
    forms: tuple[Callable[[str], str], ...] = (
        str.upper,
        str.lower,
        str.title,
        lambda t: unicodedata.normalize("NFD", t),
        lambda t: t.replace(" ", "\u00a0"),
        lambda t: t.replace(". ", " "),
        lambda t: t.replace(" ", "\n"),
        lambda t: t.encode().decode("cp1252", "replace"),
    )
    return rng.choice(forms)(text)


DAMAGES = (_cut, _again, _swapped, _script, _snippet, _snippet, _everywhere, _form)

ENDLESS = {
    "commas": ",",
    "spaced commas": ", ",
    "brackets": "(",
    "quotes": '" ',
    "quotations": "“he said ‘",
    "one word": "a",
    "words": "a.b-c'd" * 20 + " ",
    "numbers": "12,345 ",
    "spelled numbers": "one hundred and two ",
    "dates": "Monday, May 3, 1999 last week two years ago ",
    "a list of places": "Oslo, ",
    "a run of places": "Oslo ",
    "owners": "Chad's ",
    "titles": "President ",
    "one sentence": "rebels attacked Oslo and killed 12 people and ",
    "deaths": "12 people were killed, ",
    "relative clauses": "the man who shot the man who shot ",
    "reports": "he said that she said that ",
    "shouting": "REBELS ATTACK OSLO, KABUL AND LIMA ",
    "paragraphs": "Rebels attacked Oslo.\n\n",
    "blank lines": "\n ",
    "references": "&amp;&#39;",
    "markup": "<div class='x'><a href=",
    "marks": "e" + "\u0301" * 50 + " ",
    "right to left": "\u202eabc \u200f\u0627\u0644 ",
    "astral": "\U0001f600 \U00020000 ",
    "acronyms": "Sea Rescue Trust (SRT) ",
}
"""What is repeated without end."""
