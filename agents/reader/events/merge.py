"""One event once: mentions of the same happening within a sentence made one, those of other sentences linked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from agents.reader.events.coded import Coded, Finding
from agents.reader.events.setting import DEEDS
from agents.reader.text.clauses import governors, is_noun
from agents.reader.text.page import Page
from streams.ids import event_id
from streams.records import Count, EventDate, Magnitude, Participant

DEFINITE = frozenset({"the", "this", "that"})
LOOKED_BACK = 30
"""Earlier happenings that a later event is compared with."""
COMPARED = 4
"""Mentions of a happening that are compared."""
DEPENDENT = frozenset({"advcl", "relcl", "acl", "xcomp", "conj", "pcomp", "pobj", "prep", "dobj", "ccomp", "nsubj"})


def merge(page: Page, findings: list[Finding]) -> list[Finding]:
    """Make one event of the triggers of a sentence that report it, and link events that report the same happening.

    A trigger that became part of another's event stays in the list, with `dropped` saying so.
    """
    _within_sentences(findings)
    _across_sentences(page, [f for f in findings if f.dropped is None])
    return findings


def _within_sentences(findings: Sequence[Finding]) -> None:
    kept: dict[tuple[int, int, str, str], list[Finding]] = {}
    for finding in findings:
        if finding.dropped is not None:
            continue
        key = (
            finding.trigger.passage,
            finding.head.sent.start,
            finding.coded.event_type,
            finding.coded.status,
        )
        group = kept.setdefault(key, [])
        same = next((f for f in group if _is_one(f, finding)), None)
        if same is None:
            group.append(finding)
            continue
        first, second = (same, finding) if _rank(same) >= _rank(finding) else (finding, same)
        group[group.index(same)] = first
        _absorb(first, second)


def _rank(finding: Finding) -> tuple[float, int, int]:
    coded = finding.coded
    return coded.confidence, len(coded.actors) + len(coded.recipients), -finding.trigger.head


def _is_one(a: Finding, b: Finding) -> bool:
    """Whether two triggers of a sentence report one event: one hangs on the other and no slot contradicts it."""
    if not (_hangs(a, b) or _hangs(b, a)):
        return False
    if a.slots.cause == b.trigger.head or b.slots.cause == a.trigger.head:
        return True
    actors = _same_or_empty(a.coded.actors, b.coded.actors)
    recipients = _same_or_empty(a.coded.recipients, b.coded.recipients)
    return actors and (recipients or _is_consequence(a, b)) and _agree(a.coded, b.coded)


def _hangs(a: Finding, b: Finding) -> bool:
    below = a.head
    for governor in governors(a.head):
        if below.dep_ not in DEPENDENT:
            return False
        if governor == b.head:
            return True
        below = governor
    return False


def _is_consequence(a: Finding, b: Finding) -> bool:
    """ "Attacked a convoy, killing nine": a participle without a subject of its own tells what came of the deed."""
    return any(
        x.head.dep_ == "advcl" and x.head.tag_ == "VBG" and x.head.head == y.head for x, y in ((a, b), (b, a))
    )


def _same_or_empty(a: Sequence[Participant], b: Sequence[Participant]) -> bool:
    return not a or not b or bool(_keys(a) & _keys(b))


def _absorb(first: Finding, second: Finding) -> None:
    """Make the second trigger part of the first's event, with whatever the first lacks."""
    one, other = first.coded, second.coded
    location, date = one.location or other.location, _better(one.date, other.date)
    actors = one.actors or other.actors
    recipients = _union(one.recipients, other.recipients)
    filled = {"actor": actors, "recipient": recipients, "date": date, "location": location}
    first.coded = msgspec.structs.replace(
        one,
        modes=[*one.modes, *(m for m in other.modes if m not in one.modes)],
        contexts=[*one.contexts, *(c for c in other.contexts if c not in one.contexts)],
        actors=actors,
        recipients=[r for r in recipients if not _keys([r]) & _keys(actors)],
        location=location,
        date=date,
        magnitude=_together(one.magnitude, other.magnitude),
        attribution=one.attribution or other.attribution,
        missing=[m for m in one.missing if not filled[m.slot]],
        mentions=[*one.mentions, other.evidence, *other.mentions],
    )
    second.dropped = f"the same event as {first.coded.evidence.trigger!r} in this sentence"


def _union(a: list[Participant], b: list[Participant]) -> list[Participant]:
    known = _keys(a)
    return [*a, *(p for p in b if not _keys([p]) & known)]


def _across_sentences(page: Page, findings: Sequence[Finding]) -> None:
    """Link each event to the first of the article that reports the same happening, and share where and when."""
    stories: list[list[Finding]] = []
    for finding in findings:
        recent = reversed(stories[-LOOKED_BACK:])
        story = next((s for s in recent if any(_is_same(f, finding) for f in s[:COMPARED])), None)
        if _names_nobody(finding):
            _recall(story[-1] if story else None, finding)
        elif story is None:
            stories.append([finding])
        else:
            story.append(finding)
    for story in stories:
        if len(story) > 1:
            _link(page, story)


