"""The news agency that an article credits, from `agencies.toml`: all articles of one agency count as one source."""

from __future__ import annotations

import re
from functools import cache

from agents.reader.lexicon.loader import data_file
from streams.contract.records import Article

CHARACTERS = 300
"""Length of the beginning and of the end of a text that are searched for credits."""
Pattern = re.Pattern[str]


def credited_agency(article: Article) -> str | None:
    """Return the name of the agency that an article credits at its start or end, or that published it; else None.

    An agency that is only quoted ("told Reuters") or is the subject of the news does not count.
    """
    opening, closing, spellings = _patterns()
    for pattern, text in ((opening, article.text[:CHARACTERS]), (closing, article.text[-CHARACTERS:])):
        for found in pattern.finditer(text):
            spelt = next(value for value in found.groups() if value is not None)
            return spellings[spelt]
    return spellings.get((article.source or "").strip())


@cache
def _patterns() -> tuple[Pattern, Pattern, dict[str, str]]:
    data = data_file(__file__, "agencies.toml")
    agencies = data.read("agencies", dict[str, str])
    spellings = {spelt: name for name, line in agencies.items() for spelt in line.split("|")}
    longest_first = "|".join(map(re.escape, sorted(spellings, key=len, reverse=True)))
    opening, closing = (
        re.compile("|".join(line.replace("{agency}", rf"\b({longest_first})\b") for line in lines))
        for lines in (data.read("credits.opening", list[str]), data.read("credits.closing", list[str]))
    )
    return opening, closing, spellings
