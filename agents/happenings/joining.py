"""Turn the events of an article, and copies, into changed happenings. The state is made of what was returned.

The same calls in the same order give the same happenings, and no clock is read. A worker that has read the published
happenings back continues where the previous worker stopped.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence

from agents.happenings.changed_versions import ChangedVersions
from agents.happenings.days import order_of
from agents.happenings.event_profile import EventProfile, profile
from agents.happenings.folding import Cause, Links, fitting, merged, opened, with_copies, with_reports
from agents.happenings.happening_matching import is_open, match_happening, match_happenings
from agents.happenings.reports import report_of
from agents.happenings.rules import rules
from agents.happenings.splitting import moved, reduced, split
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
        self._changes = ChangedVersions()
        self._failures: list[str] = []

    def add_events(self, events: Sequence[Event]) -> list[Happening]:
        """Return the latest versions of the happenings that the events of one article change, in order of change.

        If another happening gave up reports to an earlier version, that is also returned, before the other. An event
        that is already part of a happening changes nothing.
        """
        # By id: a repeat may be in the same message as the event.
        fresh = {event.event_id: event for event in events if self.store.owner(event.event_id) is None}
        if len(fresh) < len(events):
            self._tally["repeats"] += len(events) - len(fresh)
        left, tried = sorted(fresh.values(), key=_matching_order), 0
        while len(left) != tried:
            # An event that opens nothing may join what the others opened: now, as when its message is read again.
            tried = len(left)
            left = [event for event in left if not self._try_to_add(event)]
        if left:
            self._tally["ignored"] += len(left)
        for article_id in dict.fromkeys(event.article_id for event in fresh.values()):
            self._add_waiting(article_id)
        return self._changes.take()

    def add_copy(self, copy: Copy) -> list[Happening]:
        """Return the changed happenings of the article that a copy repeats; keep the copy if there is none yet."""
        if copy.copy_of is None:
            return []
        self.await_original(copy)
        for number in self.store.index.reporting(copy.copy_of):
            self._add_copies(number, [copy])
        return self._changes.take()

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
            else:
                self.store.note_day(happening)
        for held in list(self.store):
            self._complete(held)

    def _complete(self, held: StoredHappening) -> None:
        """Publish the version without the reports that another happening has, or the link to it if that has them all.

        The worker that moved them ended after it had published the one and before the other.
        """
        moved_to: dict[int, set[str]] = {}
        for report in held.happening.reports:
            owner = self.store.owner(report.event_id)
            if owner is not None and owner != held.number:
                moved_to.setdefault(owner, set()).add(report.event_id)
        left = len(held.happening.reports)
        for number, ids in moved_to.items():
            whole, left = self.store.get(number).happening, left - len(ids)
            cause = Cause(processed_at=whole.updated_at, pipeline=whole.pipeline)
            if left:
                held = self._put(reduced(held.happening, frozenset(ids), cause))
            else:
                _, gone = merged(whole, held.happening, cause)
                self.store.remove(held.number)
                self._changes.add(fitting(gone, self._most_bytes))

    def await_original(self, copy: Copy) -> None:
        """Keep a copy in memory until its original has a happening."""
        if copy.copy_of is not None and not self.store.index.reporting(copy.copy_of):
            self._waiting.setdefault(copy.copy_of, {})[copy.article_id] = copy
            if len(self._waiting) > MOST_WAITING:
                self._waiting.popitem(last=False)

    def _try_to_add(self, event: Event) -> bool:
        """Add an event and return whether it was added or failed; failing must not affect the others of its message."""
        try:
            return event.status in rules().joins and self._add(event)
        except Exception as error:  # noqa: BLE001 - nothing in a record may stop the worker
            self._failures.append(f"{event.event_id}: {error!r}")
            return True

    def _add(self, event: Event) -> bool:
        """Add an event to a happening; return False if it belongs to none and opens none."""
        report, cause = report_of(event), Cause(processed_at=event.processed_at, pipeline=event.pipeline)
        mine = profile(report)
        ranked = self._ranked(mine)
        within = [held for score, held in ranked if is_open(held.profiles, mine)]
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
            return False
        self._split(mine, cause)
        return True

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
            published = self._changes.published(given_up)
            if published is not given_up:
                # The version of the link must not depend on whether the changes before it were published.
                _, gone = merged(kept, published, cause)
            number = self.store.number(gone.happening_id)
            if number is not None:
                self.store.remove(number)
            held = self._store(whole, [*held.profiles, *other.profiles])
            self._changes.add_transfer(held.happening, fitting(gone, self._most_bytes))
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
            whole, rest = split(target, source.happening, ids, cause)
            receiver, giver = self._store(whole, source.profiles), self._store(rest)
            self._changes.add_transfer(receiver.happening, giver.happening)
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
        held = self._store(happening, profiles)
        self._changes.add(held.happening)
        return held

    def _store(self, happening: Happening, profiles: Iterable[EventProfile] = ()) -> StoredHappening:
        number = self.store.number(happening.happening_id)
        before = None if number is None else self.store.get(number).happening
        self._changes.note(happening.happening_id, before)
        return self.store.put(fitting(happening, self._most_bytes), profiles)


def _matching_order(event: Event) -> tuple[bool, bool, bool, int]:
    """Return a sort key: events with their own place and day first, since the others join them, titles last."""
    stated = event.date is not None and event.date.source == "text"
    return event.location is None, not stated, event.evidence.field == "title", event.evidence.sentence_start


def _age(happening: Happening) -> tuple[str, str]:
    return order_of(happening.first_report.reported_at), happening.happening_id
