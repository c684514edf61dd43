"""Removal of doubtful places that are the only ones of an article in their country: "the Eastgate estate" of Nairobi.

The gazetteer lacks many neighbourhoods and villages but often has a place of the same name abroad. A large city abroad
is often mentioned without its country, a small one rarely.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from agents.reader.gazetteer.index import FeatureClass, gazetteer
from agents.reader.places.toponym_resolution import PlaceName, ResolvedPlace

HOME = 2
"""Other places in one country that are enough evidence."""
OFTEN = 1.4
"""Weight of a place mentioned three times, which is enough evidence if the doubtful one scores below `SURE`."""
SURE = 0.9
SMALL = 50_000
"""Population below which a place is rarely mentioned without its country."""
LARGE = 300_000
"""Population from which a city may be mentioned by an alternate name: "Bombay"."""
SHORT = 3
"""Letters of the longest name that is too short for an alternate name: "Rim" is Rome in Croatian."""
ALIKE = 0.6
"""Similarity ratio from which two spellings are of one name."""


def without_lone_names(
    names: Sequence[PlaceName], resolved: Sequence[ResolvedPlace | None]
) -> list[ResolvedPlace | None]:
    """Return the resolved places, with None for a doubtful one that is the only one in its country."""
    countries_of = [_country(place) for place in resolved]
    return [None if _is_lone(n, names, resolved, countries_of) else place for n, place in enumerate(resolved)]


def _is_lone(
    n: int, names: Sequence[PlaceName], resolved: Sequence[ResolvedPlace | None], countries_of: Sequence[int | None]
) -> bool:
    place, country = resolved[n], countries_of[n]
    if place is None or country is None or not _is_doubtful(names[n].text, place):
        return False
    if any(countries_of[container] == country for container in names[n].within):
        return False
    named: dict[int, dict[int, float]] = {}
    for name, other, of in zip(names, resolved, countries_of, strict=True):
        if other is not None and of is not None and other.row != place.row:
            rows = named.setdefault(of, {})
            rows[other.row] = max(rows.get(other.row, 0.0), name.weight)
    if country in named:
        return False
    unsure = place.score < SURE
    return any(len(rows) >= HOME or (unsure and max(rows.values()) >= OFTEN) for rows in named.values())


def _is_doubtful(text: str, place: ResolvedPlace) -> bool:
    """Return whether a place is too small to be mentioned without its country, or the name is rarely used for it."""
    places = gazetteer()
    row = places.rows[place.row]
    if row["kind"] < FeatureClass.ADMIN2:
        return False
    if place.main:
        return bool(row["population"] < SMALL)
    if row["population"] < LARGE:
        return True
    alike = SequenceMatcher(a=text.casefold(), b=places.name(place.row).casefold()).ratio()
    return len(text) <= SHORT and alike < ALIKE


def _country(place: ResolvedPlace | None) -> int | None:
    """Return the row of the country that a place is, or is located in; None if there is none."""
    if place is None:
        return None
    places = gazetteer()
    level = place.row if places.rows["kind"][place.row] < FeatureClass.CITY else int(places.rows["parent"][place.row])
    return int(places.country[level]) or None
