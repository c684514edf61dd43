"""One event once: triggers of a sentence that report the same happening, or a part of it, made one event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from agents.reader.events.coded_event import EventAnalysis
from agents.reader.events.compatibility import agree, better, compatible, keys, together
from agents.reader.syntax.clauses import governors
from streams.contract.records import Participant

DEPENDENT = frozenset({"advcl", "relcl", "acl", "xcomp", "conj", "pcomp", "pobj", "prep", "dobj", "ccomp", "nsubj"})
WITH_SUBJECTS = DEPENDENT | {"nsubjpass", "appos"}


def merge_triggers(findings: Sequence[EventAnalysis], parts: Mapping[str, frozenset[str]]) -> None:
    """Make one event of the triggers of a sentence that report it.

    `parts` says which types are no second event beside one of another (`PackFile.parts`). A trigger that
    became part of another's event stays in the list, with `dropped` saying so.
    """
    sentences: dict[tuple[int, int], list[EventAnalysis]] = {}
    for finding in findings:
        sentences.setdefault((finding.trigger.passage, finding.head.sent.start), []).append(finding)
    for sentence in sentences.values():
        kept = _once([f for f in sentence if f.dropped is None])
        _take_in(kept, parts)
        _support([f for f in kept if f.dropped is None], [f for f in sentence if f.doubted])


def _once(findings: Sequence[EventAnalysis]) -> list[EventAnalysis]:
    """The events left when each is coded once, by its surest trigger."""
    kept: list[EventAnalysis] = []
    for finding in findings:
        same = next((f for f in kept if _alike(f, finding) and _is_one(f, finding)), None)
        if same is None:
            kept.append(finding)
            continue
        first, second = (same, finding) if _rank(same) >= _rank(finding) else (finding, same)
        kept[kept.index(same)] = first
        _absorb(first, second)
    return kept


def _alike(a: EventAnalysis, b: EventAnalysis) -> bool:
    return (a.coded.event_type, a.coded.status) == (b.coded.event_type, b.coded.status)


def _take_in(findings: Sequence[EventAnalysis], parts: Mapping[str, frozenset[str]]) -> None:
    """Leave out what only prepares, states or repeats another event of the same parties in the sentence."""
    for whole in findings:
        types = {t for name in _names(whole) for t in parts.get(name, ())}
        for part in findings:
            if part.coded.event_type in types and part.dropped is None and _is_part(part, whole):
                whole.coded = msgspec.structs.replace(
                    whole.coded, mentions=[*whole.coded.mentions, part.coded.evidence, *part.coded.mentions]
                )
                part.dropped = f"part of {whole.coded.evidence.trigger!r} in this sentence"


def _names(finding: EventAnalysis) -> Iterator[str]:
    """What `parts` may call an event: its type, and its type with each mode."""
    coded = finding.coded
    yield coded.event_type
    yield from (f"{coded.event_type}-{mode}" for mode in coded.modes)


def _is_part(part: EventAnalysis, whole: EventAnalysis) -> bool:
    hangs = _hangs(part, whole, WITH_SUBJECTS) or _hangs(whole, part, WITH_SUBJECTS)
    if part.coded.status != whole.coded.status or not hangs:
        return False
    one, other = part.coded, whole.coded
    return compatible(one.actors, other.actors) or bool(keys(one.recipients) & keys(other.recipients))


def _support(events: Sequence[EventAnalysis], doubted: Sequence[EventAnalysis]) -> None:
    """A trigger too unsure to stand alone is still evidence of the event that it hangs on."""
    for finding in doubted:
        event = next((e for e in events if _alike(e, finding) and _is_one(e, finding)), None)
        if event is not None:
            event.coded = msgspec.structs.replace(event.coded, mentions=[*event.coded.mentions, finding.coded.evidence])
            finding.dropped = f"{finding.dropped}; evidence of {event.coded.evidence.trigger!r} in this sentence"


def _rank(finding: EventAnalysis) -> tuple[float, int, int]:
    coded = finding.coded
    return coded.confidence, len(coded.actors) + len(coded.recipients), -finding.trigger.head


def _is_one(a: EventAnalysis, b: EventAnalysis) -> bool:
    """Whether two triggers of a sentence report one event: one hangs on the other and no slot contradicts it."""
    if not (_hangs(a, b) or _hangs(b, a)):
        return False
    if a.slots.cause == b.trigger.head or b.slots.cause == a.trigger.head:
        return True
    actors = compatible(a.coded.actors, b.coded.actors)
    recipients = compatible(a.coded.recipients, b.coded.recipients)
    return actors and (recipients or _is_consequence(a, b)) and agree(a.coded, b.coded)


def _hangs(a: EventAnalysis, b: EventAnalysis, relations: frozenset[str] = DEPENDENT) -> bool:
    below = a.head
    for governor in governors(a.head):
        if below.dep_ not in relations:
            return False
        if governor == b.head:
            return True
        below = governor
    return False


def _is_consequence(a: EventAnalysis, b: EventAnalysis) -> bool:
    """ "Attacked a convoy, killing nine": a participle without a subject of its own tells what came of the deed."""
    return any(x.head.dep_ == "advcl" and x.head.tag_ == "VBG" and x.head.head == y.head for x, y in ((a, b), (b, a)))


def _absorb(first: EventAnalysis, second: EventAnalysis) -> None:
    """Make the second trigger part of the first's event, with whatever the first lacks."""
    one, other = first.coded, second.coded
    location, date = one.location or other.location, better(one.date, other.date)
    actors = one.actors or other.actors
    recipients = _union(one.recipients, other.recipients)
    filled = {"actor": actors, "recipient": recipients, "date": date, "location": location}
    first.coded = msgspec.structs.replace(
        one,
        modes=[*one.modes, *(m for m in other.modes if m not in one.modes)],
        contexts=[*one.contexts, *(c for c in other.contexts if c not in one.contexts)],
        actors=actors,
        recipients=[r for r in recipients if not keys([r]) & keys(actors)],
        location=location,
        date=date,
        magnitude=together(one.magnitude, other.magnitude),
        attribution=one.attribution or other.attribution,
        missing=[m for m in one.missing if not filled[m.slot]],
        mentions=[*one.mentions, other.evidence, *other.mentions],
    )
    second.dropped = f"the same event as {first.coded.evidence.trigger!r} in this sentence"


def _union(a: list[Participant], b: list[Participant]) -> list[Participant]:
    known = keys(a)
    return [*a, *(p for p in b if not keys([p]) & known)]
