"""Slot filling: find the phrases in a trigger's clause that are the actors and recipients of its event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from agents.reader.coreference.antecedents import Antecedents
from agents.reader.lexicon.loader import data_file
from agents.reader.slots.addressees import not_addressed
from agents.reader.slots.agency import OF, is_inanimate, is_party, owning_party
from agents.reader.slots.clause_roles import (
    AGREEMENT_TYPES,
    ANSWERED,
    INANIMATE_RECIPIENTS,
    JUDGING_TYPES,
    ONLY_ROLES,
    RESPONSE_TYPES,
    SPEECH_TYPES,
    ClauseRoles,
)
from agents.reader.slots.fillers import Filler, apposed_name, filler_of, is_target, why_not_participant
from agents.reader.slots.undergoing import patient_roles
from agents.reader.syntax import clauses
from agents.reader.syntax.clause_argument import ClauseArgument
from agents.reader.syntax.clauses import governors, is_noun, is_passive, is_verb
from agents.reader.syntax.companions import companions
from agents.reader.syntax.complements import complements
from agents.reader.syntax.lists import conjuncts
from agents.reader.syntax.tree import Token
from agents.reader.triggers.trigger import Trigger
from streams.contract.missing_reason import MissingReason, NotAParticipant, not_a_participant

_DATA = data_file(__file__, "slots.toml")
FURTHER_RECIPIENTS = _DATA.read("further_recipients", dict[str, list[str]])
"""Event type to the roles that are searched for a recipient after those of the pattern."""
MUTUAL = _DATA.words("mutual_types")
JOINT = _DATA.words("joint_nouns")
OBLIGATION = _DATA.words("obligation")
COUNTING_PEOPLE = _DATA.words("types_counting_people")
"""Types of which a bare number can be a participant ("killed seven")."""
DIRECT = frozenset({"object", "of", "on", "against", "subject"})
"""Roles that an inanimate thing can fill."""
WHOLE = frozenset({"object", "to"})
"""Roles in which a thing represents its owner; the whole phrase is kept ("rejected Peru's offer")."""
ABOUT = frozenset({"into", "over", "about", "subject"})
"""Roles that hold the object of an accusation, with its owner ("an inquiry into the mayor's spending")."""
JOINED = frozenset({"with", "between", "payee"})
"""Roles whose fillers are added to those of the first role."""


@dataclass(slots=True)
class Slots:
    """The participants of one trigger. `reasons` maps an empty slot (`actor`, `recipient`) to why it is empty."""

    actors: list[Filler] = field(default_factory=list)
    recipients: list[Filler] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    cause: int | None = None
    """Token index of another event's head in the place of the actor ("the attack killed nine"), if there is one."""


def fill_slots(trigger: Trigger, head: Token, antecedents: Antecedents, others: frozenset[int] = frozenset()) -> Slots:
    """Return the actors and recipients of a trigger with the head `head`.

    `others` are the token indices of the heads of the other events in the sentence.
    """
    clause = ClauseRoles(head, tuple(head.doc[i] for i in trigger.names), trigger.event_type)
    event = _SlotFiller(clause, antecedents)
    slots = Slots()
    if trigger.event_type in SPEECH_TYPES and _is_obliged(head):
        return event.obliged(slots)
    acting = clauses.agent(head) if is_verb(head) else None
    if acting is not None and acting.token.i in others and is_noun(acting.token):
        slots.cause = acting.token.i
    received = None if trigger.event_type in AGREEMENT_TYPES else patient_roles(head, clause.names, trigger.event_type)
    doers, roles = received or _roles(trigger, clause)  # the winner of a contract is a party to it
    slots.actors = event.choose(doers, slots.reasons, "actor")
    slots.recipients = event.choose(roles, slots.reasons, "recipient", slots.actors)
    return slots


