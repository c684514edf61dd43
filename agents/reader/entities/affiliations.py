"""Country and sector of an entity, from its roles, its name and the words next to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from agents.reader.actors.actor_coding import OFFICIAL, ActorCode, code_actor
from agents.reader.actors.known_actors import known_actor
from agents.reader.entities.roles import Role, appositions, possessor_before
from agents.reader.lexicon.countries import capital_of, country_named, nationality
from agents.reader.mentions.mentions import NamedSpan
from agents.reader.text.article_text import ArticleText
from streams.contract.records import Entity

CLEAR = 2
"""Factor by which the main country of an article must outnumber every other."""


def person_affiliation(
    article_text: ArticleText, spans: Sequence[NamedSpan], roles: Sequence[Role], on: date | None, home: str | None
) -> ActorCode:
    """Return country and sector of a person: from the stated roles, else from known actors, else from the article.

    `home` is the main country of the article; it is used for officials only. `on` is the publication date.
    """
    stated = [code_actor(role.phrase, on) for role in roles]
    country = _first(coding.country for coding in stated)
    sector = _first(coding.sector for coding in stated)
    row = next((row for span in spans if (row := known_actor(span.text, on)) is not None and row.person), None)
    if row is not None and country in (None, row.country):
        return ActorCode(row.country, row.sector or sector)
    country = country or _first(code_actor(possessor_before(article_text, span), on).country for span in spans)
    return ActorCode(country or (home if sector in OFFICIAL else None), sector)


def organisation_affiliation(
    article_text: ArticleText, label: str, spans: Sequence[NamedSpan], on: date | None, home: str | None
) -> ActorCode:
    """Return country and sector of an entity other than a person.

    For an organisation from its names, its owner ("Chad's Electoral Board") and its apposition; `home` is the main
    country of the article, `on` its publication date.
    """
    texts = _full_names(list(dict.fromkeys(span.text for span in spans)))
    common = any(row.common and row.country != home for text in texts if (row := known_actor(text, on)) is not None)
    if label == "ORG":
        named = [code_actor(text, on) for text in texts]
        if common and home is not None:
            return ActorCode(home, _first(c.sector for c in named))
        around = [code_actor(phrase, on) for span in spans for phrase in appositions(article_text, span)]
        country = _first(c.country for c in named) or _first(
            code_actor(possessor_before(article_text, span), on).country for span in spans
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


def _full_names(texts: list[str]) -> list[str]:
    """Return the names of several words, if any: an acronym alone may be that of a better-known organisation."""
    full = [text for text in texts if " " in text.removeprefix("the ")]
    return full or texts


def main_country(article_text: ArticleText, spans: Iterable[tuple[str, str, str]]) -> str | None:
    """Return the country (ISO 3166 alpha-3) named at least `CLEAR` times as often as any other; None if there is none.

    Nationalities and capitals count for their country. `spans` are label, text and field of each mention.
    """
    counts: Counter[str] = Counter()
    for label, text, field in spans:
        if label in ("GPE", "NORP", "LOC"):
            code = country_named(text) or nationality(text) or capital_of(text)
            if code:
                counts[code] += 2 if field == "title" else 1
    section = article_text.article.section
    if section and (code := country_named(section)):
        counts[code] += 1
    if not counts:
        return None
    (first, most), *others = counts.most_common(2)
    return first if most >= CLEAR * max((n for _, n in others), default=1) else None


def home_country(article_text: ArticleText, entities: Sequence[Entity]) -> str | None:
    """Return the main country of an article from its entities; see `main_country`."""
    return main_country(article_text, ((e.label, m.text, m.field) for e in entities for m in e.mentions))


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value is not None), None)
