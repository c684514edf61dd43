"""Features of event coreference: named facts for and against two events of an article being one happening."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agents.reader.coded_events.coded_event import CodedEvent, EventAnalysis
from agents.reader.coded_events.compatibility import (
    brings_a_month,
    counts_agree,
    days_agree,
    is_one_mention,
    is_part_of_toll,
    other_thing,
    places_agree,
)
from agents.reader.coded_events.sides import (
    COUNTED,
    VAGUE,
    are_opponents,
    kinds,
    mentions_others,
    new_victims,
    other_deed,
    other_target,
    other_victims,
)
from agents.reader.event_coreference.means import other_means
from agents.reader.lexicon.loader import data_file
from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.syntax.clauses import is_noun
from agents.reader.syntax.tree import Token
from agents.reader.time_place.sequence import DIFFERENT, answers, follow_each_other, is_over_period, opens_another
from streams.contract.records import Participant

_DATA = data_file(__file__, "event_coreference.toml")
WEIGHTS = _DATA.read("weights", dict[str, float])
"""Weight of each fact."""
FAMILIES = _DATA.read("families", dict[str, str])
"""Event type to its family: the types that can report the same happening. A type not listed is its own family."""
STATEMENTS = _DATA.words("words.statements")
DEFINITE = _DATA.words("words.definite")
_ONE_BY_ONE = _DATA.words("words.one_by_one")
_OFTEN = _DATA.words("words.often")
VIOLENCE = "ASSAULT"
_DATED = frozenset({"ASSAULT", "COERCE"})
NEAR = 2
"""Largest distance, in passages, of two mentions that are near each other."""
FACTUAL = ("asserted", "historical")
_OTHER_NAMES = frozenset({"other_actor", "other_recipient", "other_role"})


def comparable(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether two events can be one happening: their types are of one family."""
    return FAMILIES.get(a.event_type, a.event_type) == FAMILIES.get(b.event_type, b.event_type)


