"""Who did it and to whom: the phrases of a trigger's own clause that fill its actor and recipient slots."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from agents.reader.coreference.antecedents import Antecedents
from agents.reader.slots.agency import doer_of, is_somebody, is_thing, owner_of, party_behind
from agents.reader.slots.fillers import Filler, filler, is_target, no_participant
from agents.reader.syntax import clauses
from agents.reader.syntax.clauses import ClauseArgument, complements, conjuncts, governors, is_noun, is_verb
from agents.reader.syntax.tree import Token
from agents.reader.triggers.triggers import Trigger

_DATA = tomllib.loads((Path(__file__).parent / "slots.toml").read_text("utf-8"))
FURTHER: dict[str, list[str]] = _DATA["further_recipients"]
"""Event type to the roles that are tried for a recipient after those of the pattern."""
SAID = frozenset(_DATA["types_said_to_somebody"])
ADDRESSED = frozenset({"with", "to"})
MATERIAL = frozenset(_DATA["types_done_to_things"])
ANSWERS = frozenset(_DATA["types_that_answer"])
FIRST: dict[str, list[str]] = _DATA["first_recipients"]
"""Word of a trigger to the only roles that hold its recipient."""
OBLIGED = frozenset(_DATA["obliging"])
DIRECT = frozenset({"object", "of", "on", "against", "subject"})
"""Roles that a mere thing may fill."""
WHOLE = frozenset({"object", "to"})
"""Roles that a thing fills with the party behind it ("rejected Peru's offer")."""
ITS_OWN = frozenset({"of", "in"})
"""Roles that say no more than which thing, or where, once a deed has an object."""
JOINED = frozenset({"with", "between", "payee"})
"""Roles whose fillers act beside those of the first role."""


@dataclass(slots=True)
class Slots:
    """The participants of one trigger; for an empty slot, `reasons` says why."""

    actors: list[Filler] = field(default_factory=list)
    recipients: list[Filler] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    cause: int | None = None
    """The head of another event that stands where the actor should ("the attack killed nine"), if one does."""


def fill_slots(trigger: Trigger, head: Token, antecedents: Antecedents, others: frozenset[int] = frozenset()) -> Slots:
    """The actors and recipients of a trigger whose head is `head`; `others` are the heads of the other events."""
    event = _Frame(head, tuple(head.doc[i] for i in trigger.names), antecedents, trigger.event_type)
    slots = Slots()
    if event.said and _is_obliged(head):
        return event.obliged(slots)
    acting = clauses.agent(head) if is_verb(head) else None
    if acting is not None and acting.token.i in others and is_noun(acting.token):
        slots.cause = acting.token.i
    first = next((tuple(FIRST[t.lemma_]) for t in (head, *event.names) if t.lemma_ in FIRST), ())
    doers = tuple(r for r in trigger.actor if r not in first)
    doers = doers if is_verb(head) or "subject" in doers else (*doers, "subject")
    slots.actors = event.choose(doers, slots.reasons, "actor")
    roles = first or tuple(dict.fromkeys((*trigger.recipient, *FURTHER.get(trigger.event_type, ()))))
    slots.recipients = event.choose(roles, slots.reasons, "recipient", slots.actors)
    return slots


@dataclass(slots=True)
class _Frame:
    """A trigger's head and the words that its pattern names, with what hangs on them."""

    head: Token
    names: tuple[Token, ...]
    antecedents: Antecedents
    event_type: str

    @property
    def said(self) -> bool:
        return self.event_type in SAID

    def obliged(self, slots: Slots) -> Slots:
        """ "The mayor said Peru must pay": asked of the subject, by whoever says so."""
        slots.recipients = self.choose(("subject",), slots.reasons, "recipient")
        asking = next(governors(self.head), self.head)
        if self.head.dep_ == "ccomp" and is_verb(asking):
            speaker = _Frame(asking, (), self.antecedents, self.event_type)
            slots.actors = speaker.choose(("subject",), slots.reasons, "actor", slots.recipients)
        else:
            slots.reasons["actor"] = "nobody is named who says so"
        return slots

    def choose(
        self, roles: tuple[str, ...], reasons: dict[str, str], slot: str, taken: Sequence[Filler] = ()
    ) -> list[Filler]:
        """The fillers of the first role that names somebody, with those of every role that joins it.

        Where none does, those of the first role that names a thing, if things may fill the slot.
        """
        chosen: list[Filler] = []
        lesser: list[Filler] = []
        refused: list[str] = []
        for role in roles:
            if chosen and role not in JOINED:
                continue
            known = [*taken, *chosen]
            whole = slot == "recipient" and role in WHOLE
            fillers = [f for found in self._role(role) for f in self._fillers(found, refused, known, whole)]
            parties = [f for f in fillers if not is_thing(f.head)]
            certain = role == "subject" or any(is_somebody(f.head) for f in parties)
            chosen += parties if certain else []
            if not (certain and parties) and role in DIRECT and (slot == "actor" or self.event_type in MATERIAL):
                lesser = lesser or fillers
            refused += [f"{f.head.text!r} ({f.reason}) is a thing" for f in fillers if not certain]
        chosen = chosen or lesser
        if not chosen:
            reasons[slot] = refused[0] if refused else f"no {' or '.join(roles)} in the trigger's clause"
        return chosen

    def _role(self, role: str) -> list[ClauseArgument]:
        if role == "none":
            return []
        if role == "subject":
            return _only(clauses.agent(self.head) if is_verb(self.head) else doer_of(self.head))
        if role == "object":
            return self._objects()
        if role == "possessor":
            return [f for noun in self._nouns() for f in _only(owner_of(noun))]
        if role == "payee":
            return self._payees()
        if role == "between":
            return [f for t in (self.head, *self.names) for f in complements(t, frozenset({"between", "among"}))]
        found = [f for t in self._hosts(role) for f in complements(t, frozenset({role}))]
        return found or (self._after_topic(role) if role in ADDRESSED else []) or self._of_promised(role)

    def _payees(self) -> list[ClauseArgument]:
        """ "Ordered the mine to pay the villagers", "awarded the widow 90,000 euros": who is to be paid."""
        paying = [self.head, *(c for c in self.head.children if c.dep_ in ("xcomp", "ccomp"))]
        given = [
            ClauseArgument(c, "to be paid") for v in paying for c in v.children if c.dep_ == "dative" and is_noun(c)
        ]
        return given or [f for verb in paying for f in complements(verb, frozenset({"to"}))]

    def _nouns(self) -> list[Token]:
        return [t for t in (self.head, *self.names) if is_noun(t)]

    def _hosts(self, role: str) -> list[Token]:
        """What a prepositional argument may hang on: the head, the words named, the object, what qualifies it."""
        hosts = [self.head, *self.names]
        found = clauses.patient(self.head) if is_verb(self.head) else None
        if found is not None and found.token not in hosts:
            if role in ITS_OWN and self.event_type in MATERIAL:
                return hosts if role == "of" else []
            if self.head.lemma_ in FIRST or not is_somebody(found.token):
                hosts.append(found.token)
        for host in hosts[1:]:
            hosts += [c for c in host.children if c.dep_ == "acl" and c.tag_ == "VBN"]
        return hosts

    def _of_promised(self, role: str) -> list[ClauseArgument]:
        """ "Is ready to send food to Sudan": whom the act that is promised or threatened is for."""
        found: list[ClauseArgument] = []
        for host in (self.head, *self.names) if self.said else ():
            for act in (c for c in host.children if c.dep_ == "xcomp" and is_verb(c)):
                thing = clauses.child(act, "dobj")
                for holder in (act, thing) if thing is not None else (act,):
                    found += [
                        ClauseArgument(f.token, f"{f.how} of {act.lower_!r}")
                        for f in complements(holder, frozenset({role}))
                    ]
        return found

    def _after_topic(self, role: str) -> list[ClauseArgument]:
        """ "Voiced concern about a surge in attacks with officials": an addressee tied to the topic."""
        topic = clauses.child(self.head, "dobj") if self.said else None
        for _ in range(clauses.CLIMB):
            if topic is None:
                break
            found = [f for f in complements(topic, frozenset({role})) if is_somebody(f.token)]
            if found:
                return found
            topic = next((t for c in topic.children if c.dep_ == "prep" and (t := clauses.child(c, "pobj"))), None)
        return []

    def _objects(self) -> list[ClauseArgument]:
        if not is_verb(self.head):
            return complements(self.head, frozenset({"of"}))
        found = clauses.patient(self.head)
        if found is not None and not _is_relative(found.token) and (found.token not in self.names or self._hit(found)):
            return [found]
        inner = [f for noun in self.names for f in complements(noun, frozenset({"of"}))]
        return self._answered() or inner or self._subject_of_complement()

    def _hit(self, found: ClauseArgument) -> bool:
        """Whether an object that the pattern names is what the deed is done to ("wrecked a court house")."""
        return self.event_type in MATERIAL and is_target(found.token)

    def _answered(self) -> list[ClauseArgument]:
        """ "Rejected Peru's offer": the act of another that a refusal or approval answers."""
        nouns = self._nouns() if self.event_type in ANSWERS and is_verb(self.head) else []
        return [ClauseArgument(noun, "object") for noun in nouns if noun.dep_ == "dobj" and party_behind(noun)]

    def _subject_of_complement(self) -> list[ClauseArgument]:
        """ "Called for Israel to stop", "asked that he resign": whose action the complement clause is about."""
        for c in (c for t in (self.head, *self.names) for c in t.children if c.i > t.i):
            if c.dep_ in ("ccomp", "advcl", "xcomp", "acl") and not _is_circumstance(c):
                own = clauses.child(c, "nsubj", "nsubjpass")
                if own is not None and not _is_relative(own):
                    return [ClauseArgument(own, f"subject of the complement {c.lower_!r}")]
        return []

    def _no_participant(self, head: Token) -> str | None:
        answered = self.event_type in ANSWERS and head.dep_ == "dobj" and party_behind(head) is not None
        hit = self.event_type in MATERIAL and head in self.names and is_target(head)
        if head in (self.head, *self.names) and not answered and not hit:
            return "is the event itself"
        return no_participant(head)

    def _fillers(self, found: ClauseArgument, refused: list[str], taken: list[Filler], whole: bool) -> list[Filler]:
        fillers: list[Filler] = []
        for token in conjuncts(found.token):
            head = self.antecedents.stand_for(token)
            if head is None:
                refused.append(f"{token.text!r} ({found.how}) stands for nobody named in the article")
            elif (why := self._no_participant(head)) is not None:
                refused.append(f"{head.text!r} ({found.how}) {why}")
            else:
                reason = found.how if head == token else f"{found.how}, {token.text!r} standing for it"
                new = filler(head, reason, whole=whole)
                if all(new.head.i not in range(f.span.start, f.span.end) for f in [*taken, *fillers]):
                    fillers.append(new)
        return fillers


def _is_obliged(verb: Token) -> bool:
    return is_verb(verb) and any(c.dep_ == "aux" and c.lower_ in OBLIGED for c in verb.children)


def _is_circumstance(clause: Token) -> bool:
    """A clause that says when, why or if, not what is asked or said."""
    return any(c.dep_ in ("mark", "advmod") and c.lower_ not in ("that", "for", "to") for c in clause.lefts)


def _only(found: ClauseArgument | None) -> list[ClauseArgument]:
    return [found] if found else []


def _is_relative(token: Token) -> bool:
    return token.tag_ in ("WDT", "WP")