def _names_nobody(finding: Finding) -> bool:
    """ "The meeting", "such attacks": an event noun with nobody who takes part or suffers, no day and no count."""
    coded = finding.coded
    if not is_noun(finding.head) or coded.actors or coded.recipients or coded.magnitude != Magnitude():
        return False
    return coded.date is None or coded.date.source != "text"


def _recall(told: Finding | None, again: Finding) -> None:
    """Leave a mention that names nobody out of the events, as evidence of the one told before if there is one."""
    if told is None:
        again.dropped = "names nobody who takes part, and no event told before"
        return
    told.coded = msgspec.structs.replace(told.coded, mentions=[*told.coded.mentions, again.coded.evidence])
    again.dropped = f"recalls {told.coded.evidence.trigger!r}, told before"


def _link(page: Page, story: Sequence[Finding]) -> None:
    first = story[0].coded
    evidence = first.evidence
    where = evidence.field, evidence.trigger_start, evidence.trigger_end
    name = event_id(page.article.id, first.ontology, first.event_type, *where)
    date: EventDate | None = None
    for finding in story:
        date = _better(date, finding.coded.date)
    location = next((f.coded.location for f in story if f.coded.location is not None), None)
    for finding in story:
        coded = finding.coded
        filled = {"date": coded.date or date, "location": coded.location or location}
        finding.coded = msgspec.structs.replace(
            coded,
            date=_better(coded.date, date),
            location=filled["location"],
            missing=[m for m in coded.missing if not filled.get(m.slot)],
            story_event_id=None if finding is story[0] else name,
        )
        if finding is not story[0]:
            finding.reasons["story"] = f"the same happening as {evidence.trigger!r}, told first"


def _is_same(a: Finding, b: Finding) -> bool:
    """Whether a later event reports the same happening as an earlier one."""
    one, other = a.coded, b.coded
    if one.event_type != other.event_type or one.status != other.status or not _agree(one, other):
        return False
    if one.event_type not in DEEDS:
        same_word = a.head.lemma_ == b.head.lemma_
        return same_word and _share(one.actors, other.actors) and _share(one.recipients, other.recipients)
    mine, theirs = _entities([*one.actors, *one.recipients]), _entities([*other.actors, *other.recipients])
    if not other.actors and not other.recipients:
        return _is_mentioned_again(a, b)
    return len(mine & theirs) > 1 or (bool(mine & theirs) and _same_or_empty(one.recipients, other.recipients))


def _is_mentioned_again(a: Finding, b: Finding) -> bool:
    """ "The meeting …", one event noun in the singular with "the" or "this", soon after an event of that name."""
    noun = b.head
    singular = is_noun(noun) and noun.tag_ in ("NN", "NNP") and a.head.tag_ not in ("NNS", "NNPS")
    return singular and any(c.lower_ in DEFINITE for c in noun.children) and _is_near(a, b)


def _is_near(a: Finding, b: Finding) -> bool:
    return 0 <= b.trigger.passage - a.trigger.passage <= 2


def _share(a: Sequence[Participant], b: Sequence[Participant]) -> bool:
    return bool(_entities(a) & _entities(b))


def _entities(participants: Iterable[Participant]) -> set[str]:
    """The named among participants: "police" or "militants" may be others each time."""
    return {p.entity_id for p in participants if p.entity_id is not None}


def _keys(participants: Iterable[Participant]) -> set[str]:
    """What two participants must have in common to be taken for one: the entity, else the words."""
    return {p.entity_id or p.text.casefold().removeprefix("the ") for p in participants}


def _agree(a: Coded, b: Coded) -> bool:
    """Whether no date, place or count of one contradicts the other's."""
    if a.date and b.date and a.date.source == b.date.source == "text" and not _contains(a.date.value, b.date.value):
        return False
    if a.location and b.location and a.location.country != b.location.country:
        return False
    counts = ((getattr(a.magnitude, k), getattr(b.magnitude, k)) for k in a.magnitude.__struct_fields__)
    return all(x is None or y is None or _overlap(x, y) for x, y in counts)


def _contains(a: str, b: str) -> bool:
    return a.startswith(b) or b.startswith(a)


def _overlap(a: Count, b: Count) -> bool:
    return (b.max is None or a.min <= b.max) and (a.max is None or b.min <= a.max)


def _better(a: EventDate | None, b: EventDate | None) -> EventDate | None:
    """The date that says more: one from the text before the day of publication, then the longer value."""
    known = [d for d in (a, b) if d is not None]
    return max(known, key=lambda d: (d.source == "text", len(d.value)), default=None)


def _together(a: Magnitude, b: Magnitude) -> Magnitude:
    return Magnitude(**{k: getattr(a, k) or getattr(b, k) for k in a.__struct_fields__})
