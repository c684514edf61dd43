"""An index of the happenings that an event may belong to, so that the others need no comparison.

A happening is indexed under keys made of its family with its days and places, with its parties, and with its
articles. An event looks up the keys that a matching happening must have. A key holds the last `posted` happenings,
and a grid cell is about as large as the distance at which two places still match. The cost of a look-up therefore
does not depend on the number of happenings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count

from agents.happenings.event_profile import EventProfile
from agents.happenings.geography import RANK, cell, cells_within, rank
from agents.happenings.rules import rules
from streams.contract.records import Place

MOST_DAYS = 31
"""A longer time is not looked up by day: a whole year is found by parties and articles only."""
NO_DAY = 0
"""Key day of a report without a day."""
MOST_NAMES = 6
"""Names of a report that are keys, the longest ones."""
AROUND = 1
"""Days before and after a day that are looked up too."""


class Index:
    """Numbers of happenings by key. Keys are hashes: a collision costs one comparison and has no other effect."""

    def __init__(self) -> None:
        self._posted: dict[int, tuple[int, ...]] = {}
        """Tuples, because the garbage collector stops tracking tuples of numbers."""
        self._touched: dict[int, int] = {}
        """When each was indexed last, as a counter, so that the order is the same after a restart."""
        self._counter = count()

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self._posted)

    def post(self, number: int, keys: Iterable[int]) -> None:
        """Add a happening under its keys, as the newest."""
        most = rules().limits.posted
        self._touched[number] = next(self._counter)
        for key in keys:
            held = self._posted.get(key, ())
            if not held or held[-1] != number:
                self._posted[key] = (*_without(number, held), number)[-most:]

    def remove(self, number: int, keys: Iterable[int]) -> None:
        """Remove a happening from these keys."""
        for key in keys:
            if held := _without(number, self._posted.get(key, ())):
                self._posted[key] = held
            else:
                self._posted.pop(key, None)

    def forget(self, number: int, keys: Iterable[int]) -> None:
        """Remove a happening from these keys and from the order."""
        self.remove(number, keys)
        self._touched.pop(number, None)

    def look_up(self, profile: EventProfile) -> list[int]:
        """Return the happenings to compare an event with: most common keys first, then the one changed last."""
        posted = self._posted
        votes = Counter(chain.from_iterable(posted[key] for key in wanted_keys(profile) if key in posted))
        # Two sorts by numbers, of which the second keeps the order of the first, are faster than one by pairs.
        newest = sorted(votes, key=self._touched.__getitem__, reverse=True)
        ranked = sorted(newest, key=votes.__getitem__, reverse=True)
        return ranked[: rules().limits.candidates]

    def reporting(self, article_id: str) -> list[int]:
        """Return the happenings that an article reports."""
        return list(self._posted.get(hash(("reported by", article_id)), ()))


def own_keys(profile: EventProfile) -> Iterator[int]:
    """Yield the keys under which a happening with this report is found."""
    yield hash(("reported by", profile.article_id))
    yield hash(("article", profile.article_id, profile.family))
    hints = _hints(profile)
    found = [*_parties(profile), *hints, *_place_keys(profile.place)]
    if not _has_country(profile.place):
        found += [("without place", *hint) for hint in hints]
        found += [key for country in _countries(profile) for key in (("country", country), ("in country", country))]
    yield from _on_days(profile, _days(profile, 0), found)


def wanted_keys(profile: EventProfile) -> Iterator[int]:
    """Yield the keys that are looked up for an event; their number does not depend on the size of the index."""
    yield hash(("article", profile.article_id, profile.family))
    keys = [*_parties(profile), *_matching_place_keys(profile.place)]
    if _has_country(profile.place):
        keys += [("without place", *hint) for hint in _hints(profile)]
    else:
        keys += [*_hints(profile), *(("in country", country) for country in _countries(profile))]
    yield from _on_days(profile, _days(profile, AROUND), keys)


def _on_days(profile: EventProfile, days: Iterable[int], keys: Iterable[tuple[object, ...]]) -> Iterator[int]:
    """Yield each key on each day, for the family of the profile; each part is hashed once."""
    hashes = [hash(key) for key in keys]
    for day in days:
        of_day = hash((profile.family, day))
        for key in hashes:
            yield hash((of_day, key))


def _parties(profile: EventProfile) -> list[tuple[object, ...]]:
    return [("party", name) for name in profile.actors | profile.recipients]


def _hints(profile: EventProfile) -> list[tuple[object, ...]]:
    """Return what an event without a place is found by: names and kinds of site in the sentence."""
    names = sorted(profile.names, key=lambda name: (-len(name), name))[:MOST_NAMES]
    return [*(("name", name) for name in names), *(("site", site) for site in profile.sites)]


def _has_country(place: Place | None) -> bool:
    return place is not None and place.country is not None


def _countries(profile: EventProfile) -> frozenset[str]:
    """Return the countries of the parties: where an event without a place may have happened."""
    return frozenset(country for country, _ in profile.codes)


def _place_keys(place: Place | None) -> Iterator[tuple[object, ...]]:
    """Yield the keys under which a place is indexed: the place itself and everything that contains it."""
    if place is None or place.country is None:
        return
    yield ("in country", place.country)
    if rank(place) >= RANK["country"]:
        yield ("country", place.country)
    if place.admin1 is not None:
        yield ("in province", place.country, place.admin1)
    if rank(place) == RANK["admin1"]:
        yield ("province", place.country, place.admin1)
    if rank(place) < RANK["admin1"] and place.lat is not None and place.lon is not None:
        wide = cell(place.lat, place.lon, rules().place.admin2_km)
        yield ("in district", *wide)
        if rank(place) == RANK["admin2"]:
            # Under all cells that it may overlap: reports name fewer districts than towns, which look up one cell.
            reached = cells_within(place.lat, place.lon, rules().place.admin2_km)
            yield from (("district", *found) for found in reached)
        else:
            yield ("town", *cell(place.lat, place.lon, rules().place.near_km))


def _matching_place_keys(place: Place | None) -> Iterator[tuple[object, ...]]:
    """Yield the keys that are looked up: for what the place may contain, what may contain it, what may be near it."""
    if place is None or place.country is None:
        return
    if rank(place) >= RANK["country"]:
        yield ("in country", place.country)
        return
    yield ("country", place.country)
    if rank(place) == RANK["admin1"]:
        yield ("in province", place.country, place.admin1)
        return
    yield ("province", place.country, place.admin1)
    if place.lat is None or place.lon is None:
        return
    if rank(place) == RANK["admin2"]:
        wide = cells_within(place.lat, place.lon, rules().place.admin2_km)
        yield from (("in district", *found) for found in wide)
        return
    yield ("district", *cell(place.lat, place.lon, rules().place.admin2_km))
    yield from (("town", *found) for found in cells_within(place.lat, place.lon, rules().place.near_km))


def _days(profile: EventProfile, around: int) -> Sequence[int]:
    """Return the days of the keys; `NO_DAY` is that of reports without one, which a report with a day looks up too."""
    days = profile.days
    if days is None:
        return (NO_DAY,)
    if days.length > MOST_DAYS:
        return ()
    found = range(days.first - around, days.last + around + 1)
    return (*found, NO_DAY) if around else found


def _without(number: int, held: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(one for one in held if one != number) if number in held else held