def both_facts(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether both events are facts or neither is; only such two can become one record."""
    return (a.status in FACTUAL) == (b.status in FACTUAL)


def shared_facts(earlier: EventAnalysis, later: EventAnalysis) -> list[str]:
    """Return the names of the facts (keys of `WEIGHTS`) that hold for two comparable events, in text order."""
    a, b = earlier.coded, later.coded
    facts = ["same_trigger" if _lemmas(earlier) & _lemmas(later) else "same_family"]
    facts += _of_parties(a.actors, b.actors, "actor", a.event_type in STATEMENTS)
    facts += _of_parties(a.recipients, b.recipients, "recipient", a.event_type in STATEMENTS)
    facts += _conflict_of_parties(a, b)
    if other_means(earlier, later):
        facts.append("other_means")
    facts += _place_date_and_counts(earlier, later)
    if other_thing(a, b):
        facts.append("other_thing")
    if earlier.trigger.apart != later.trigger.apart:
        facts.append("other_mode")
    if later.trigger.alone:
        facts.append("alone")
    elif not b.actors and not b.recipients:
        facts.append("nobody_named")
    if earlier.head.sent == later.head.sent and follow_each_other(earlier.head, later.head):
        facts.append("follows")
    elif earlier.head.sent != later.head.sent and (
        opens_another(later.head) or (a.evidence.field != "title" and answers(later.head))
    ):
        facts.append("different")
    if a.event_type in _DATED and brings_a_month(a, b):
        facts.append("own_past")
    if a.event_type == VIOLENCE and is_over_period(earlier.head) is not is_over_period(later.head):
        facts.append("over_period")
    if 0 <= later.trigger.passage - earlier.trigger.passage <= NEAR:
        facts.append("near")
        if a.evidence.field == "title" and "same_trigger" in facts:
            # A headline has "Winemaker" or "Ex-mayor" where the story has the name.
            facts = [fact for fact in facts if fact not in _OTHER_NAMES]
            facts.append("headline")
    if a.event_type in STATEMENTS:
        facts.append("statement")
    if {*a.modes, *b.modes} & _OFTEN:
        facts += mentions_others(facts, b)
    return [*facts, *_of_status(a, b), *_of_noun(later.head)]


def _place_date_and_counts(earlier: EventAnalysis, later: EventAnalysis) -> Iterator[str]:
    """Yield the facts about place, date and counts. A place that both have from the same words is not evidence."""
    a, b = earlier.coded, later.coded
    borrowed = earlier.head.sent != later.head.sent and is_one_mention(a.location, b.location)
    part = is_part_of_toll(a, b)
    agreements = {
        "place": None if borrowed or part else places_agree(a.location, b.location),
        "day": days_agree(a.date, b.date),
        "count": None if part else counts_agree(a.magnitude, b.magnitude),
    }
    for name, agree in agreements.items():
        if agree is not None:
            yield ("same_" if agree else "other_") + name


def _conflict_of_parties(a: CodedEvent, b: CodedEvent) -> Iterator[str]:
    """Yield the facts about the parties of two acts; none for speech."""
    if a.event_type in _ONE_BY_ONE and _other_role(a.recipients, b.recipients):
        yield "other_role"
    if a.event_type in _ONE_BY_ONE and _one_of_many(a, b):
        yield "one_of_many"
    if are_opponents(a.actors, b.actors):
        yield "other_side"
    if a.event_type in STATEMENTS:
        return
    if no_common(a.actors, b.actors) and no_common(a.recipients, b.recipients):
        yield "other_parties"
    if other_victims(a, b):
        yield "other_victims"
    elif new_victims(a, b):
        yield "new_victims"
    if other_deed(a, b):
        yield "other_deed"
    if a.event_type == VIOLENCE and other_target(a, b):
        yield "other_target"


def _of_status(a: CodedEvent, b: CodedEvent) -> Iterator[str]:
    if not both_facts(a, b):
        yield "other_reality"
    elif a.status != b.status:
        yield "other_status"


def weight(facts: Sequence[str]) -> float:
    """Return the sum of the weights of facts: the higher, the more likely that both are one happening."""
    return sum(WEIGHTS[fact] for fact in facts)


def _lemmas(analysis: EventAnalysis) -> set[str]:
    doc = analysis.head.doc
    return {analysis.head.lemma_.lower(), *(doc[i].lemma_.lower() for i in analysis.trigger.names)}


def _of_noun(head: Token) -> Iterator[str]:
    if not is_noun(head):
        return
    before = {child.lower_ for child in head.children if child.i < head.i}
    if before & DIFFERENT:
        yield "different"
    elif before & DEFINITE and head.tag_ in ("NN", "NNP"):
        yield "definite"


def _of_parties(a: Sequence[Participant], b: Sequence[Participant], side: str, statement: bool) -> Iterator[str]:
    if not a or not b:
        return
    if _entities(a) & _entities(b):
        yield f"same_{side}"
    elif kinds(a) & kinds(b) or _is_of(a, b) or _is_of(b, a):
        yield f"similar_{side}"
    elif _countries(a) and _countries(b) and not _countries(a) & _countries(b):
        yield f"other_{side}_country"
    elif _entities(a, "PERSON") and _entities(b, "PERSON"):
        yield "other_person"
    elif statement and _entities(a) and _entities(b) and not _for_its_country(a, b):
        yield f"other_{side}"
    elif statement and side == "actor" and no_common(a, b) and not _countries(a) & _countries(b):
        yield "unalike_actor"


def _is_of(a: Sequence[Participant], b: Sequence[Participant]) -> bool:
    """Return whether a phrase contains the name of a person or organisation of the other list ("Southcorp's board")."""
    names = [p.name for p in a if p.label in ("PERSON", "ORG") and p.name]
    return any(f" {name} " in f" {_bare(p.text)} " for name in names for p in b)


def _bare(text: str) -> str:
    return " ".join(text.replace("'s", " ").replace("’s", " ").replace(",", " ").split())


def _for_its_country(a: Sequence[Participant], b: Sequence[Participant]) -> bool:
    """Return whether one list names a country and the other an official of it."""
    for one, other in ((a, b), (b, a)):
        named = {p.country for p in one if p.label in ("GPE", "NORP") and p.country}
        if named & {p.country for p in other if p.sector == "GOV"}:
            return True
    return False


def _other_role(a: Sequence[Participant], b: Sequence[Participant]) -> bool:
    """Return whether two people have different roles ("the editor", "the lawyer") and share no word or country."""
    if not no_common(a, b) or _countries(a) & _countries(b):
        return False
    nouns = kinds(a) | kinds(b)
    one_each = len(a) == len(b) == 1 and all(_is_one_person(p) for p in (*a, *b))
    return one_each and not nouns & VAGUE


def _one_of_many(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether one event has a single recipient and the other counts many ("86 people were detained")."""
    for one, other in ((a, b), (b, a)):
        counted = other.magnitude.arrested
        if len(one.recipients) == 1 and one.recipients[0].label == "PERSON" and counted and counted.min > 1:
            return True
    return False


def _is_one_person(party: Participant) -> bool:
    words = party.text.casefold().split(" of ")[0].split(",")[0].split()
    return party.label == "PERSON" or any(noun_class(word) == "person" for word in words)


def are_people(party: Participant) -> bool:
    """Return whether a phrase certainly names people, not their property or place."""
    return party.label == "PERSON" or any(noun_class(noun) == "person" for noun in kinds([party]))


def are_things(parties: Sequence[Participant]) -> bool:
    """Return whether all phrases name targets other than people: a post, a convoy, a village."""
    counted = any(noun in COUNTED or noun.isdigit() for noun in kinds(parties))
    return bool(parties) and not counted and not any(map(are_people, parties))


def no_common(a: Sequence[Participant], b: Sequence[Participant]) -> bool:
    """Return whether both lists have participants and share no name or noun."""
    return bool(a and b) and not (kinds(a) & kinds(b) or _entities(a) & _entities(b))


def _entities(parties: Sequence[Participant], label: str | None = None) -> set[str]:
    return {p.entity_id for p in parties if p.entity_id and (label is None or p.label == label)}


def _countries(parties: Sequence[Participant]) -> set[str]:
    return {p.country for p in parties if p.country}
