"""Happenings in memory: packed, indexed by number, id and event, forgotten when old or too many."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

import msgspec

from agents.happenings.days import day_of
from agents.happenings.event_profile import EventProfile, profile
from agents.happenings.happening_index import Index, own_keys
from agents.happenings.rules import rules
from streams.contract.happening import Happening

UNPACKED = 512
"""Number of happenings that are held unpacked, the last used ones."""
AGREEING = 3
"""Number of happenings whose reports must reach a day before others are old by it: one wrong date makes nothing old."""
SKIPPED = 8
"""Largest number of happenings dated far in the future that are skipped to find an old one."""
ReportKeys = dict[str, frozenset[int]]
"""The keys in the index of each report of a happening, by event id."""
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Happening).decode
_decode_profiles = msgspec.msgpack.Decoder(list[EventProfile]).decode


@dataclass(frozen=True, slots=True)
class StoredHappening:
    """A happening and the profiles of its reports."""

    number: int
    happening: Happening
    profiles: Sequence[EventProfile]


class Store:
    """Open happenings, and closed ones until they are forgotten.

    Args:
        capacity: largest number of happenings; beyond it, those changed longest ago are forgotten.
    """

    def __init__(self, capacity: int) -> None:
        self.index = Index()
        self._capacity = capacity
        self._packed: OrderedDict[int, tuple[bytes, bytes] | None] = OrderedDict()
        """Packed happening and profiles by number, the one changed longest ago first; None while it is unpacked.

        The profiles are packed too, because a look-up finds many happenings that are compared and not changed."""
        self._numbers: dict[int, int] = {}
        """From the hash of a happening's id to its number."""
        self._owners: dict[int, int] = {}
        """From the hash of an event's id to the number of its happening."""
        self._unpacked: OrderedDict[int, StoredHappening] = OrderedDict()
        self._keys: dict[int, ReportKeys] = {}
        """The keys of unpacked happenings that were changed."""
        self._next = 0
        self._days: OrderedDict[int, int] = OrderedDict()
        """From number to the day of the last report, the happening changed longest ago first; without undated ones."""
        self._latest: dict[int, int] = {}
        """From the hash of an id to the day of the last report: the latest days, `AGREEING` at most."""

    def __len__(self) -> int:
        """Return the number of happenings."""
        return len(self._packed)

    def __iter__(self) -> Iterator[StoredHappening]:
        return (self.get(number) for number in list(self._packed))

    def get(self, number: int) -> StoredHappening:
        """Return the happening with this number."""
        held = self._unpacked.get(number)
        if held is None:
            happening, profiles = self._packed[number] or (b"", b"")
            held = StoredHappening(number, _decode(zlib.decompress(happening)), _decode_profiles(profiles))
            self._keep_unpacked(held)
        return held

    def profiles(self, number: int) -> Sequence[EventProfile]:
        """Return the profiles of a happening without unpacking the rest of it."""
        packed = self._packed[number]
        held = self._unpacked.get(number)
        return _decode_profiles(packed[1]) if held is None and packed is not None else self.get(number).profiles

    def number(self, happening_id: str) -> int | None:
        """Return the number of a happening; None if it is not held."""
        return self._numbers.get(hash(happening_id))

    def owner(self, event_id: str) -> int | None:
        """Return the number of the happening that an event is part of; None if there is none."""
        return self._owners.get(hash(event_id))

    def put(self, happening: Happening, profiles: Iterable[EventProfile] = ()) -> StoredHappening:
        """Add a happening, or replace it by its next version; `profiles` are those of new reports, if known."""
        known = {one.event_id: one for one in profiles}
        number = self.number(happening.happening_id)
        keys: ReportKeys = {}
        if number is None:
            number, self._next = self._next, self._next + 1
            self._numbers[hash(happening.happening_id)] = number
        else:
            before = self.get(number)
            known |= {one.event_id: one for one in before.profiles}
            keys = self._keys_of(before)
        held = StoredHappening(number, happening, [known.get(r.event_id) or profile(r) for r in happening.reports])
        self._put_keys(held, keys)
        self._packed[number] = None
        self._packed.move_to_end(number)
        for event_id in happening.event_ids:
            self._owners[hash(event_id)] = number
        self._keep_unpacked(held)
        self._days.pop(number, None)
        day = self.note_day(happening)
        if day is not None:
            self._days[number] = day
        self._forget()
        return held

    def remove(self, number: int) -> None:
        """Remove a happening; the index of its events is not changed."""
        held = self.get(number)
        self.index.forget(number, _all(self._keys_of(held)))
        for event_id in held.happening.event_ids:
            if self._owners.get(hash(event_id)) == number:
                del self._owners[hash(event_id)]
        del self._packed[number], self._numbers[hash(held.happening.happening_id)]
        self._days.pop(number, None)
        self._unpacked.pop(number, None)
        self._keys.pop(number, None)

    def _keys_of(self, held: StoredHappening) -> ReportKeys:
        return self._keys.get(held.number) or {one.event_id: frozenset(own_keys(one)) for one in held.profiles}

    def _put_keys(self, held: StoredHappening, before: ReportKeys) -> None:
        """Index a happening under the keys of its reports, and no longer under those of reports that it lost."""
        keys = {one.event_id: before.get(one.event_id) or frozenset(own_keys(one)) for one in held.profiles}
        whole = _all(keys)
        lost = {key for event_id, gone in before.items() if event_id not in keys for key in gone if key not in whole}
        self.index.remove(held.number, lost)
        self.index.post(held.number, whole)
        self._keys[held.number] = keys

    def _keep_unpacked(self, held: StoredHappening) -> None:
        self._unpacked[held.number] = held
        self._unpacked.move_to_end(held.number)
        if len(self._unpacked) > UNPACKED:
            number, oldest = self._unpacked.popitem(last=False)
            self._keys.pop(number, None)
            if self._packed.get(number, ()) is None:
                self._packed[number] = zlib.compress(_encode(oldest.happening), 1), _encode(oldest.profiles)

    def note_day(self, happening: Happening) -> int | None:
        """Return the day of the last report, by which others may be old from now on; None if it has no date.

        Called alone for a merged happening that is read back: the worker that merged it knew its day, too.
        """
        day = day_of(happening.last_report.reported_at)
        if day is not None:
            identity = hash(happening.happening_id)
            self._latest[identity] = max(day, self._latest.get(identity, day))
            if len(self._latest) > AGREEING:
                del self._latest[min(self._latest, key=self._latest.__getitem__)]
        return day

    def _forget(self) -> None:
        """Forget the happenings over capacity and the old ones; age is measured by dates of reports, not by a clock.

        What has no date is as old as the next one changed after it that has: the records that are read back tell that.
        """
        while len(self._packed) > self._capacity:
            self.remove(next(iter(self._packed)))
        while (number := self._first_old()) is not None:
            undated = [one for one in takewhile(number.__ne__, self._packed) if one not in self._days]
            for one in (*undated, number):
                self.remove(one)

    def _first_old(self) -> int | None:
        """Return the first old happening of those changed longest ago; None if there is none before a current one.

        The newest day is the latest that `AGREEING` happenings have reached; with fewer, the earliest of their days.
        One dated far in the future is not old: archives are read in any order. It does not keep others either.
        """
        remembered = rules().closing.remembered_days
        for number, day in islice(self._days.items(), SKIPPED):
            age = min(self._latest.values()) - day
            if age >= -remembered:
                return number if age > remembered else None
        return None


def _all(keys: ReportKeys) -> frozenset[int]:
    return frozenset().union(*keys.values())
