"""Which happenings an event may belong to, found without looking at the others.

A happening is posted under keys made of its family with its days and places, with its parties, and with its
articles. An event looks up the keys that a happening like it must have. A key holds the happenings posted last, at
most `posted`, so that the time of a look-up does not depend on how many there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from math import floor

from agents.happenings.event_profile import Profile
from agents.happenings.geography import RANK, rank
from agents.happenings.rules import rules
from streams.contract.records import Place

CELLS_PER_DEGREE = 2
MOST_DAYS = 31
"""Days of a longer time that are looked up; a whole year is found by parties and articles only."""
AROUND = 1
"""Days before and after."""


class Index:
    """Numbers of happenings by key. Keys are hashes: one that two things share costs a comparison, no more."""

    def __init__(self) -> None:
        self._posted: dict[int, list[int]] = {}
        self._touched: dict[int, int] = {}
        """When each was posted last, by a counter: the same order after a restart."""
        self._counter = count()

    def __len__(self) -> int:
        """Keys held."""
        return len(self._posted)

    def post(self, number: int, keys: Iterable[int]) -> None:
        """Put a happening under its keys, as the newest there."""
        most = rules().limits.posted
        self._touched[number] = next(self._counter)
        for key in keys:
            held = self._posted.setdefault(key, [])
            if held and held[-1] == number:
                continue
            if number in held:
                held.remove(number)
            held.append(number)
            del held[:-most]

    def remove(self, number: int, keys: Iterable[int]) -> None:
        """Take a happening out from under these keys."""
        for key in keys:
            held = self._posted.get(key, [])
            if number in held:
                held.remove(number)
            if not held:
                self._posted.pop(key, None)

    def forget(self, number: int, keys: Iterable[int]) -> None:
        """Take a happening out for good."""
        self.remove(number, keys)
        self._touched.pop(number, None)

    def look_up(self, profile: Profile) -> list[int]:
        """Happenings to compare an event with: those under most of its keys first, then those changed last."""
        votes = Counter(number for key in _wanted_keys(profile) for number in self._posted.get(key, ()))
        ranked = sorted(votes, key=lambda number: (-votes[number], -self._touched[number]))
        return ranked[: rules().limits.candidates]

    def reporting(self, article_id: str) -> list[int]:
        """Happenings that an article reports."""
        return list(self._posted.get(hash(("reported by", article_id)), ()))


def own_keys(profile: Profile) -> Iterator[int]:
    """The keys under which a happening with this report is found."""
    return (hash(key) for key in _own_keys(profile))


def _own_keys(profile: Profile) -> Iterator[tuple[object, ...]]:
    yield ("reported by", profile.article_id)
    yield ("article", profile.article_id, profile.family)
    for day in _days(profile, 0):
        for name in profile.actors | profile.recipients:
            yield ("party", profile.family, name, day)
        place = profile.place
        if place is None or place.country is None:
            continue
        yield ("in country", profile.family, place.country, day)
        if rank(place) >= RANK["country"]:
            yield ("country", profile.family, place.country, day)
        if place.admin1 is not None:
            yield ("in province", profile.family, place.country, place.admin1, day)
        if rank(place) == RANK["admin1"]:
            yield ("province", profile.family, place.country, place.admin1, day)
        if rank(place) < RANK["admin1"] and (cell := _cell(place)):
            yield ("cell", profile.family, *cell, day)


def _wanted_keys(profile: Profile) -> Iterator[int]:
    yield hash(("article", profile.article_id, profile.family))
    for day in _days(profile, AROUND):
        for name in profile.actors | profile.recipients:
            yield hash(("party", profile.family, name, day))
        place = profile.place
        if place is None or place.country is None:
            continue
        if rank(place) >= RANK["country"]:
            yield hash(("in country", profile.family, place.country, day))
            continue
        yield hash(("country", profile.family, place.country, day))
        if rank(place) == RANK["admin1"]:
            yield hash(("in province", profile.family, place.country, place.admin1, day))
            continue
        yield hash(("province", profile.family, place.country, place.admin1, day))
        for cell in _cells_around(place):
            yield hash(("cell", profile.family, *cell, day))


def _days(profile: Profile, around: int) -> Sequence[int]:
    days = profile.days
    if days is None or days.length > MOST_DAYS:
        return ()
    return range(days.first - around, days.last + around + 1)


def _cell(place: Place) -> tuple[int, int] | None:
    if place.lat is None or place.lon is None:
        return None
    return floor(place.lat * CELLS_PER_DEGREE), floor(place.lon * CELLS_PER_DEGREE)


def _cells_around(place: Place) -> Iterator[tuple[int, int]]:
    """The cell of a place and those beside it, over the date line too."""
    cell = _cell(place)
    if cell is None:
        return
    width = 360 * CELLS_PER_DEGREE
    for row in (-1, 0, 1):
        for column in (-1, 0, 1):
            yield cell[0] + row, (cell[1] + column + width // 2) % width - width // 2
