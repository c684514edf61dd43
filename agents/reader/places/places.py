"""Places of an article: its toponyms, resolved to coordinates, country and region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from agents.reader.gazetteer.index import FeatureClass, gazetteer
from agents.reader.gazetteer.spelling import spelling_key
from agents.reader.lexicon.countries import Country, countries
from agents.reader.places.lone_names import without_lone_names
from agents.reader.places.metonymy import place_kind
from agents.reader.places.toponym_recognition import Toponym, find_toponyms
from agents.reader.places.toponym_resolution import PlaceName, ResolvedPlace, resolve_places
from agents.reader.text.article_text import ArticleText
from streams.contract.missing_reason import MissingReason
from streams.contract.records import Entity, Place, Precision

LIKELY = 0.5
"""Score below which a toponym stays unresolved."""
LISTED = 100_000
"""Population of a city that may be the first of a list of places rather than inside the next one."""
_PRECISIONS: dict[int, Precision] = {
    FeatureClass.AREA: "region",
    FeatureClass.COUNTRY: "country",
    FeatureClass.ADMIN1: "admin1",
    FeatureClass.ADMIN2: "admin2",
    FeatureClass.CITY: "city",
    FeatureClass.CAPITAL: "city",
}


def find_places(article_text: ArticleText, entities: Sequence[Entity]) -> list[Place]:
    """Return the toponyms of an article as places, in text order; unresolved ones have a reason in `missing`."""
    toponyms = find_toponyms(article_text, entities)
    keys = _keys(toponyms)
    order = {key: n for n, key in enumerate(dict.fromkeys(keys))}
    names = _names(toponyms, keys, order)
    resolved = resolve_places(names)
    kept = without_lone_names(names, resolved)
    found = []
    for toponym, key in zip(toponyms, keys, strict=True):
        container = kept[order[keys[toponym.container]]] if toponym.strict and toponym.container is not None else None
        abroad = resolved[order[key]] is not None and kept[order[key]] is None
        missing = MissingReason.OTHER_COUNTRY if abroad else MissingReason.UNKNOWN_PLACE
        found.append(_place(article_text, toponym, kept[order[key]], container, missing))
    return found


Key = tuple[str, int, str]
"""Key of toponyms that denote one place: spelling, level and spelling of the stated container."""


@cache
def _by_geonames_id() -> Mapping[int, Country]:
    return {country.geonames_id: country for country in countries().values()}


def _keys(toponyms: Sequence[Toponym]) -> list[Key]:
    """Return the key of each toponym; one without a stated container takes the first stated for its name."""
    containment_bonus: dict[tuple[str, int], str] = {}
    keys = []
    for toponym in toponyms:
        container = toponyms[toponym.container].span if toponym.container is not None else None
        bare = (spelling_key(toponym.span.name), toponym.span.level)
        keys.append((*bare, spelling_key(container.name) if container else ""))
        if container:
            containment_bonus.setdefault(bare, keys[-1][2])
    return [(name, level, container or containment_bonus.get((name, level), "")) for name, level, container in keys]


def _names(toponyms: Sequence[Toponym], keys: Sequence[Key], order: dict[Key, int]) -> list[PlaceName]:
    counts = Counter(keys)
    names: dict[Key, PlaceName] = {}
    for toponym, key in zip(toponyms, keys, strict=True):
        weight = min(2.0, 0.8 + 0.2 * counts[key]) * (0.6 if toponym.part or toponym.span.people else 1.0)
        name = names.setdefault(key, PlaceName(toponym.span.name, weight, toponym.span.level))
        name.weight = max(name.weight, weight)
        if toponym.container is not None:
            name.within.add(order[keys[toponym.container]])
    return list(names.values())


def _place(
    article_text: ArticleText,
    toponym: Toponym,
    resolved: ResolvedPlace | None,
    container: ResolvedPlace | None,
    missing: str,
) -> Place:
    passage = article_text.passages[toponym.passage]
    start, end = passage.span_offsets(passage.doc[toponym.span.start : toponym.span.end])
    text = article_text.slice(passage.field, start, end)
    kind = place_kind(passage.doc, toponym)
    if resolved is None:
        return Place(field=passage.field, start=start, end=end, text=text, kind=kind, missing=missing)
    if resolved.score < LIKELY:
        reason = MissingReason.AMBIGUOUS_PLACE.format(count=resolved.namesakes)
        return Place(
            field=passage.field, start=start, end=end, text=text, kind=kind, score=resolved.score, missing=reason
        )
    if container is not None and _contradicts(resolved, container):
        reason = MissingReason.NOT_IN_CONTAINER.format(container=gazetteer().name(container.row))
        return Place(field=passage.field, start=start, end=end, text=text, kind=kind, missing=reason)
    return Place(
        field=passage.field, start=start, end=end, text=text, kind=kind, score=resolved.score, **_on_map(resolved.row)
    )


@lru_cache(20_000)
def _on_map(row_number: int) -> Mapping[str, Any]:
    """Return the fields of a `Place` that depend on the gazetteer row, by name."""
    places = gazetteer()
    row = places.rows[row_number]
    level = row_number if row["kind"] < FeatureClass.CITY else int(row["parent"])
    country = _by_geonames_id().get(int(places.rows["geonames_id"][places.country[level]]))
    region = int(places.first_level[level])
    return {
        "name": places.name(row_number),
        "geonames_id": int(row["geonames_id"]) or None,
        "lat": round(float(row["latitude"]), 5),
        "lon": round(float(row["longitude"]), 5),
        "country": country.alpha3 if country else None,
        "admin1": places.name(region) if region else None,
        "precision": _PRECISIONS[int(row["kind"])],
    }


def _contradicts(resolved: ResolvedPlace, container: ResolvedPlace) -> bool:
    """Return whether a place is outside of the country or first-level region mentioned directly after it.

    Only for small places and alternate names: a large one may be the first of a list ("London, France and Spain").
    """
    rows = gazetteer().rows
    if rows["kind"][container.row] not in (FeatureClass.COUNTRY, FeatureClass.ADMIN1) or container.score < LIKELY:
        return False
    row = rows[resolved.row]
    level = resolved.row if row["kind"] < FeatureClass.CITY else int(row["parent"])
    outside = container.row not in (resolved.row, int(gazetteer().first_level[level]), int(gazetteer().country[level]))
    return outside and row["kind"] >= FeatureClass.ADMIN2 and (not resolved.main or row["population"] < LISTED)
