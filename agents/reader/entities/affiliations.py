"""Which country and sector an entity of an article belongs to: by its roles, its name, what stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from agents.reader.actors.actor_coding import OFFICIAL, ActorCode, code_actor
from agents.reader.actors.known_actors import known_actor
from agents.reader.entities.roles import Role, beside, owner_before
from agents.reader.lexicon.countries import capital_of, country_named, nationality
from agents.reader.mentions.mentions import NamedSpan
from agents.reader.text.article_text import ArticleText
from streams.contract.records import Entity

CLEAR = 2
"""How many times as often as any other a country must be named for the article to be about it."""


def person(
    page: ArticleText, spans: Sequence[NamedSpan], roles: Sequence[Role], on: date | None, home: str | None
) -> ActorCode:
    """Return a person's coding: from the roles stated, else from what is known of the name, else from the article.

    `home` is the country that the article is about; it stands in for the country of an official only.
    """
    stated = [code_actor(role.phrase, on) for role in roles]
    country = _first(coding.country for coding in stated)
    sector = _first(coding.sector for coding in stated)
    row = next((row for span in spans if (row := known_actor(span.text, on)) is not None and row.person), None)
    if row is not None and country in (None, row.country):
        return ActorCode(row.country, row.sector or sector)
    country = country or _first(code_actor(owner_before(page, span), on).country for span in spans)
    return ActorCode(country or (home if sector in OFFICIAL else None), sector)


def body(page: ArticleText, label: str, spans: Sequence[NamedSpan], on: date | None, home: str | None) -> ActorCode:
    """Return an organisation's coding: from its names, its owner ("Chad's Electoral Board") and its apposition."""
    texts = _telling(list(dict.fromkeys(span.text for span in spans)))
    common = any(row.common and row.country != home for text in texts if (row := known_actor(text, on)) is not None)
    if label == "ORG":
        named = [code_actor(text, on) for text in texts]
        if common and home is not None:
            return ActorCode(home, _first(c.sector for c in named))
        around = [code_actor(phrase, on) for span in spans for phrase in beside(page, span)]
        country = _first(c.country for c in named) or _first(
            code_actor(owner_before(page, span), on).country for span in spans
        )
        country = country or _first(c.country for c in around)
        sector = _first(c.sector for c in named) or _first(c.sector for c in around)
        return ActorCode(country or (home if sector in OFFICIAL else None), sector)
    row = next((row for text in texts if (row := known_actor(text, on)) is not None and not row.person), None)
    if row is not None:
        return ActorCode(row.country, row.sector)
    if label == "NORP":
        return ActorCode(_first(nationality(text) for text in texts), None)
    if label in ("GPE", "LOC"):
        return ActorCode(_first(country_named(text) or capital_of(text) for text in texts), None)
    return ActorCode()


def _telling(texts: list[str]) -> list[str]:
    """Return the names that say what a body is: its acronym may be better known as another's."""
    full = [text for text in texts if " " in text.removeprefix("the ")]
    return full or texts


def main_country(page: ArticleText, spans: Iterable[tuple[str, str, str]]) -> str | None:
    """Return the country that an article is about: named, with its people and capital, far more often than any other.

    `spans` are label, text and field of each name in the article.
    """
    counts: Counter[str] = Counter()
    for label, text, field in spans:
        if label in ("GPE", "NORP", "LOC"):
            code = country_named(text) or nationality(text) or capital_of(text)
            if code:
                counts[code] += 2 if field == "title" else 1
    section = page.article.section
    if section and (code := country_named(section)):
        counts[code] += 1
    if not counts:
        return None
    (first, most), *others = counts.most_common(2)
    return first if most >= CLEAR * max((n for _, n in others), default=1) else None


def home(page: ArticleText, entities: Sequence[Entity]) -> str | None:
    """`main_country` by the entities of an article."""
    return main_country(page, ((e.label, m.text, m.field) for e in entities for m in e.mentions))


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value is not None), None)
