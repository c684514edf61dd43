"""The news agency that an article credits, from `agencies.toml`: all articles of one agency count as one source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from agents.reader.lexicon.loader import data_file
from streams.contract.records import Article

CHARACTERS = 300
"""Length of the beginning and of the end of a text that are searched for credits."""
Pattern = re.Pattern[str]
_DATA = data_file(__file__, "agencies.toml")
_IN_LAST_SENTENCE = r"[^.!?]*\W*$"


def credited_agency(article: Article) -> str | None:
    """Return the name of the agency that an article credits at its start or end, or that published it; else None.

    "…, Reuters reported" and "according to Reuters" are credits. An agency that is only quoted ("told Reuters"), or
    that is the subject of the news, does not count.
    """
    patterns, spellings = _patterns()
    texts = (article.text[:CHARACTERS], article.text[-CHARACTERS:], article.title or "")
    for pattern, text in zip(patterns, texts, strict=True):
        for found in pattern.finditer(text):
            spelt = next(value for value in found.groups() if value is not None)
            return spellings[spelt]
    return spellings.get((article.source or "").strip())


@cache
def _patterns() -> tuple[tuple[Pattern, Pattern, Pattern], dict[str, str]]:
    """Return the patterns of credits at the start, at the end and in the title, and the name for each spelling."""
    agencies = _DATA.read("agencies", dict[str, str])
    spellings = {spelt: name for name, line in agencies.items() for spelt in line.split("|")}
    opening, closing, title = (
        _filled(_DATA.read(f"credits.{place}", list[str]), spellings) for place in ("opening", "closing", "title")
    )
    prose = _prose(spellings)
    ending = [form + _IN_LAST_SENTENCE for form in prose]
    patterns = (re.compile("|".join(opening + prose)), re.compile("|".join(closing + ending)))
    return (*patterns, re.compile("|".join(title))), spellings


def _prose(spellings: Iterable[str]) -> list[str]:
    """Return the forms of credits within a sentence."""
    forms = _DATA.read("credits.prose.forms", list[str])
    for part in ("named", "suffix", "day", "stop"):
        written = _DATA.read(f"credits.prose.{part}", str)
        forms = [form.replace(f"{{{part}}}", written) for form in forms]
    unclear = _DATA.read("credits.prose.unclear", list[str])
    return _filled(forms, [spelt for spelt in spellings if spelt not in unclear])


def _filled(forms: Iterable[str], spellings: Iterable[str]) -> list[str]:
    longest_first = "|".join(map(re.escape, sorted(spellings, key=len, reverse=True)))
    return [form.replace("{agency}", rf"\b({longest_first})\b") for form in forms]
