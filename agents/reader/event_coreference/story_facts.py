"""What speaks for and against two events of an article being one happening, as named facts that can be shown."""

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
    fight_each_other,
    kinds,
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
"""Event type to the family of types that may report the same happening; a type not named is its own family."""
STATEMENTS = _DATA.words("words.statements")
DEFINITE = _DATA.words("words.definite")
_ONE_BY_ONE = _DATA.words("words.one_by_one")
VIOLENCE = "ASSAULT"
_DATED = frozenset({"ASSAULT", "COERCE"})
NEAR = 2
"""Passages between two mentions that count as near."""
FACTUAL = ("asserted", "historical")
_OTHER_NAMES = frozenset({"other_actor", "other_recipient", "other_role"})


def comparable(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether two events may be one happening at all: their types are of one family."""
    return FAMILIES.get(a.event_type, a.event_type) == FAMILIES.get(b.event_type, b.event_type)


def both_facts(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether both are told as facts, or neither is: only such two can become one record."""
    return (a.status in FACTUAL) == (b.status in FACTUAL)


def shared_facts(earlier: EventAnalysis, later: EventAnalysis) -> list[str]:
    """Return the names of the facts of `WEIGHTS` that hold of two comparable events, the earlier told first."""
    a, b = earlier.coded, later.coded
    facts = ["same_trigger" if _lemmas(earlier) & _lemmas(later) else "same_family"]
    facts += _of_parties(a.actors, b.actors, "actor", a.event_type in STATEMENTS)
    facts += _of_parties(a.recipients, b.recipients, "recipient", a.event_type in STATEMENTS)
    facts += _of_deeds(a, b)
    if other_means(earlier, later):
        facts.append("other_means")
    facts += _of_figures(earlier, later)
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
            # A headline says "Winemaker" or "Ex-mayor" where the story gives the name.
            facts = [fact for fact in facts if fact not in _OTHER_NAMES]
            facts.append("headline")
    if a.event_type in STATEMENTS:
        facts.append("statement")
    return [*facts, *_of_status(a, b), *_of_noun(later.head)]


def _of_figures(earlier: EventAnalysis, later: EventAnalysis) -> Iterator[str]:
    """Yield whether the place, the day and the counts agree; a place borrowed from one sentence says nothing."""
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


def _of_deeds(a: CodedEvent, b: CodedEvent) -> Iterator[str]:
    """Yield what the parties of two deeds say of them; of statements nothing."""
    if a.event_type in _ONE_BY_ONE and _other_role(a.recipients, b.recipients):
        yield "other_role"
    if a.event_type in _ONE_BY_ONE and _one_of_many(a, b):
        yield "one_of_many"
    if fight_each_other(a.actors, b.actors):
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
    """Return the sum of the weights of facts: the higher, the likelier that both are one happening."""
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
    """ "Southcorp", "Southcorp's board": a phrase holds the name of a person or body of the other list."""
    names = [p.name for p in a if p.label in ("PERSON", "ORG") and p.name]
    return any(f" {name} " in f" {_bare(p.text)} " for name in names for p in b)


def _bare(text: str) -> str:
    return " ".join(text.replace("'s", " ").replace("’s", " ").replace(",", " ").split())


def _for_its_country(a: Sequence[Participant], b: Sequence[Participant]) -> bool:
    """ "Pakistan called on …", "its minister renewed the call": a country, and an official of it."""
    for one, other in ((a, b), (b, a)):
        named = {p.country for p in one if p.label in ("GPE", "NORP") and p.country}
        if named & {p.country for p in other if p.sector == "GOV"}:
            return True
    return False


def _other_role(a: Sequence[Participant], b: Sequence[Participant]) -> bool:
    """ "The editor" and "the lawyer": two people, where no word, name or country is common to both phrases."""
    if not no_common(a, b) or _countries(a) & _countries(b):
        return False
    nouns = kinds(a) | kinds(b)
    one_each = len(a) == len(b) == 1 and all(_is_one_person(p) for p in (*a, *b))
    return one_each and not nouns & VAGUE


def _one_of_many(a: CodedEvent, b: CodedEvent) -> bool:
    """ "86 people were detained" and "a lawmaker was arrested": one is named alone, the other counts many."""
    for one, other in ((a, b), (b, a)):
        counted = other.magnitude.arrested
        if len(one.recipients) == 1 and one.recipients[0].label == "PERSON" and counted and counted.min > 1:
            return True
    return False


def _is_one_person(party: Participant) -> bool:
    words = party.text.casefold().split(" of ")[0].split(",")[0].split()
    return party.label == "PERSON" or any(noun_class(word) == "person" for word in words)


def are_people(party: Participant) -> bool:
    """Return whether a phrase surely names people, not what they own or where they are."""
    return party.label == "PERSON" or any(noun_class(noun) == "person" for noun in kinds([party]))


def are_things(parties: Sequence[Participant]) -> bool:
    """Return whether phrases all name what can be hit besides people: a post, a convoy, a village."""
    counted = any(noun in COUNTED or noun.isdigit() for noun in kinds(parties))
    return bool(parties) and not counted and not any(map(are_people, parties))


def no_common(a: Sequence[Participant], b: Sequence[Participant]) -> bool:
    """Return whether two lists both name somebody, and no name or noun is common to them."""
    return bool(a and b) and not (kinds(a) & kinds(b) or _entities(a) & _entities(b))


def _entities(parties: Sequence[Participant], label: str | None = None) -> set[str]:
    return {p.entity_id for p in parties if p.entity_id and (label is None or p.label == label)}


def _countries(parties: Sequence[Participant]) -> set[str]:
    return {p.country for p in parties if p.country}
