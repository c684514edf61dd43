"""The articles of the benchmarks: the samples or any JSON lines, repeated as needed, each with a new id."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import islice
from pathlib import Path

import msgspec

from agents.cli.commands.enrich import raw_articles
from streams.contract.codec import decode_article
from streams.contract.errors import Unreadable
from streams.contract.records import Article

LIMIT_CHARS, LIMIT_BYTES = 200_000, 8 << 20
SYLLABLES = ("ka", "lo", "mi", "ter", "vas", "ren", "du", "ol", "sha", "pri", "gan", "eth", "zu", "bor", "ny")


def load(path: Path | None = None) -> list[bytes]:
    """Return the raw messages of a file that can be read; without a file, the English samples.

    Raises:
        Misconfigured: the file cannot be read.
        ValueError: it contains no article.
    """
    source = path or Path(str(files("agents.cli") / "samples" / "articles.jsonl"))
    found = [raw for raw in raw_articles([source], LIMIT_BYTES, {}, []) if _good(raw)]
    if not found:
        raise ValueError(f"{source} holds no article")
    return found


def _good(raw: bytes) -> bool:
    try:
        article = decode_article(raw, max_chars=LIMIT_CHARS)
    except Unreadable:
        return False
    return article.language in (None, "en")


def repeat(raws: list[bytes], count: int, first: int = 0, fresh: bool = False) -> Iterator[bytes]:
    """Yield `count` raw messages, repeating `raws` as needed, each with its own id.

    Ids are numbered from `first`. `fresh` adds a paragraph with invented names to each, so that there are always new
    words, as in real news.
    """
    for number, fields in enumerate(islice(_forever(raws), count), first):
        added = f"\n\n{invented(number)} of {invented(-number - 1)} did not comment." if fresh else ""
        text = fields["text"]
        longer = text + added if isinstance(text, str) else text  # what has no text stays a dead letter
        yield msgspec.json.encode(fields | {"id": f"bench-{number:07}", "text": longer})


def article_number(article_id: bytes) -> int:
    """Return the number in an id that `repeat` gave."""
    return int(article_id.rpartition(b"-")[2])


def decoded(raws: Iterable[bytes]) -> list[Article]:
    """Return the decoded articles, as the reader receives them."""
    return [decode_article(raw, max_chars=LIMIT_CHARS) for raw in raws]


def invented(seed: int) -> str:
    """Return an invented name, deterministic for the seed."""
    chosen = random.Random(seed)
    return " ".join("".join(chosen.choices(SYLLABLES, k=3)).capitalize() for _ in range(2))


def _forever(raws: list[bytes]) -> Iterator[dict[str, str]]:
    parsed = [msgspec.json.decode(raw) for raw in raws]
    while True:
        yield from parsed
