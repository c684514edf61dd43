"""Which news agency an article credits, from `agencies.toml`: two articles of one agency are one source."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from streams.contract.records import Article

CHARACTERS = 300
"""Of the beginning and of the end, where credits stand."""
Pattern = re.Pattern[str]


def credited_agency(article: Article) -> str | None:
    """The agency that an article credits in its dateline or at its end, or that published it; else None.

    An agency that is quoted ("told Reuters") or reported about is not credited.
    """
    opening, closing, spellings = _patterns()
    for pattern, text in ((opening, article.text[:CHARACTERS]), (closing, article.text[-CHARACTERS:])):
        for found in pattern.finditer(text):
            spelt = next(value for value in found.groups() if value is not None)
            return spellings[spelt]
    return spellings.get((article.source or "").strip())


@cache
def _patterns() -> tuple[Pattern, Pattern, dict[str, str]]:
    data = tomllib.loads((Path(__file__).parent / "agencies.toml").read_text("utf-8"))
    spellings = {spelt: name for name, line in data["agencies"].items() for spelt in line.split("|")}
    longest_first = "|".join(map(re.escape, sorted(spellings, key=len, reverse=True)))
    made = (
        "|".join(line.replace("{agency}", rf"\b({longest_first})\b") for line in data["credits"][part])
        for part in ("opening", "closing")
    )
    opening, closing = (re.compile(pattern) for pattern in made)
    return opening, closing, spellings
