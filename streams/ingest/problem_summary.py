"""Summary of problems with the articles of a run: counts by kind, with an example of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from streams.contract.article import Article
from streams.contract.codec import decode_article
from streams.contract.errors import Reason, Unreadable
from streams.ingest.extract.field_map import FIELDS, SCRAPERS
from streams.ingest.extract.json_wrappers import json_object

MOST_NAMES, LONGEST_NAME = 12, 40
"""Maximum number of field names in a message, and maximum characters of each."""


@dataclass
class ProblemSummary:
    """Counts articles by kind of problem, with the first one as example."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, kind: str, example: str) -> None:
        """Count one problem."""
        self.counts[kind] += 1
        self.examples.setdefault(kind, example)

    def lines(self) -> Iterator[str]:
        """Return one line per kind, the most frequent first."""
        for kind, count in self.counts.most_common():
            yield f"{count} × {kind}, as in {self.examples[kind]}"


def count_text(number: int, noun: str) -> str:
    """Return a number with its noun, as in "1 article"."""
    return f"{number} {noun}{'s' * (number != 1)}"


def checked_article(
    value: bytes, origin: str, max_chars: int, problems: ProblemSummary, doubt: str = ""
) -> Article | Unreadable:
    """Decode an article as a worker does, and count its problems; return the article, or the error.

    `doubt` says what its record lacks under a field map.
    """
    try:
        article = decode_article(value, max_chars=max_chars)
    except Unreadable as error:
        problems.add(f"dead letter {error.reason.value}{_text_hint(value, error, doubt)}", origin)
        return error
    for warning in article.warnings:
        problems.add(f"{warning.field} not used: {warning.reason.replace('_', ' ')}", origin)
    return article


def _text_hint(value: bytes, error: Unreadable, doubt: str) -> str:
    """Return a hint for a record without a text: its doubt, or its fields and how to name the one with the text."""
    record = json_object(value) if error.reason is Reason.TEXT_MISSING else None
    if record is not None and doubt:
        return f", {doubt}"
    others = [name[:LONGEST_NAME] for name, held in (record or {}).items() if isinstance(held, str)]
    if "text" in (record or {}) or not set(others) - set(FIELDS):
        return ""
    known = next((name for name, fields in SCRAPERS.items() if fields.get("text") in others), "text=FIELD")
    return f", no field text among {', '.join(others[:MOST_NAMES])}: --map {known}"
