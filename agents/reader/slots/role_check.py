"""Plausibility check of filled slots: an inanimate thing is not an actor, and neither is the source of a report.

An implausible filler is replaced by the party responsible for it ("bombs planted by separatists"), or left out with the
reason. Words are in `role_check.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from agents.reader.actors.actor_coding import ActorCode, code_actor
from agents.reader.lexicon.loader import data_file
from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.slots.act_nouns import is_act_noun
from agents.reader.slots.agency import NATURAL_CAUSES, WEAPONS, agent_of, is_inanimate, is_party, owner_of
from agents.reader.slots.fillers import Filler
from agents.reader.slots.slots import Slots
from agents.reader.syntax import clauses
from agents.reader.syntax.clause_argument import ClauseArgument, Relation
from agents.reader.syntax.clauses import is_verb
from agents.reader.syntax.phrases import phrase
from agents.reader.syntax.tree import Token
from streams.contract.missing_reason import NotAParticipant

_DATA = data_file(__file__, "role_check.toml")
ACT_TYPES = _DATA.words("act_types")
"""Event types that are can_act other than speech."""
VEHICLE_SECTORS = _DATA.words("sectors_with_vehicles")
"""Sectors whose vehicles count as the actor's own ("an army helicopter")."""
VEHICLES, OPERATOR_VERBS = _DATA.words("vehicles"), _DATA.words("operator_verbs")
ABSTRACT_TARGETS = _DATA.words("abstract_targets")
SENDING = _DATA.words("sending")
LAUNCHING = _DATA.words("launching")
PLACES = frozenset({"FAC", "LOC"})
REGIONS_AS_STATES = _DATA.words("regions_as_states")
TYPES_WITH_PLACE_TARGETS = _DATA.words("types_with_place_targets")
WHERE = frozenset({Relation.AFTER_IN, Relation.AFTER_AT})
AT = frozenset({Relation.AFTER_AT})
GOING = frozenset({Relation.AFTER_IN, Relation.AFTER_TO, Relation.AFTER_INTO})
PLACING = frozenset({"where", "when"})
AREAS = _DATA.words("areas")
THINGS_GIVEN = _DATA.words("things_given")
GIVING_TYPES = _DATA.words("giving_types")
GIVEN_RELATIONS = frozenset({Relation.OBJECT, Relation.AFTER_FOR})


def check_roles(slots: Slots, event_type: str, head: Token, speaker: Token | None = None) -> Slots:
    """Return the slots without implausible fillers, with a reason for each slot from which one was removed.

    `speaker` is the source of the event's sentence, if the same passage names one.
    """
    reasons = dict(slots.reasons)
    actors: list[Filler] = []
    for filler in slots.actors:
        kept, why = _actor(filler, event_type, speaker)
        actors += kept
        if why:
            reasons.setdefault("actor", why)
    recipients: list[Filler] = []
    for filler in slots.recipients:
        why = _no_recipient(filler, event_type, head)
        if why is None:
            recipients.append(filler)
        else:
            reasons.setdefault("recipient", why)
    acting = _once(actors, recipients)
    if actors and not acting:
        reasons.setdefault("actor", actors[0].refused(NotAParticipant.RECIPIENT))
    return replace(slots, actors=acting, recipients=recipients, reasons=reasons)


def _once(actors: Iterable[Filler], recipients: Iterable[Filler]) -> list[Filler]:
    """Return the actors without duplicates and without recipients; a substituted party may be either."""
    taken = {f.head.i for f in recipients}
    found: dict[int, Filler] = {}
    for actor in actors:
        if actor.head.i not in taken:
            found.setdefault(actor.head.i, actor)
    return list(found.values())


def _actor(filler: Filler, event_type: str, speaker: Token | None) -> tuple[list[Filler], str | None]:
    """Return the actor, or the party responsible for it, in a list; or an empty list and the reason."""
    head = filler.head
    if head == speaker and event_type in ACT_TYPES and not filler.by_reference:
        return [], filler.refused(NotAParticipant.SOURCE)
    laid = head.lemma_ in WEAPONS and _maker(head) is not None  # "mines laid by rebels", though a mine may be a firm
    if not laid and not is_inanimate(head) and not _is_mere_place(head):
        return [filler], None
    behind = responsible_party(head)
    if behind is None:
        return [], filler.refused(NotAParticipant.INANIMATE)
    party = behind.token
    span = phrase(head) if party.i < head.i and party.head == head else phrase(party)
    return [replace(filler, head=party, span=span, reason=f"{filler.reason}, {behind.how}", direct=False)], None


