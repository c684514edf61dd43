"""Which names are put alone into a country that the article does not tell of: "the Eastgate estate" of Nairobi.

The gazetteer does not know every neighbourhood and village, but often one of the same name abroad. A large city abroad
is named without its country; a small one hardly is.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from agents.reader.gazetteer.index import FeatureClass, gazetteer
from agents.reader.places.geocoding import PlaceName, ResolvedPlace

HOME = 2
"""Other places that the article names in one country."""
OFTEN = 1.4
"""Weight of a place that the article names three times; it is enough alone where the other is not `SURE`."""
SURE = 0.9
SMALL = 50_000
"""People of a place that is not named alone."""
LARGE = 300_000
"""People of a city that may be named by another than its main name: "Bombay"."""
SHORT = 3
"""Letters of a name that are too few to stand for a city of another name: "Rim" is Rome in Croatian."""
ALIKE = 0.6
"""Likeness of two spellings of one name."""


def without_lone_names(names: Sequence[PlaceName], fixes: Sequence[ResolvedPlace | None]) -> list[ResolvedPlace | None]:
    """Return the places of an article's names, None for a doubtful one that is alone in its country."""
    lands = [_country(fix) for fix in fixes]
    return [None if _is_lone(n, names, fixes, lands) else fix for n, fix in enumerate(fixes)]


def _is_lone(
    n: int, names: Sequence[PlaceName], fixes: Sequence[ResolvedPlace | None], lands: Sequence[int | None]
) -> bool:
    fix, land = fixes[n], lands[n]
    if fix is None or land is None or not _is_doubtful(names[n].text, fix):
        return False
    if any(lands[holder] == land for holder in names[n].within):
        return False
    named: dict[int, dict[int, float]] = {}
    for name, other, of in zip(names, fixes, lands, strict=True):
        if other is not None and of is not None and other.row != fix.row:
            rows = named.setdefault(of, {})
            rows[other.row] = max(rows.get(other.row, 0.0), name.weight)
    if land in named:
        return False
    unsure = fix.score < SURE
    return any(len(rows) >= HOME or (unsure and max(rows.values()) >= OFTEN) for rows in named.values())


def _is_doubtful(text: str, fix: ResolvedPlace) -> bool:
    """Return whether a place is too small to be named without its country, or is hardly called so."""
    places = gazetteer()
    row = places.rows[fix.row]
    if row["kind"] < FeatureClass.ADMIN2:
        return False
    if fix.main:
        return bool(row["population"] < SMALL)
    if row["population"] < LARGE:
        return True
    alike = SequenceMatcher(a=text.casefold(), b=places.name(fix.row).casefold()).ratio()
    return len(text) <= SHORT and alike < ALIKE


def _country(fix: ResolvedPlace | None) -> int | None:
    """Return the row of the country that a place lies in or is; None where it is in none."""
    if fix is None:
        return None
    places = gazetteer()
    level = fix.row if places.rows["kind"][fix.row] < FeatureClass.CITY else int(places.rows["parent"][fix.row])
    return int(places.country[level]) or None