def _roles(trigger: Trigger, clause: ClauseRoles) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the roles to search for the actors and for the recipients, in order of preference."""
    first = next((tuple(ONLY_ROLES[t.lemma_]) for t in (clause.head, *clause.names) if t.lemma_ in ONLY_ROLES), ())
    first = (
        first if trigger.event_type in FURTHER_RECIPIENTS or trigger.event_type in MUTUAL else ()
    )  # "pulled a girl from the rubble" withdraws nobody
    doers: tuple[str, ...] = tuple(r for r in trigger.actor if r not in first)
    if is_passive(clause.head) and is_verb(clause.head):
        doers = tuple(r for r in doers if r != "from")  # "kidnapped from a mine" says where
    doers = doers if is_verb(clause.head) or {"subject", "none"} & {*doers} else (*doers, "subject")
    joint = trigger.event_type in MUTUAL and any(_is_joint(noun) for noun in clause.act_nouns())
    if joint and not first:
        doers = tuple(dict.fromkeys((*doers, "with")))
    if is_verb(clause.head) and any(n.dep_ == "xcomp" and is_verb(n) and is_passive(n) for n in clause.names):
        return ("by",), ("subject",)  # "agreed to be bought by a rival"
    roles = (*trigger.recipient, *FURTHER_RECIPIENTS.get(trigger.event_type, ()), "undergoer", "victim")
    if "object" in roles and "helped" in roles:
        at = roles.index("object")
        roles = (*roles[:at], "helped", *roles[at:])
    return doers, first or tuple(role for role in dict.fromkeys(roles) if not (joint and role == "with"))


def _is_joint(noun: Token) -> bool:
    """Return whether an event noun is reciprocal ("talks with the union", "an accord with Peru")."""
    return noun.lemma_.lower() in JOINT


@dataclass(frozen=True, slots=True)
class _SlotFiller:
    """Selects participants from the arguments of a clause."""

    clause: ClauseRoles
    antecedents: Antecedents

    def obliged(self, slots: Slots) -> Slots:
        """Return the slots of an obligation ("the mayor said Peru must pay"): the subject is asked, by the speaker."""
        slots.recipients = self.choose(("subject",), slots.reasons, "recipient")
        asking = next(governors(self.clause.head), self.clause.head)
        if self.clause.head.dep_ == "ccomp" and is_verb(asking):
            speaker = _SlotFiller(ClauseRoles(asking, (), self.clause.event_type), self.antecedents)
            slots.actors = speaker.choose(("subject",), slots.reasons, "actor", slots.recipients)
        else:
            slots.reasons["actor"] = MissingReason.NO_SPEAKER
        return slots

    def choose(
        self, roles: tuple[str, ...], reasons: dict[str, str], slot: str, taken: Sequence[Filler] = ()
    ) -> list[Filler]:
        """Return the fillers of the first role that names a party, with those of the roles in `JOINED`.

        If none does, return those of the first role that names a thing, provided that things can fill the slot.
        If the result is empty, the reason is added to `reasons` under `slot`. `taken` are fillers of the other slot.
        """
        chosen: list[Filler] = []
        lesser: list[Filler] = []
        refused: list[str] = []
        for role in roles:
            if chosen and role not in JOINED:
                continue
            known = [*taken, *chosen]
            acting = slot == "actor"
            whole = not acting and (role in WHOLE or (role in ABOUT and self.clause.event_type in JUDGING_TYPES))
            stands = self._found(role)
            fillers = [f for found in stands for f in self._fillers(found, refused, known, whole, acting)]
            pronouns = ("PRP",) if acting else ("PRP", "PRP$")
            if stands and not chosen and not fillers and all(f.token.tag_ in pronouns for f in stands):
                break  # "asked him for soldiers": the unresolved pronoun is the recipient
            parties = [f for f in fillers if not is_inanimate(f.head)]
            certain = role == "subject" or any(is_party(f.head) for f in parties)
            chosen += parties if certain else []
            if (
                not (certain and parties)
                and role in DIRECT
                and (acting or self.clause.event_type in INANIMATE_RECIPIENTS)
            ):
                lesser = lesser or fillers
            refused += [f.refused(NotAParticipant.INANIMATE) for f in fillers if not certain]
        chosen = chosen or lesser
        if not chosen:
            reasons[slot] = refused[0] if refused else MissingReason.NOT_NAMED.format(slot=slot)
        return chosen

    def _found(self, role: str) -> list[ClauseArgument]:
        found = self.clause.find(role)
        speaker = self.antecedents.speaker if role == "speaker" else None
        return found or ([ClauseArgument(speaker, "speaker of the statement")] if speaker is not None else [])

    def _no_participant(self, head: Token) -> NotAParticipant | None:
        answered = self.clause.event_type in RESPONSE_TYPES and head.dep_ in ANSWERED and owning_party(head) is not None
        hit = self.clause.event_type in INANIMATE_RECIPIENTS and head in self.clause.names and is_target(head)
        if head.tag_ == "CD" and self.clause.event_type not in COUNTING_PEOPLE and not complements(head, OF):
            return NotAParticipant.NUMBER
        if head in (self.clause.head, *self.clause.names) and not answered and not hit:
            return NotAParticipant.EVENT
        return why_not_participant(head)

    def _fillers(
        self, found: ClauseArgument, refused: list[str], taken: list[Filler], whole: bool, acting: bool
    ) -> list[Filler]:
        fillers: list[Filler] = []
        for token in [*conjuncts(found.token), *(companions(found.token) if acting else ())]:
            head = self.antecedents.antecedent(token)
            if head is None:
                refused.append(not_a_participant(token.text, found.how, NotAParticipant.UNRESOLVED))
            elif (why := self._no_participant(head)) is not None:
                refused.append(not_a_participant(head.text, found.how, why))
            else:
                head = apposed_name(head)
                new = filler_of(head, found, whole=whole, acting=acting, reference=None if head == token else token)
                reason = None if acting else not_addressed(new, self.clause.event_type, self.clause.head)
                if reason is not None:
                    refused.append(reason)
                elif all(new.head.i not in range(f.span.start, f.span.end) for f in [*taken, *fillers]):
                    fillers.append(new)
        return fillers


def _is_obliged(verb: Token) -> bool:
    return is_verb(verb) and any(c.dep_ == "aux" and c.lower_ in OBLIGATION for c in verb.children)