def _is_mere_place(head: Token) -> bool:
    """Return whether a noun is a building or an area whose name is not used for an organisation or government."""
    return (
        head.ent_type_ in PLACES
        and head.lower_ not in REGIONS_AS_STATES
        and code_actor(phrase(head).text) == ActorCode()
    )


def responsible_party(thing: Token) -> ClauseArgument | None:
    """Return the party responsible for a weapon, document or act: its maker, sender or owner; None if not named.

    A force of nature has none. The nationality of a vehicle is not its driver's ("a Turkish bus").
    """
    if thing.lemma_ in NATURAL_CAUSES:
        return None
    found = _maker(thing) or owner_of(thing)
    if found is None:
        found = agent_of(thing)
        if found is not None and found.token.head == thing and not _is_operator(thing, found.token):
            return None
    return found if found is not None and is_party(found.token) and not is_inanimate(found.token) else None


def _is_operator(thing: Token, party: Token) -> bool:
    """Return whether the modifier of a noun is the actor: "Iranian missiles", "an army truck", not "a Turkish bus"."""
    if thing.lemma_ in VEHICLES and thing.head.lemma_ in OPERATOR_VERBS:
        return True
    return (
        thing.lemma_ in WEAPONS
        or noun_class(thing.lemma_) == "abstract"
        or code_actor(party.text).sector in VEHICLE_SECTORS
    )


def _maker(thing: Token) -> ClauseArgument | None:
    """Return the agent of a clause that modifies the thing ("planted by separatists", "which rebels had laid")."""
    for clause in thing.children:
        if clause.dep_ not in ("acl", "relcl") or not is_verb(clause):
            continue
        found = clauses.agent(_complement_verb(clause))
        if found is not None and found.token != thing and is_party(found.token):
            return ClauseArgument(found.token, f"agent of {clause.lower_!r}, which modifies {thing.lower_!r}")
    return None


def _complement_verb(clause: Token) -> Token:
    """Return the verb of the complement clause ("which officials believe the army laid": "laid"), else `clause`."""
    return clauses.child(clause, "ccomp") or clause


def _no_recipient(filler: Filler, event_type: str, head: Token) -> str | None:
    """Return why a phrase cannot be the recipient; None if it can."""
    noun = filler.head
    if noun.ent_type_ == "FAC" and _is_mere_place(noun) and event_type not in TYPES_WITH_PLACE_TARGETS:
        return filler.refused(NotAParticipant.PLACE)
    sent = noun.head == head and (noun.dep_ == "dobj" or (noun.dep_ == "nsubjpass" and not clauses.child(head, "dobj")))
    if event_type == "AID" and head.lemma_ in SENDING and sent:
        return filler.refused(NotAParticipant.SENT)
    where = noun.ent_type_ == "GPE" or (noun.tag_ == "NN" and noun.lemma_ in AREAS)
    held = event_type == "COERCE" and is_act_noun(head)  # "his arrest in Dubai"
    if (event_type == "ASSAULT" or held) and where and filler.has_relation(WHERE):
        return filler.refused(NotAParticipant.PLACE)
    if event_type == "ASSAULT" and is_act_noun(head) and noun.ent_type_ == "PERSON" and filler.has_relation(AT):
        return filler.refused(NotAParticipant.PLACE)  # a town that is labelled as a person
    if head.head == noun and any(c.lower_ in PLACING and c.i < head.i for c in head.children):
        return filler.refused(NotAParticipant.PLACE_OR_TIME)  # "Iraq, where fighting broke out"
    if event_type == "MOBILIZE" and noun.tag_ == "NN" and noun.lemma_ in AREAS and filler.has_relation(GOING):
        return filler.refused(NotAParticipant.PLACE)
    if (
        event_type in GIVING_TYPES
        and noun.lemma_ in THINGS_GIVEN
        and not noun.tag_.startswith("NNP")
        and filler.has_relation(GIVEN_RELATIONS)
    ):
        return filler.refused(NotAParticipant.GIVEN)
    if event_type != "ASSAULT" or is_party(noun):
        return None
    if noun.lemma_ in WEAPONS and head.lemma_ in LAUNCHING:
        return filler.refused(NotAParticipant.WEAPON)
    if noun_class(noun.lemma_) == "abstract" and noun.lemma_ not in ABSTRACT_TARGETS and is_inanimate(noun):
        return filler.refused(NotAParticipant.ABSTRACT)
    return None
