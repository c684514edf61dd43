"""The ledger: replay every topic from its first message and report what does not add up. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from streams.contract.errors import Reason
from streams.dead_letters.dead_letter import original_headers
from tests.broker.topic_consumer import Message
from tests.broker.topics_fixture import without_time
from tests.chaos.happenings_ledger import Joined, disagreements

Partition = tuple[str, int]
Kind = Literal[
    "not in articles.raw",
    "lost",
    "two outcomes",
    "outcome of nothing fed",
    "altered",
    "event lost",
    "event of nothing fed",
    "event altered",
    "not routed",
    "routed wrongly",
    "dead letter not planted",
    "dead letter altered",
    "repeated too often",
    "not committed",
    "event not joined",
    "event joined twice",
    "happening altered",
    "happening lost",
    "happening out of order",
]


@dataclass(frozen=True, slots=True)
class Finding:
    """One inconsistency."""

    kind: Kind
    about: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.about}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The output of one version of Dateline for one article in an undisturbed run; values are without their times."""

    enriched: bytes | None = None
    events: Mapping[str, bytes] = field(default_factory=dict)
    """Values by event id."""
    routes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Event ids by route."""
    dead: str | None = None
    """The reason of the dead letter, if the article was planted."""


@dataclass(frozen=True, slots=True)
class Strike:
    """The state when a fault was injected: the end offsets of the outputs, and how many repeats it allows."""

    kind: str
    ends: Mapping[Partition, int]
    articles: int
    """Most articles that may be published again."""
    events: int
    """Most events that may be routed again."""
    refuses: bool = False
    """The topic of events refuses records as too large: each becomes a dead letter."""
    mixes: bool = False
    """Another version of Dateline publishes too from here on."""


NOTHING = Strike("nothing", {}, 0, 0)


@dataclass(frozen=True, slots=True)
class RunRecord:
    """The data of a run: what was fed, what the topics contain, and what the group committed."""

    wanted: Mapping[str, Sequence[Wanted]]
    """By article id, which is also the key of the raw message; one entry per version of Dateline that ran."""
    raw: Sequence[Message]
    enriched: Sequence[Message]
    events: Sequence[Message]
    dead: Sequence[Message]
    routed: Mapping[str, Sequence[Message]]
    """Messages by route."""
    committed: Mapping[Partition, int]
    strikes: Sequence[Strike]
    joined: Joined | None = None
    """What was joined; None if no happenings agent ran."""


@dataclass(frozen=True, slots=True)
class Audit:
    """The result of the replay."""

    findings: list[Finding]
    articles: int
    enriched: int
    dead: int
    events: int
    happenings: int
    repeated_articles: list[int]
    """Articles that were published again, by strike."""
    repeated_events: list[int]
    """Events that were routed again, by strike."""


def audit(run_record: RunRecord) -> Audit:
    """Replay a run and return every finding and the counts."""
    again, routed_again = _repeats(run_record)
    findings = [
        *_fed(run_record),
        *_outcomes(run_record),
        *_events(run_record),
        *_routes(run_record),
        *_letters(run_record),
        *_too_often(run_record, again, routed_again),
        *_commits(run_record),
        *_happenings(run_record),
    ]
    return Audit(
        findings,
        articles=len(run_record.wanted),
        enriched=len(_ids(run_record.enriched)),
        dead=len(_ids(run_record.dead)),
        events=len({m.header("ce_id") for m in run_record.events}),
        happenings=len({m.key for m in run_record.joined.happenings}) if run_record.joined else 0,
        repeated_articles=again,
        repeated_events=routed_again,
    )


def _fed(run_record: RunRecord) -> Iterable[Finding]:
    for identity in sorted(run_record.wanted.keys() - _ids(run_record.raw)):
        yield Finding("not in articles.raw", identity)


def _outcomes(run_record: RunRecord) -> Iterable[Finding]:
    """Each article id has exactly one outcome, at least as often as it was fed, and it is the right one."""
    letters = [m for m in run_record.dead if not _is_refusal(m)]
    fed, good, dead = (Counter(map(_id, m)) for m in (run_record.raw, run_record.enriched, letters))
    for identity, times in fed.items():
        if good[identity] + dead[identity] < times:
            yield Finding("lost", identity)
        if good[identity] and dead[identity]:
            yield Finding("two outcomes", identity)
    for message in run_record.enriched:
        wanted = run_record.wanted.get(_id(message))
        if wanted is None:
            yield Finding("outcome of nothing fed", _id(message))
        elif without_time(message.value) not in [w.enriched for w in wanted]:
            yield Finding("altered", _id(message))


def _events(run_record: RunRecord) -> Iterable[Finding]:
    """Every event that a published article announces exists, and every event is one that some version makes."""
    found: dict[str, set[bytes]] = defaultdict(set)
    for message in run_record.events:
        identity = message.header("ce_id")
        found[identity].add(without_time(message.value))
        versions = [w.events[identity] for w in run_record.wanted.get(_id(message), ()) if identity in w.events]
        if not versions:
            yield Finding("event of nothing fed", identity)
        elif without_time(message.value) not in versions:
            yield Finding("event altered", identity)
    refused = Counter(map(_id, filter(_is_refusal, run_record.dead)))
    for identity, values in _published(run_record).items():
        missing: dict[bytes | None, list[str]] = {}
        for wanted in run_record.wanted.get(identity, ()):
            absent = sorted(i for i, value in wanted.events.items() if value not in found[i])
            # Versions with equal articles may differ in a field of their events: the events of one version are enough.
            missing[wanted.enriched] = min(missing.get(wanted.enriched, absent), absent, key=len)
        for enriched, events in missing.items():
            if enriched in values and len(events) > refused[identity]:
                yield from (Finding("event lost", f"{event} of {identity}") for event in events)


def _routes(run_record: RunRecord) -> Iterable[Finding]:
    """Each event is, byte for byte and at least as often as published, on every route whose rules match."""
    published = Counter((m.header("ce_id"), m.value) for m in run_record.events)
    for route, messages in run_record.routed.items():
        routed = Counter((m.header("ce_id"), m.value) for m in messages)
        takes = {i for versions in run_record.wanted.values() for w in versions for i in w.routes.get(route, ())}
        for (identity, value), times in published.items():
            if identity in takes and routed[(identity, value)] < times:
                yield Finding("not routed", f"{identity} to {route}")
        for identity, value in routed:
            if identity not in takes or (identity, value) not in published:
                yield Finding("routed wrongly", f"{identity} to {route}")


def _letters(run_record: RunRecord) -> Iterable[Finding]:
    """Dead letters are planted articles or refused records. Their message and headers are unchanged."""
    raw = {(str(m.partition), str(m.offset)): m for m in run_record.raw}
    for letter in run_record.dead:
        message = raw.get((letter.header("partition"), letter.header("offset")))
        reasons = [w.dead for w in run_record.wanted.get(_id(letter), ())]
        reasons += [str(Reason.OUTPUT_TOO_LARGE)] if _strike_of(run_record.strikes, letter).refuses else []
        if message is None or letter.header("reason") not in reasons:
            yield Finding("dead letter not planted", f"{_id(letter)}: {letter.header('reason')}")
        elif (letter.key, letter.value, original_headers(letter.headers)) != (
            message.key,
            message.value,
            message.headers,
        ):
            yield Finding("dead letter altered", _id(letter))


def _too_often(run_record: RunRecord, again: Sequence[int], routed_again: Sequence[int]) -> Iterable[Finding]:
    for strike, articles, events in zip(_all_strikes(run_record), again, routed_again, strict=True):
        if articles > strike.articles:
            yield Finding("repeated too often", f"{articles} articles by {strike.kind}, not {strike.articles}")
        if events > strike.events:
            yield Finding("repeated too often", f"{events} routed events by {strike.kind}, not {strike.events}")


def _commits(run_record: RunRecord) -> Iterable[Finding]:
    """The group has committed everything up to the end."""
    ends: dict[Partition, int] = {}
    for message in [*run_record.raw, *run_record.events, *(run_record.joined.inputs if run_record.joined else ())]:
        place = message.topic, message.partition
        ends[place] = max(ends.get(place, 0), message.offset + 1)
    for place, end in sorted(ends.items()):
        if run_record.committed.get(place) != end:
            yield Finding("not committed", f"{place[0]}[{place[1]}] at {run_record.committed.get(place)}, not {end}")


def _happenings(run_record: RunRecord) -> Iterable[Finding]:
    """Every event is in the input of happenings, and the happenings equal those of an undisturbed run."""
    if run_record.joined is not None:
        for kind, about in disagreements(run_record.events, run_record.joined):
            yield Finding(kind, about)


def _all_strikes(run_record: RunRecord) -> list[Strike]:
    """Return the strikes after an initial one that allows no repeats."""
    return [NOTHING, *run_record.strikes]


def _strike_of(strikes: Sequence[Strike], message: Message) -> Strike:
    """Return the last strike before a message was written."""
    number = bisect_right(strikes, message.offset, key=partial(_end, message))
    return strikes[number - 1] if number else NOTHING


def _is_refusal(letter: Message) -> bool:
    """Return whether a dead letter replaces one refused record, so that other records of its article may exist."""
    return letter.header("reason") == Reason.OUTPUT_TOO_LARGE


def _repeats(run_record: RunRecord) -> tuple[list[int], list[int]]:
    """Return by strike how many articles were published again, and how many events were routed again."""
    strikes = _all_strikes(run_record)
    articles: list[Counter[str]] = [Counter() for _ in strikes]
    fed = Counter(map(_id, run_record.raw))
    kinds: list[tuple[Sequence[Message], Callable[[Message], str]]] = [
        (run_record.enriched, lambda m: "enriched"),
        ([m for m in run_record.dead if not _is_refusal(m)], lambda m: "dead"),
        (run_record.events, lambda m: m.header("ce_id")),
    ]
    for messages, name in kinds:
        for number, counts in enumerate(_extra(strikes, messages, name, lambda key: fed[key[0]])):
            for (identity, _), times in counts.items():
                articles[number][identity] = max(articles[number][identity], times)
    published = Counter(m.header("ce_id") for m in run_record.events)
    events = [0 for _ in strikes]
    for messages in run_record.routed.values():
        extra = _extra(strikes, messages, lambda m: m.header("ce_id"), lambda key: published[key[1]])
        events = [total + counts.total() for total, counts in zip(events, extra, strict=True)]
    return [counts.total() for counts in articles], events


def _extra(
    strikes: Sequence[Strike],
    messages: Sequence[Message],
    name: Callable[[Message], str],
    due: Callable[[tuple[str, str]], int],
) -> list[Counter[tuple[str, str]]]:
    """Return by strike the messages beyond the expected number, by article id and name."""
    found: list[Counter[tuple[str, str]]] = [Counter() for _ in strikes]
    seen: Counter[tuple[str, str]] = Counter()
    for message in sorted(messages, key=lambda m: (m.partition, m.offset)):
        key = _id(message), name(message)
        seen[key] += 1
        if seen[key] > due(key):
            found[bisect_right(strikes, message.offset, key=partial(_end, message)) - 1][key] += 1
    return found


def _end(message: Message, strike: Strike) -> int:
    return strike.ends.get((message.topic, message.partition), 0)


def _published(run_record: RunRecord) -> dict[str, set[bytes]]:
    found: dict[str, set[bytes]] = defaultdict(set)
    for message in run_record.enriched:
        found[_id(message)].add(without_time(message.value))
    return found


def _id(message: Message) -> str:
    return (message.key or b"").decode()


def _ids(messages: Iterable[Message]) -> set[str]:
    return set(map(_id, messages))
