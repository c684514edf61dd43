"""Addressees of speech events: rules that exclude requested, promised or discussed things from the recipients.

In "called for a meeting of the council" the council is not the recipient, in "urged aid for refugees" the refugees are
not, and "opposed the alliance's expansion into Asia" is not directed at Asia. Words are in `addressees.toml`.
"""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.slots.fillers import Filler
from agents.reader.syntax import clauses
from agents.reader.syntax.arguments import infinitive
from agents.reader.syntax.clause_argument import Relation
from agents.reader.syntax.clauses import is_noun, is_passive, is_verb
from agents.reader.syntax.tree import Token
from streams.contract.missing_reason import NotAParticipant

_DATA = data_file(__file__, "addressees.toml")
ASKING = _DATA.words("verbs_of_request")
WITH_ADDRESSEE = _DATA.words("verbs_with_addressee")
ACTS_OF_ADDRESSEE = _DATA.words("acts_of_addressee")
MEETINGS = _DATA.words("meetings")
COMMITTING, PEOPLE_SENT = _DATA.words("verbs_of_committing"), _DATA.words("people_sent")
DISCUSSING = _DATA.words("verbs_of_discussing")
SAYING = _DATA.words("verbs_of_saying")
MEANS = _DATA.words("means")
INQUIRIES = _DATA.words("inquiries")
CRITICISED_ACTS = _DATA.words("criticised_acts")
MEETING_TYPES = frozenset({"CONSULT", "AGREE"})
PLACES = frozenset({"GPE", "LOC"})
OF_WHOM = frozenset({"of", "by", "from"})
OBJECTS = frozenset({Relation.OBJECT, Relation.PASSIVE_SUBJECT})


def not_addressed(filler: Filler, event_type: str, verb: Token) -> str | None:
    """Return why a phrase in the clause of `verb` cannot be the recipient of the event; None if it can.

    The text of the reason is published in `missing`.
    """
    noun = filler.head
    is_object = filler.relation in OBJECTS
    if event_type == "REQUEST" and _is_asked_for(filler, verb):
        return filler.refused(NotAParticipant.REQUESTED)
    if (
        event_type == "AGREE"
        and is_object
        and verb.lemma_ in COMMITTING
        and noun.lemma_ in PEOPLE_SENT
        and noun.head == verb
    ):
        return filler.refused(NotAParticipant.SENT)
    if event_type in MEETING_TYPES and is_object and verb.lemma_ in DISCUSSING and not is_passive(verb):
        return filler.refused(NotAParticipant.TOPIC)
    if event_type == "REJECT" and filler.relation is Relation.COMPLEMENT_SUBJECT and verb.lemma_ in SAYING:
        return filler.refused(NotAParticipant.REFUSED_ACT)
    if is_object and verb.lemma_ == "use" and noun.lemma_ in MEANS:
        return filler.refused(NotAParticipant.MEANS)
    if event_type == "ACCUSE" and _only_concerned(filler):
        return filler.refused(NotAParticipant.NOT_CRITICISED)
    return None


def _is_asked_for(filler: Filler, verb: Token) -> bool:
    """Return whether a phrase names the request or a party that it concerns, not the addressee."""
    noun = filler.head
    if noun.lemma_ in MEETINGS:
        return True
    if filler.relation is Relation.AFTER_FOR:
        if filler.direct and (act := _to_be_done(noun, verb)) is not None:
            return is_passive(act)
        return not _is_to_act(noun)
    if filler.relation in OBJECTS and is_verb(verb) and verb.lemma_ in ASKING:
        told = verb.lemma_ in WITH_ADDRESSEE and (act := _to_be_done(noun, verb)) is not None and not is_passive(act)
        return not (told or _is_to_act(noun))
    if filler.relation is Relation.AFTER_OF:
        return noun.head.head != verb and not _is_to_act(noun)
    return False


def _to_be_done(noun: Token, verb: Token) -> Token | None:
    """Return the infinitive that follows a noun after "for" ("called for the rebels to leave"), if there is one."""
    below = (*noun.children, *verb.children)
    return next((c for c in below if c.i > noun.i and is_verb(c) and infinitive(c)), None)


def _is_to_act(noun: Token) -> bool:
    """Return whether a noun names who would perform the requested act ("the minister's resignation")."""
    if noun.dep_ == "pobj" and noun.head.lower_ not in OF_WHOM:
        return False
    act = noun.head.head if noun.dep_ == "pobj" else noun.head
    return act != noun and is_noun(act) and act.lemma_ in ACTS_OF_ADDRESSEE


def _only_concerned(filler: Filler) -> bool:
    """Return whether a phrase names the place or target of a criticised act, not the criticised party.

    "Opposed the expansion into Asia", "deplored acts against the embassy".
    """
    noun = filler.head
    if noun.dep_ != "pobj" or not is_noun(noun.head.head):
        return False
    act = noun.head.head.lemma_
    if filler.relation is Relation.AFTER_INTO:
        return noun.ent_type_ in PLACES and act not in INQUIRIES
    return filler.relation is Relation.AFTER_AGAINST and act in CRITICISED_ACTS


def promised_to(act: Token) -> Token | None:
    """Return the indirect object of a promised act ("agreed to give inspectors access"), if it has one."""
    return next((c for c in act.children if c.dep_ == "dative" and is_noun(c)), None)


def is_mutual(act: Token) -> bool:
    """Return whether the object of an act is reciprocal ("to consult each other")."""
    obj = clauses.child(act, "dobj")
    if obj is None or obj.i == 0:
        return False
    return (obj.doc[obj.i - 1].lower_, obj.lower_) in {("each", "other"), ("one", "another")}
