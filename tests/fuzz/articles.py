"""Hostile messages for `articles.raw`; the same number gives the same bytes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from tests.fuzz.damage import SNIPPETS, damaged

SEED = 20260310
MOST_CHARS, MOST_CHARS_OF_SAMPLE = 1500, 4000
"""Longest damaged text, in characters, because damages repeat text."""
DATES = [
    "2026-03-11T05:00:00Z", "2026-03-11", "2024-02-29", "2023-02-29", "1600-01-01", "2200-12-31T23:59:59+14:00",
    "2199-12-31T23:59:59-12:00", "1600-01-01T00:00:00+23:59", "0001-01-01", "9999-12-31", "2024-W10-3", "20240311",
    "2024-03-11T24:00:00Z", "2016-12-31T23:59:60Z", " 2024-03-11 ", "yesterday", "", "1710000000", "\u0662\u0660",
]  # fmt: skip
ADDRESSES = [
    "https://frontier-post.example/a?b=1#c", "javascript:alert(1)", "http://[", "https://a:99999/", "//a", "\0",
    "https://xn--\u202e.example/" + "a" * 300, "https://a.example/%zz?" + "&".join(f"k{n}={n}" for n in range(300)),
]  # fmt: skip
LANGUAGES = ("en", "en", "en", None, "fr", "EN-us", "\u202e")
ODD: list[Any] = [None, True, 0, -1, 10**400, 1.5e308, "", [], {}, ["a", 1], {"a": {"b": None}}, "\ud800", [[]]]
LITERALS = [
    "NaN",
    "Infinity",
    "-0",
    "1e999",
    "9" * 5000,
    '"\\ud800"',
    '"\\u0000"',
    "[" * 5000,
    '{"a":' * 5000,
    "01",
]


@cache
def samples() -> list[dict[str, str]]:
    """Return the demo articles that can be read."""
    lines = files("agents.cli").joinpath("samples/articles.jsonl").read_bytes().splitlines()
    found = []
    for line in lines:
        try:
            article = msgspec.json.decode(line)
        except msgspec.DecodeError:
            continue
        if isinstance(article, dict) and isinstance(article.get("text"), str):
            found.append({k: v for k, v in article.items() if isinstance(v, str)})
    return found


@cache
def sentences() -> list[str]:
    """Return the project's example sentences of every event type, and paragraphs of the samples."""
    folder = files("agents.build").joinpath("sentences")
    reports = [
        msgspec.json.decode(line)["text"]
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".jsonl")
        for line in path.read_bytes().splitlines()
    ]
    return reports + [part for article in samples() for part in article["text"].split("\n\n")]


def damaged_sample(rng: random.Random) -> dict[str, str]:
    """Return a sample article with damage in its text and perhaps its title."""
    article = dict(rng.choice(samples()))
    article["text"] = damaged(rng, article["text"])
    if rng.random() < 0.5 and "title" in article:
        article["title"] = damaged(rng, article["title"], 1)
    return article | {"id": f"{rng.getrandbits(64):x}", "text": article["text"][:MOST_CHARS_OF_SAMPLE] or "-"}


def message(number: int, seed: int = SEED) -> bytes:
    """Return the message of this number: one to four sentences, with damaged text, fields or bytes."""
    rng = random.Random(f"{seed}/{number}")
    fields = _fields(rng)
    if rng.random() < 0.1:
        fields[rng.choice((*fields, "own", "extra", "authors", "id"))] = rng.choice(ODD)
    raw = json.dumps(fields, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")
    return rng.choice(BYTES)(rng, raw) if rng.random() < 0.1 else raw


def _fields(rng: random.Random) -> dict[str, Any]:
    text = rng.choice((" ", " ", "\n\n", "\n")).join(rng.choices(sentences(), k=rng.choice((1, 1, 1, 2, 2, 3, 4))))
    if rng.random() < 0.95:
        text = damaged(rng, text, rng.choice((1, 3, 8)))[:MOST_CHARS]
    fields: dict[str, Any] = {
        "text": text,
        "language": rng.choice(LANGUAGES),
    }
    if rng.random() < 0.6:
        title = rng.choice(sentences())[:200]
        fields["title"] = damaged(rng, title, 2)[:1000] if rng.random() < 0.5 else title
    if rng.random() < 0.6:
        fields["published_at"] = rng.choice(DATES[:2]) if rng.random() < 0.85 else rng.choice(DATES)
    if rng.random() < 0.4:
        fields["url"] = rng.choice(ADDRESSES)
    if rng.random() < 0.3:
        fields[rng.choice(("id", "source", "section", "authors"))] = rng.choice(SNIPPETS)
    return fields


def _truncated(rng: random.Random, raw: bytes) -> bytes:
    return raw[: rng.randint(0, len(raw))]


def _flipped(rng: random.Random, raw: bytes) -> bytes:
    body = bytearray(raw)
    for _ in range(rng.choice((1, 5, 50))):
        body[rng.randrange(len(body))] = rng.randrange(256)
    return bytes(body)


def _spliced(rng: random.Random, raw: bytes) -> bytes:
    other = json.dumps(_fields(rng)).encode("utf-8", "surrogatepass")
    return raw[: rng.randint(0, len(raw))] + other[rng.randint(0, len(other)) :]


def _literal(rng: random.Random, raw: bytes) -> bytes:
    """Insert a literal that JSON writers of other languages produce, or that is invalid."""
    name = rng.choice(("text", "published_at", "id", "own"))
    return raw.removesuffix(b"}") + f', "{name}": {rng.choice(LITERALS)}}}'.encode()


def _framed(rng: random.Random, raw: bytes) -> bytes:
    return (
        rng.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\0", b"[", b"")) + raw + rng.choice((b"", b"\n", b"\0", b"]", b"}"))
    )


def _recoded(rng: random.Random, raw: bytes) -> bytes:
    return raw.decode("utf-8", "replace").encode(rng.choice(("utf-16", "utf-32", "cp1252", "utf-7")), "replace")


BYTES: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    _truncated, _flipped, _spliced, _literal, _framed, _recoded
)  # fmt: skip

ENDLESS = {
    "commas": ",",
    "spaced commas": ", ",
    "brackets": "(",
    "nested quotes": "“‘",
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
    "persons": "Mira Dolenc, the minister, met Tom Okoro. She thanked him. ",
    "wrapped lines": "The harbour master of Port Elsinore said on Tuesday that three of\n",
}
"""What is repeated to make endless text."""
