"""The articles that benchmarks read: the samples or any JSON lines, as often as needed, each under a new id."""

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
    """The raw messages of a file that can be read; of the samples, those in English.

    Raises:
        Misconfigured: the file cannot be read.
        ValueError: it holds no article.
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
    """As many raw messages as asked for, again from the first after the last, each with its own id.

    Ids are numbered from `first` on. `fresh` adds a paragraph with invented names to each, so that words never end,
    as in real news.
    """
    for number, fields in enumerate(islice(_forever(raws), count), first):
        added = f"\n\n{invented(number)} of {invented(-number - 1)} did not comment." if fresh else ""
        text = fields["text"]
        longer = text + added if isinstance(text, str) else text  # what has no text stays a dead letter
        yield msgspec.json.encode(fields | {"id": f"bench-{number:07}", "text": longer})


def article_number(article_id: bytes) -> int:
    """The number in an id that `repeat` gave."""
    return int(article_id.rpartition(b"-")[2])


def decoded(raws: Iterable[bytes]) -> list[Article]:
    """Taken apart, as the reader takes them."""
    return [decode_article(raw, max_chars=LIMIT_CHARS) for raw in raws]


def invented(seed: int) -> str:
    """A name that nobody has; the same for the same seed."""
    chosen = random.Random(seed)
    return " ".join("".join(chosen.choices(SYLLABLES, k=3)).capitalize() for _ in range(2))


def _forever(raws: list[bytes]) -> Iterator[dict[str, str]]:
    parsed = [msgspec.json.decode(raw) for raw in raws]
    while True:
        yield from parsed
