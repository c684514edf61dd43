"""Where an article's toponyms are on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from agents.reader.gazetteer.index import FeatureClass, gazetteer
from agents.reader.gazetteer.spelling import spelling_key
from agents.reader.lexicon.countries import Country, countries
from agents.reader.places.geocoding import PlaceName, ResolvedPlace, resolve_places
from agents.reader.places.lone_names import without_lone_names
from agents.reader.places.metonymy import place_kind
from agents.reader.places.toponyms import Toponym, find_toponyms
from agents.reader.text.article_text import ArticleText
from streams.contract.records import Entity, Place, Precision

LIKELY = 0.5
"""Below this score a place is left open rather than guessed."""
LISTED = 100_000
"""People of a city that may stand first in a list of places."""
UNKNOWN = "not in the gazetteer"
ABROAD = "known only in a country that the article does not tell of"
_PRECISIONS: dict[int, Precision] = {
    FeatureClass.AREA: "region",
    FeatureClass.COUNTRY: "country",
    FeatureClass.ADMIN1: "admin1",
    FeatureClass.ADMIN2: "admin2",
    FeatureClass.CITY: "city",
    FeatureClass.CAPITAL: "city",
}


def find_places(page: ArticleText, entities: Sequence[Entity]) -> list[Place]:
    """Return the toponyms of an article, resolved with the article as context, in order."""
    toponyms = find_toponyms(page, entities)
    keys = _keys(toponyms)
    order = {key: n for n, key in enumerate(dict.fromkeys(keys))}
    names = _names(toponyms, keys, order)
    resolved = resolve_places(names)
    fixes = without_lone_names(names, resolved)
    found = []
    for toponym, key in zip(toponyms, keys, strict=True):
        holder = fixes[order[keys[toponym.holder]]] if toponym.strict and toponym.holder is not None else None
        abroad = resolved[order[key]] is not None and fixes[order[key]] is None
        found.append(_place(page, toponym, fixes[order[key]], holder, ABROAD if abroad else UNKNOWN))
    return found


Key = tuple[str, int, str]
"""What toponyms that mean one place share: spelling, level and the spelling of the stated holder."""


@cache
def _by_geonames_id() -> Mapping[int, Country]:
    return {country.geonames_id: country for country in countries().values()}


def _keys(toponyms: Sequence[Toponym]) -> list[Key]:
    """Return the key of each toponym; a name without holder takes the first that the article states for it."""
    stated: dict[tuple[str, int], str] = {}
    keys = []
    for toponym in toponyms:
        holder = toponyms[toponym.holder].spot if toponym.holder is not None else None
        bare = (spelling_key(toponym.spot.name), toponym.spot.level)
        keys.append((*bare, spelling_key(holder.name) if holder else ""))
        if holder:
            stated.setdefault(bare, keys[-1][2])
    return [(name, level, holder or stated.get((name, level), "")) for name, level, holder in keys]


def _names(toponyms: Sequence[Toponym], keys: Sequence[Key], order: dict[Key, int]) -> list[PlaceName]:
    counts = Counter(keys)
    names: dict[Key, PlaceName] = {}
    for toponym, key in zip(toponyms, keys, strict=True):
        weight = min(2.0, 0.8 + 0.2 * counts[key]) * (0.6 if toponym.part or toponym.spot.people else 1.0)
        name = names.setdefault(key, PlaceName(toponym.spot.name, weight, toponym.spot.level))
        name.weight = max(name.weight, weight)
        if toponym.holder is not None:
            name.within.add(order[keys[toponym.holder]])
    return list(names.values())


def _place(
    page: ArticleText, toponym: Toponym, fix: ResolvedPlace | None, holder: ResolvedPlace | None, missing: str
) -> Place:
    passage = page.passages[toponym.passage]
    start, end = passage.span_offsets(passage.doc[toponym.spot.start : toponym.spot.end])
    text = page.slice(passage.field, start, end)
    kind = place_kind(passage.doc, toponym)
    if fix is None:
        return Place(field=passage.field, start=start, end=end, text=text, kind=kind, missing=missing)
    if fix.score < LIKELY:
        reason = f"ambiguous: {fix.rivals} places of this name"
        return Place(field=passage.field, start=start, end=end, text=text, kind=kind, score=fix.score, missing=reason)
    if holder is not None and _contradicts(fix, holder):
        reason = f"none of this name in {gazetteer().name(holder.row)}"
        return Place(field=passage.field, start=start, end=end, text=text, kind=kind, missing=reason)
    return Place(field=passage.field, start=start, end=end, text=text, kind=kind, score=fix.score, **_on_map(fix.row))


@lru_cache(20_000)
def _on_map(row_number: int) -> Mapping[str, Any]:
    """Return what a `Place` says of a row of the gazetteer, by field name."""
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


def _contradicts(fix: ResolvedPlace, holder: ResolvedPlace) -> bool:
    """Return whether a small or second-name place lies outside the country or first-level region named right after it.

    A large one may be the first of a list ("London, France and Spain").
    """
    rows = gazetteer().rows
    if rows["kind"][holder.row] not in (FeatureClass.COUNTRY, FeatureClass.ADMIN1) or holder.score < LIKELY:
        return False
    row = rows[fix.row]
    level = fix.row if row["kind"] < FeatureClass.CITY else int(row["parent"])
    outside = holder.row not in (fix.row, int(gazetteer().first_level[level]), int(gazetteer().country[level]))
    return outside and row["kind"] >= FeatureClass.ADMIN2 and (not fix.main or row["population"] < LISTED)
