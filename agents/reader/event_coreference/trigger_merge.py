"""Merging within a sentence: triggers that report the same event, or a part of it, become one event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import msgspec

from agents.reader.coded_events.coded_event import CodedEvent, EventAnalysis
from agents.reader.coded_events.compatibility import agree, combined_counts, compatible, keys, more_specific_date
from agents.reader.coded_events.drop_reason import Dropped, DropReason
from agents.reader.syntax.clauses import governors, is_noun
from agents.reader.time_place.sequence import follow_each_other, kills_at_once, recalled
from streams.contract.detail import Detail
from streams.contract.records import Evidence, Participant

DEPENDENT = frozenset({"advcl", "relcl", "acl", "xcomp", "conj", "pcomp", "pobj", "prep", "dobj", "ccomp", "nsubj"})
WITH_SUBJECTS = DEPENDENT | {"nsubjpass", "appos"}


Sentence = list[EventAnalysis]
"""The analyses of one sentence, in order. A step returns a new list of the same length."""


def merge_triggers(analyses: Sequence[EventAnalysis], parts: Mapping[str, frozenset[str]]) -> list[EventAnalysis]:
    """Return the analyses, with the triggers of each sentence that report one event merged.

    `parts` maps a type to the types that are part of it in the same sentence (`PackFile.parts`). A merged trigger
    stays in the list with `dropped` set.
    """
    result = list(analyses)
    sentences: dict[tuple[int, int], list[int]] = {}
    for i, analysis in enumerate(analyses):
        sentences.setdefault((analysis.trigger.passage, analysis.head.sent.start), []).append(i)
    for indices in sentences.values():
        merged = _support(_absorb_parts(_merge_duplicates([result[i] for i in indices]), parts))
        for i, analysis in zip(indices, merged, strict=True):
            result[i] = analysis
    return result


def _merge_duplicates(sentence: Sentence) -> Sentence:
    """Return the sentence with each event coded once, by its most confident trigger."""
    result, kept = list(sentence), list[int]()
    for i, analysis in enumerate(sentence):
        if analysis.dropped is not None:
            continue
        same = next((k for k in kept if _alike(result[k], result[i]) and _is_one(result[k], result[i])), None)
        if same is None:
            kept.append(i)
            continue
        first, second = (same, i) if _rank(result[same]) >= _rank(result[i]) else (i, same)
        kept[kept.index(same)] = first
        result[first], result[second] = _absorb(result[first], result[second])
    return result


def _alike(a: EventAnalysis, b: EventAnalysis) -> bool:
    return (a.coded.event_type, a.coded.status) == (b.coded.event_type, b.coded.status)


def _absorb_parts(sentence: Sentence, parts: Mapping[str, frozenset[str]]) -> Sentence:
    """Return the sentence without events that only prepare, state or repeat another event of the same parties."""
    result = list(sentence)
    live = [i for i, analysis in enumerate(sentence) if analysis.dropped is None]
    for w in live:
        types = {t for name in _names(result[w]) for t in parts.get(name, ())}
        for p in live:
            part, whole = result[p], result[w]
            if part.coded.event_type in types and part.dropped is None and _is_part(part, whole):
                result[w] = _with_counts(with_mentions(whole, part.coded.evidence, *part.coded.mentions), part)
                detail = f"part of {whole.coded.evidence.trigger!r} in the same sentence"
                result[p] = replace(part, dropped=Dropped(DropReason.PART_OF_EVENT, detail))
    return result


def with_mentions(analysis: EventAnalysis, *more: Evidence) -> EventAnalysis:
    """Return the analysis with these mentions added to its event."""
    coded = msgspec.structs.replace(analysis.coded, mentions=[*analysis.coded.mentions, *more])
    return replace(analysis, coded=coded)


def _names(analysis: EventAnalysis) -> Iterator[str]:
    """Yield the keys of an event in `parts`: its type, and its type with each mode."""
    coded = analysis.coded
    yield coded.event_type
    yield from (f"{coded.event_type}-{mode}" for mode in coded.modes)


def _is_part(part: EventAnalysis, whole: EventAnalysis) -> bool:
    hangs = _depends_on(part, whole, WITH_SUBJECTS) or _depends_on(whole, part, WITH_SUBJECTS)
    if part.coded.status != whole.coded.status or not hangs or _is_only_where(whole, part):
        return False
    one, other = part.coded, whole.coded
    return compatible(one.actors, other.actors) or bool(keys(one.recipients) & keys(other.recipients))


def _is_only_where(whole: EventAnalysis, part: EventAnalysis) -> bool:
    """Return whether an event noun is only the occasion of a speech ("the premier attacked the media at a rally")."""
    doers = part.slots.actors
    alone = bool(doers) and all(filler.head.tag_ in ("NN", "NNP") for filler in doers)
    return alone and whole.coded.event_type == "PROTEST" and is_noun(whole.head) and not whole.coded.actors


def _support(sentence: Sentence) -> Sentence:
    """Return the sentence with low-confidence triggers as evidence of the event that they depend on."""
    result = list(sentence)
    for i, unsure in enumerate(sentence):
        if unsure.dropped is None or unsure.dropped.reason is not DropReason.LOW_CONFIDENCE:
            continue
        live = (n for n, a in enumerate(result) if a.dropped is None)
        event = next((n for n in live if _alike(result[n], unsure) and _is_one(result[n], unsure)), None)
        if event is not None:
            detail = f"{unsure.dropped}; evidence of {result[event].coded.evidence.trigger!r} in the same sentence"
            result[event] = _with_counts(with_mentions(result[event], unsure.coded.evidence), unsure)
            result[i] = replace(unsure, dropped=Dropped(DropReason.SAME_EVENT, detail))
    return result


def _with_counts(analysis: EventAnalysis, other: EventAnalysis) -> EventAnalysis:
    """Return the analysis with the counts of another trigger of the same event added."""
    magnitude = combined_counts(analysis.coded.magnitude, other.coded.magnitude)
    return replace(analysis, coded=msgspec.structs.replace(analysis.coded, magnitude=magnitude))


def _rank(analysis: EventAnalysis) -> tuple[float, int, int]:
    coded = analysis.coded
    return coded.confidence, len(coded.actors) + len(coded.recipients), -analysis.trigger.head


def _is_one(a: EventAnalysis, b: EventAnalysis) -> bool:
    """Return whether two triggers of a sentence report one event: one depends on the other and no slots conflict."""
    if not (_depends_on(a, b) or _depends_on(b, a)) or follow_each_other(a.head, b.head):
        return False
    if recalled(a.head) is not recalled(b.head):
        return False
    if a.slots.cause == b.trigger.head or b.slots.cause == a.trigger.head:
        return True
    actors = compatible(a.coded.actors, b.coded.actors)
    recipients = compatible(a.coded.recipients, b.coded.recipients)
    return actors and (recipients or _is_consequence(a, b)) and agree(a.coded, b.coded)


def _depends_on(a: EventAnalysis, b: EventAnalysis, relations: frozenset[str] = DEPENDENT) -> bool:
    below = a.head
    for governor in governors(a.head):
        if below.dep_ not in relations:
            return False
        if governor == b.head:
            return True
        below = governor
    return False


def _is_consequence(a: EventAnalysis, b: EventAnalysis) -> bool:
    """Return whether one trigger states the result of the other ("…, killing nine", "nine were killed after …")."""
    below = (x.head for x, y in ((a, b), (b, a)) if x.head.dep_ == "advcl" and x.head.head == y.head)
    return any(head.tag_ == "VBG" or kills_at_once(head) for head in below)


def _absorb(first: EventAnalysis, second: EventAnalysis) -> tuple[EventAnalysis, EventAnalysis]:
    """Return the first trigger with the slots that only the second fills, and the second as dropped."""
    coded = combined(first.coded, second.coded)
    detail = f"same event as {first.coded.evidence.trigger!r} in the same sentence"
    return replace(first, coded=coded), replace(second, dropped=Dropped(DropReason.SAME_EVENT, detail))


def combined(one: CodedEvent, other: CodedEvent) -> CodedEvent:
    """Return the first event completed from the second, with the second's evidence among its mentions."""
    location, date = one.location or other.location, more_specific_date(one.date, other.date)
    actors = one.actors or other.actors
    recipients = _union(one.recipients, other.recipients)
    filled = {"actor": actors, "recipient": recipients, "date": date, "location": location}
    return msgspec.structs.replace(
        one,
        modes=[*one.modes, *(m for m in other.modes if m not in one.modes)],
        contexts=[*one.contexts, *(c for c in other.contexts if c not in one.contexts)],
        actors=actors,
        recipients=[r for r in recipients if not keys([r]) & keys(actors)],
        location=location,
        date=date,
        magnitude=combined_counts(one.magnitude, other.magnitude),
        details=_all_details(one, other),
        attribution=one.attribution or other.attribution,
        missing=[m for m in one.missing if not filled[m.slot]],
        mentions=[*one.mentions, other.evidence, *other.mentions],
    )


def joined_details(one: CodedEvent, other: CodedEvent) -> list[Detail]:
    """Return the details of an event, and those of another mention under names that it lacks."""
    names = {detail.name for detail in one.details}
    return [*one.details, *(detail for detail in other.details if detail.name not in names)]


def _all_details(one: CodedEvent, other: CodedEvent) -> list[Detail]:
    """Return the details of two triggers of a sentence: all numbers of both, and other details that the first lacks."""
    told = joined_details(one, other)
    known = {(detail.name, detail.start) for detail in told}
    more = [d for d in other.details if d.values and (d.name, d.start) not in known]
    return sorted([*told, *more], key=lambda detail: [d.name for d in told].index(detail.name)) if more else told


def _union(a: list[Participant], b: list[Participant]) -> list[Participant]:
    known = keys(a)
    return [*a, *(p for p in b if not keys([p]) & known)]
