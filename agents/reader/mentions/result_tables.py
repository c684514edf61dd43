"""Names in tables and lists of results, found by row patterns (`result_tables.toml`) instead of the model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from agents.reader.lexicon.loader import data_file
from agents.reader.mentions.span_candidates import SpanCandidate
from agents.reader.syntax.tree import Doc

LONGEST = 400
"""Characters of the longest passage that may be a row."""

_LABELS = {"person": "PERSON", "team": "ORG", "place": "GPE"}
_CAPITALISED = r"[A-Z\u00c0-\u00de][\w'’&.-]{0,30}"
_TABLES = data_file(__file__, "result_tables.toml")
_PARTICLE = f"(?:{'|'.join(_TABLES.read('particles', str).split())})"
_MORE = rf"(?: (?:{_PARTICLE} ){{0,2}}{_CAPITALISED})"
_SHORT = {"NAME": rf"{_CAPITALISED}{_MORE}{{0,4}}", "PERSON": rf"{_CAPITALISED}{_MORE}{{1,4}}"}


def names_in_rows(passage: int, doc: Doc, sport: bool) -> list[SpanCandidate]:
    """Return the names in a passage that is a table row or contains one; empty for prose.

    Args:
        sport: whether the article is about sport; then ambiguous rows are read as rows of teams.
    """
    found: list[SpanCandidate] = []
    taken: set[int] = set()
    for match in _matches(doc.text, sport):
        for group, text in match.groupdict().items():
            span = doc.span_at(*match.span(group)) if text else None
            if span is None or taken.intersection(range(span.start, span.end)):
                continue
            taken.update(range(span.start, span.end))
            label = _LABELS[group.partition("_")[0]]
            found.append(SpanCandidate(passage, doc, span.start, span.end, label, fixed=True))
    return found


def _matches(text: str, sport: bool) -> Iterator[re.Match[str]]:
    kinds = ("", "sport_") if sport else ("",)
    if len(text) <= LONGEST:
        whole = (pattern.fullmatch(text) for kind in kinds for pattern in _fitting(f"{kind}row", text))
        first = next((match for match in whole if match), None)
        if first:
            yield first
    for kind in kinds:
        for pattern in _fitting(f"{kind}inside", text):
            yield from pattern.finditer(text)


def _fitting(kind: str, text: str) -> Iterator[re.Pattern[str]]:
    """Yield the patterns of a kind whose cheap pre-check (its "sign") matches a text."""
    return (pattern for sign, pattern in _patterns(kind) if sign.search(text))


@cache
def _patterns(kind: str) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Return pairs of pre-check and pattern of a kind; a pattern without one is always tried."""
    signs = _TABLES.read("required", dict[str, str])
    return [
        (
            re.compile(signs.get(name, "")),
            re.compile(re.sub("NAME|PERSON", lambda m: _SHORT[m.group()], source)),
        )
        for name, source in _TABLES.read(kind, dict[str, str]).items()
    ]
