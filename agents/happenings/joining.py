"""Turn the events of an article, and copies, into changed happenings. The state is made of what was returned.

The same calls in the same order give the same happenings, and no clock is read. A worker that has read the published
happenings back continues where the previous worker stopped.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence

import msgspec

from agents.happenings.days import order_of
from agents.happenings.event_profile import EventProfile, profile
from agents.happenings.folding import Cause, Links, fitting, merged, opened, with_copies, with_reports, without_reports
from agents.happenings.happening_matching import is_open, match_happening, match_happenings
from agents.happenings.reports import report_of
from agents.happenings.rules import rules
from agents.happenings.splitting import moved
from agents.happenings.store import Store, StoredHappening
from streams.contract.happening import Copy, Happening
from streams.contract.records import Event

CHANGES = ("opened", "joined", "merged", "split", "copies", "ignored", "repeats", "corrections")
"""What `take_tally` counts: events that opened or joined a happening, happenings merged or split, copies counted,
events that belong to no happening, events delivered again, corrections and retractions."""
MOST_BYTES = 8 << 20
MOST_WAITING = 20_000
"""Largest number of copies kept in memory because their original has no happening yet."""


class Joining:
    """The happenings of one partition.

    Args:
        capacity: largest number of happenings in memory.
        most_bytes: largest size of a record, as JSON.
    """

    def __init__(self, capacity: int, most_bytes: int = MOST_BYTES) -> None:
        self.store = Store(capacity)
        self._most_bytes = most_bytes
        self._tally: Counter[str] = Counter()
        self._waiting: OrderedDict[str, dict[str, Copy]] = OrderedDict()
        """Copies by the article that they repeat."""
        self._changed: dict[str, Happening] = {}
        self._failures: list[str] = []

    def add_events(self, events: Sequence[Event]) -> list[Happening]:
        """Return the happenings that the events of one article change, in order of change, each in its latest version.

        An event that is already part of a happening changes nothing.
        """
        # By id: a repeat may be in the same message as the event.
        fresh = {event.event_id: event for event in events if self.store.owner(event.event_id) is None}
        if len(fresh) < len(events):
            self._tally["repeats"] += len(events) - len(fresh)
        for event in sorted(fresh.values(), key=_matching_order):
            if event.status in rules().joins:
                self._try_to_add(event)
            else:
                self._tally["ignored"] += 1
        for article_id in dict.fromkeys(event.article_id for event in fresh.values()):
            self._add_waiting(article_id)
        return self._take_changed()

    def add_copy(self, copy: Copy) -> list[Happening]:
        """Return the changed happenings of the article that a copy repeats; keep the copy if there is none yet."""
        if copy.copy_of is None:
            return []
        self.await_original(copy)
        for number in self.store.index.reporting(copy.copy_of):
            self._add_copies(number, [copy])
        return self._take_changed()

    def take_failures(self) -> list[str]:
        """Return a line for each event since the last call that could not be added: its id and the error."""
        failures, self._failures = self._failures, []
        return failures

    def take_tally(self) -> dict[str, int]:
        """Return the counts since the last call, by the names in `CHANGES`, for metrics."""
        tally, self._tally = dict(self._tally), Counter()
        return tally

    def load(self, happenings: Iterable[Happening]) -> None:
        """Load the latest published version of each happening, in order of publication. Call it once, first."""
        for happening in happenings:
            if happening.merged_into is None:
                self.store.put(happening)
        for held in list(self.store):
            owner = self.store.owner(held.happening.event_ids[-1])
            if owner is not None and owner != held.number:
                self._end_merge(held, self.store.get(owner).happening)

    def _end_merge(self, held: StoredHappening, whole: Happening) -> None:
        """Publish the link of a merged happening if the worker that merged it ended before it did."""
        _, gone = merged(whole, held.happening, Cause(processed_at=whole.updated_at, pipeline=whole.pipeline))
        self.store.remove(held.number)
        self._changed[gone.happening_id] = fitting(gone, self._most_bytes)

    def await_original(self, copy: Copy) -> None:
        """Keep a copy in memory until its original has a happening."""
        if copy.copy_of is not None and not self.store.index.reporting(copy.copy_of):
            self._waiting.setdefault(copy.copy_of, {})[copy.article_id] = copy
            if len(self._waiting) > MOST_WAITING:
                self._waiting.popitem(last=False)

    def _try_to_add(self, event: Event) -> None:
        """Add an event. One that cannot be added must not affect the others of its message."""
        try:
            self._add(event)
        except Exception as error:  # noqa: BLE001 - nothing in a record may stop the worker
            self._failures.append(f"{event.event_id}: {error!r}")

    def _add(self, event: Event) -> None:
        report, cause = report_of(event), Cause(processed_at=event.processed_at, pipeline=event.pipeline)
        mine = profile(report)
        ranked = self._ranked(mine)
        within = [held for score, held in ranked if is_open(held.happening, mine)]
        if within:
            before = within[0].happening
            held = self._put(with_reports(before, [report], cause), [mine])
            self._tally["joined"] += 1
            self._tally["corrections"] += max(0, len(held.happening.corrections) - len(before.corrections))
            self._merge(held, within[1:], cause)
        elif event.status in rules().opens:
            follows = ranked[0][1].happening.happening_id if ranked else None
            held = self._put(opened([report], cause, Links(follows=follows)), [mine])
            self._tally["opened"] += 1
        else:
            self._tally["ignored"] += 1
            return
        self._split(mine, cause)

    def _ranked(self, mine: EventProfile) -> list[tuple[float, StoredHappening]]:
        """Return the happenings that an event may join, best first; on a tie, the one changed last."""
        found = []
        for order, number in enumerate(self.store.index.look_up(mine)):
            score = match_happening(mine, self.store.profiles(number)).score
            if score >= rules().join:
                found.append((-score, order, self.store.get(number)))
        return [(-score, held) for score, _, held in sorted(found, key=lambda item: item[:2])]

    def _merge(self, held: StoredHappening, others: Iterable[StoredHappening], cause: Cause) -> None:
        """Merge happenings that an event matches; the oldest is kept."""
        for other in others:
            if match_happenings(held.profiles, other.profiles) < rules().merge:
                continue
            kept, given_up = sorted((held.happening, other.happening), key=_age)
            whole, gone = merged(kept, given_up, cause)
            number = self.store.number(gone.happening_id)
            if number is not None:
                self.store.remove(number)
            held = self._put(whole, [*held.profiles, *other.profiles])
            self._changed[gone.happening_id] = fitting(gone, self._most_bytes)
            self._tally["merged"] += 1

    def _split(self, mine: EventProfile, cause: Cause) -> None:
        """Move reports here from another happening, if the article of this event reports the two as distinct."""
        number = self.store.owner(mine.event_id)
        for other in self.store.index.reporting(mine.article_id):
            source = self.store.get(other)
            if other == number or number is None or source.profiles[0].family != mine.family:
                continue
            ids = moved(mine, source.profiles)
            if not ids or len(ids) == len(source.profiles):
                continue
            target = self.store.get(number).happening
            reports = [report for report in source.happening.reports if report.event_id in ids]
            self._put(_split_off(with_reports(target, reports, cause), source.happening), source.profiles)
            self._put(without_reports(source.happening, ids, cause))
            self._tally["split"] += 1

    def _add_waiting(self, article_id: str) -> None:
        if article_id in self._waiting and (numbers := self.store.index.reporting(article_id)):
            copies = list(self._waiting.pop(article_id).values())
            for number in numbers:
                self._add_copies(number, copies)

    def _add_copies(self, number: int, copies: Sequence[Copy]) -> None:
        happening = self.store.get(number).happening
        known = {copy.article_id for copy in happening.copies}
        new = [copy for copy in copies if copy.article_id not in known]
        if new and len(known) < rules().limits.copies:
            self._put(with_copies(happening, new))
            self._tally["copies"] += len(new)

    def _put(self, happening: Happening, profiles: Iterable[EventProfile] = ()) -> StoredHappening:
        happening = fitting(happening, self._most_bytes)
        self._changed.pop(happening.happening_id, None)
        self._changed[happening.happening_id] = happening
        return self.store.put(happening, profiles)

    def _take_changed(self) -> list[Happening]:
        changed, self._changed = list(self._changed.values()), {}
        return changed


def _matching_order(event: Event) -> tuple[bool, bool, bool, int]:
    """Return a sort key: events with their own place and day first, since the others join them, titles last."""
    stated = event.date is not None and event.date.source == "text"
    return event.location is None, not stated, event.evidence.field == "title", event.evidence.sentence_start


def _age(happening: Happening) -> tuple[str, str]:
    return order_of(happening.first_report.reported_at), happening.happening_id


def _split_off(happening: Happening, source: Happening) -> Happening:
    """Return the happening with a link to its source, if this is its first split."""
    origin = happening.split_from or source.happening_id
    return msgspec.structs.replace(happening, split_from=origin)
