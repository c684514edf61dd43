"""Fillers of slots: the phrase to publish, its head, and the construction that puts it in the slot."""

from __future__ import annotations

from dataclasses import dataclass

from agents.reader.lexicon.loader import data_file
from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.slots.act_nouns import COUNTRY_LABELS, VICTIM_POSSESSOR
from agents.reader.slots.agency import INANIMATE, NEVER_PARTICIPANTS, OF, is_party, named_owner, owning_party
from agents.reader.syntax.clause_argument import ClauseArgument, Relation
from agents.reader.syntax.clauses import is_noun
from agents.reader.syntax.complements import complements
from agents.reader.syntax.lists import is_listed
from agents.reader.syntax.phrases import LONGEST_COMPLEMENT, phrase
from agents.reader.syntax.tree import Span, Token
from streams.contract.missing_reason import NotAParticipant, not_a_participant

INDEFINITE = data_file(__file__, "slots.toml").words("indefinite")


@dataclass(frozen=True, slots=True)
class Filler:
    """A phrase that fills a slot."""

    head: Token
    """The participant: the phrase's head, or the owner of the thing that it names ("Peru" in "Peru's offer")."""
    span: Span
    reason: str
    """The construction, as text for people; code compares `relation` and the flags."""
    relation: Relation = Relation.OTHER
    direct: bool = True
    """Whether `head` itself has the relation to the trigger: not through a reference, a thing or another verb."""
    by_reference: bool = False
    """Whether the clause has a pronoun or description that refers to it."""

    def has_relation(self, relations: frozenset[Relation]) -> bool:
        """Return whether the head itself has one of these relations to the trigger."""
        return self.direct and self.relation in relations

    def refused(self, why: NotAParticipant) -> str:
        """Return the published reason for leaving the phrase out of the slot."""
        return not_a_participant(self.head.text, self.reason, why)


def filler_of(
    head: Token, found: ClauseArgument, *, whole: bool, acting: bool, reference: Token | None = None
) -> Filler:
    """Return the party that a noun names, or the owner of the thing that it names.

    Args:
        head: the noun that is meant.
        found: how it fills its place in the clause.
        whole: keep the whole phrase of a thing as written ("Peru's offer"), not the party's alone.
        acting: the slot is the actor's; a recipient may be any party that the noun concerns.
        reference: the pronoun or description in the clause that refers to `head`, if one does.
    """
    reason = found.how if reference is None else f"{found.how}, referred to by {reference.text!r}"
    by_reference = reference is not None
    direct = found.direct and not by_reference
    behind = owning_party(head) if whole and not is_party(head) else None
    if behind is not None and _is_victim(head, behind.token):
        behind = None
    if behind is not None:
        span, reason = _with(phrase(head), behind.token), f"{reason}, {behind.how}"
        return Filler(behind.token, span, reason, found.relation, direct=False, by_reference=by_reference)
    inner, how = named_owner(head, acting=acting)
    span = phrase(head if inner.head == head else inner)
    return Filler(inner, span, reason + how, found.relation, direct=direct and not how, by_reference=by_reference)


def _is_victim(act: Token, owner: Token) -> bool:
    """Return whether the possessor of an event noun is its victim ("the mayor's death"), not its agent.

    Countries are agents: "the country's killing of a reporter".
    """
    owned = owner.head == act and owner.dep_ == "poss" and owner.ent_type_ not in COUNTRY_LABELS
    return owned and act.lemma_ in VICTIM_POSSESSOR and not complements(act, OF)


def _with(thing: Span, party: Token) -> Span:
    """Return the phrase of a thing, extended to a party named right after it ("a request by the court")."""
    near = 0 < party.i - thing.end <= LONGEST_COMPLEMENT
    return thing.doc[thing.start : phrase(party).end] if near else thing


def apposed_name(noun: Token) -> Token:
    """Return the person's name that a noun is an apposition of ("Ana Ruiz, a nurse who was killed"), else the noun."""
    name = noun.head
    if noun.dep_ == "appos" and name.ent_type_ == "PERSON" and noun.ent_type_ != "PERSON" and not is_listed(noun):
        return name
    return noun


def why_not_participant(head: Token) -> NotAParticipant | None:
    """Return why a word cannot be a participant of any event; None if it can."""
    if head.ent_type_ in NEVER_PARTICIPANTS:
        return NotAParticipant.TIME_OR_AMOUNT
    if head.lemma_ in INDEFINITE or head.tag_ in ("WDT", "WP", "EX"):
        return NotAParticipant.INDEFINITE
    nominal = is_noun(head) or head.tag_ in ("PRP", "PRP$", "JJ", "CD", "DT")
    return None if nominal else NotAParticipant.NOT_A_NOUN


def is_target(noun: Token) -> bool:
    """Return whether a noun names people, or an object that can be the target of an act; weapons and vehicles cannot.

    The head of an abstract phrase is not a target ("a state of siege").
    """
    if any(noun_class(f.token.lemma_) == "abstract" for f in complements(noun, OF)):
        return False
    return is_party(noun) or (noun_class(noun.lemma_) == "object" and noun.lemma_ not in INANIMATE)
