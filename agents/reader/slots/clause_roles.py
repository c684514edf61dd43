"""Arguments of an event's clause by role: subject, object, prepositional objects and derived roles."""

from __future__ import annotations

from dataclasses import dataclass

from agents.reader.lexicon.loader import data_file
from agents.reader.slots.act_nouns import is_act_noun, target_of, victim_of
from agents.reader.slots.addressees import is_mutual, promised_to
from agents.reader.slots.agency import agent_of, is_party, owner_of, owning_party
from agents.reader.slots.fillers import is_target
from agents.reader.slots.undergoing import speaker_of, undergoer_of
from agents.reader.syntax import clauses
from agents.reader.syntax.arguments import infinitive
from agents.reader.syntax.clause_argument import ClauseArgument, Relation, argument
from agents.reader.syntax.clauses import is_noun, is_verb
from agents.reader.syntax.complements import complements
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "slots.toml")
SPEECH_TYPES = _DATA.words("speech_types")
ADDRESSED = frozenset({"with", "to"})
INANIMATE_RECIPIENTS = _DATA.words("types_with_inanimate_recipients")
RESPONSE_TYPES = _DATA.words("response_types")
WITHDRAWAL = _DATA.words("withdrawal")
ONLY_ROLES = _DATA.read("first_recipients", dict[str, list[str]])
"""Lemma of a trigger to the only roles that can hold its recipient."""
JUDGING_TYPES = _DATA.words("judging_types")
AGREEMENT_TYPES = _DATA.words("agreement_types")
APPOINTMENT = _DATA.words("verbs_of_appointment")
SUCCESSION = _DATA.words("verbs_of_succession")
TYPES_WITH_VICTIMS = _DATA.words("types_with_victims")
HELPING = _DATA.words("helping")
MEETING = _DATA.words("meeting")
ATTENDING = _DATA.words("verbs_of_attending")
AT = frozenset({"at", "during"})
AFTER = frozenset({"after", "following"})
OF = frozenset({"of"})
FOR = frozenset({"for"})
REQUEST = "REQUEST"
THREAT = "THREATEN"
BY_WHOM = frozenset({"by", "from"})
ANSWERED = frozenset({"dobj", "nsubjpass"})
ITS_OWN = frozenset({"of", "in"})
"""Roles that only modify the object, if the event has one."""


@dataclass(frozen=True, slots=True)
class ClauseRoles:
    """The arguments of a trigger: of its head and of the other words that its pattern matched."""

    head: Token
    names: tuple[Token, ...]
    event_type: str

    def find(self, role: str) -> list[ClauseArgument]:
        """Return the arguments in a role.

        A role is a preposition, or one of "subject", "object", "possessor", "payee", "between", "undergoer",
        "victim", "helped", "act", "speaker", "attender" and "none".
        """
        if role == "none":
            return []
        if role == "subject" and (named := self._appointee()) is not None:
            return [named]
        if role == "subject":
            return _only(clauses.agent(self.head) if is_verb(self.head) else agent_of(self.head))
        if role == "object":
            return self._objects()
        if role == "possessor":
            return [f for noun in self.act_nouns() for f in _only(owner_of(noun))]
        if role == "undergoer":
            return _only(undergoer_of(self.head))
        if role == "victim":
            hit = [f for noun in self.act_nouns() for f in _only(victim_of(noun) or target_of(noun))]
            return hit if self.event_type in TYPES_WITH_VICTIMS else []
        if role == "speaker":
            return _only(speaker_of(self.head))
        if role == "helped":
            return self._helped()
        if role == "act":
            return self._of_act()
        if role == "payee":
            return self._payees()
        if role == "attender":
            return self._attenders()
        if role == "between":
            return [f for t in (self.head, *self.names) for f in complements(t, frozenset({"between", "among"}))]
        found = [f for t in self._hosts(role) for f in complements(t, frozenset({role}))]
        return found or (self._after_topic(role) if role in ADDRESSED else []) or self._of_promised(role)

    def _appointee(self) -> ClauseArgument | None:
        """Return the appointee as the subject of "replacing" in "named Ana Ruiz chairwoman, replacing Jon Ely"."""
        verb = self.head.head
        told = self.head.lemma_ in SUCCESSION and self.head.tag_ == "VBG" and self.head.dep_ == "advcl"
        return clauses.patient(verb) if told and verb.lemma_ in APPOINTMENT else None

    def _payees(self) -> list[ClauseArgument]:
        """Return the payee ("ordered the mine to pay the villagers", "awarded the widow 90,000 euros")."""
        paying = [self.head, *(c for c in self.head.children if c.dep_ in ("xcomp", "ccomp"))]
        datives = [c for verb in paying for c in verb.children if c.dep_ == "dative" and is_noun(c)]
        given = [ClauseArgument(c, "indirect object") for c in datives]
        return given or [f for verb in paying for f in complements(verb, frozenset({"to"}))]

    def _attenders(self) -> list[ClauseArgument]:
        """Return who speaks or decides at a meeting, as its participant ("the council approved it at a meeting")."""
        verb = self.head.head.head
        met = AT | AFTER if any(c.lower_ == "with" for c in self.head.children) else AT
        held = self.head.dep_ == "pobj" and self.head.head.lower_ in met and is_verb(verb)
        return _only(clauses.agent(verb)) if held and verb.lemma_ in ATTENDING else []

    def act_nouns(self) -> list[Token]:
        """Return the nouns among the trigger's words."""
        return [t for t in (self.head, *self.names) if is_noun(t)]

    def _hosts(self, role: str) -> list[Token]:
        """Return the words that can govern a prepositional argument: head, pattern words, object, its participles."""
        hosts = [self.head, *self.names]
        found = clauses.patient(self.head) if is_verb(self.head) else None
        if found is not None and found.token not in hosts:
            if role in ITS_OWN and self.event_type in INANIMATE_RECIPIENTS:
                return hosts if role == "of" else []
            if self.head.lemma_ in ONLY_ROLES or not is_party(found.token):
                hosts.append(found.token)
        if self.event_type == REQUEST and role == "from":
            # "Asked for a loan from the fund", not "for a withdrawal from Lebanon".
            hosts += [f.token for f in complements(self.head, FOR) if f.token.lemma_ not in WITHDRAWAL]
        if self.event_type in JUDGING_TYPES and role not in BY_WHOM and self.head.lemma_ not in ONLY_ROLES:
            # The victim of a condemned act is not who is condemned.
            hosts = [host for host in hosts if host == self.head or not is_act_noun(host)]
        for host in hosts[1:]:
            hosts += [c for c in host.children if c.dep_ == "acl" and c.tag_ == "VBN"]
        return hosts

    def _of_promised(self, role: str) -> list[ClauseArgument]:
        """Return the beneficiary or target of a promised or threatened act ("is ready to send food to Sudan")."""
        found: list[ClauseArgument] = []
        for host in (self.head, *self.names) if self.event_type in SPEECH_TYPES else ():
            for act in (c for c in host.children if c.dep_ == "xcomp" and is_verb(c) and not is_mutual(c)):
                if (given := promised_to(act)) is not None and self.event_type != REQUEST:
                    found.append(ClauseArgument(given, f"indirect object of {act.lower_!r}"))
                    continue
                thing = clauses.child(act, "dobj")
                for holder in (act, thing) if thing is not None else (act,):
                    found += [f.of(act) for f in complements(holder, frozenset({role}))]
        return found

    def _helped(self) -> list[ClauseArgument]:
        """Return the object of a purpose clause with a verb of helping ("sent troops to help Mali")."""
        hosts = [self.head, *self.names, *(c for c in self.head.children if c.dep_ == "xcomp")]
        for act in (c for host in hosts for c in host.children):
            if act.dep_ in ("advcl", "acl", "xcomp") and act.lemma_ in HELPING and infinitive(act):
                below = clauses.child(act, "ccomp")
                whom = clauses.child(act, "dobj") or (clauses.child(below, "nsubj") if below is not None else None)
                if whom is not None and is_party(whom):
                    return [argument(whom, Relation.OBJECT).of(act)]
        return []

    def _of_act(self) -> list[ClauseArgument]:
        """Return the patient of the act in an infinitive ("threatened to kill the hostages")."""
        for act in (c for host in (self.head, *self.names) for c in host.children if c.dep_ in ("xcomp", "acl")):
            if not infinitive(act) or (self.event_type in RESPONSE_TYPES and act.lemma_ not in MEETING):
                continue
            found = clauses.patient(act)
            whom = [found] if found is not None else complements(act, frozenset({"with", "to"}))
            return [f.of(act) for f in whom if is_party(f.token)]
        return []

    def _after_topic(self, role: str) -> list[ClauseArgument]:
        """Return an addressee that the parser attached to the topic ("voiced concern about attacks with officials")."""
        topic = clauses.child(self.head, "dobj") if self.event_type in SPEECH_TYPES else None
        for _ in range(clauses.CLIMB):
            if topic is None:
                break
            found = [f for f in complements(topic, frozenset({role})) if is_party(f.token)]
            if found:
                return found
            topic = next((t for c in topic.children if c.dep_ == "prep" and (t := clauses.child(c, "pobj"))), None)
        return []

    def _objects(self) -> list[ClauseArgument]:
        if not is_verb(self.head):
            return complements(self.head, frozenset({"of"}))
        found = clauses.patient(self.head)
        if self.event_type == REQUEST and found is not None and self._is_to_be_done(found.token):
            return []
        if (
            found is not None
            and not _is_relative(found.token)
            and (found.token not in self.names or self._is_target(found))
        ):
            return [found]
        if judged := self._judged():
            return judged
        blaming = self.event_type in JUDGING_TYPES
        inner = [f for noun in self.names for f in complements(noun, BY_WHOM if blaming and is_act_noun(noun) else OF)]
        return self._answered() or self._agreed() or inner or self._subject_of_complement()

    def _is_to_be_done(self, noun: Token) -> bool:
        """Return whether a noun is the patient of the requested act ("ordered the prisoners to be freed")."""
        asked = [c for c in self.head.children if c.dep_ in ("xcomp", "ccomp") and self.head.i < noun.i < c.i]
        return any(clauses.is_passive(verb) and any(c.tag_ == "TO" for c in verb.children) for verb in asked)

    def _judged(self) -> list[ClauseArgument]:
        """Return the subject of a predicative adjective of the pattern ("found the mayor guilty of fraud")."""
        said = [name for name in self.names if name.head == self.head and name.dep_ == "ccomp" and name.tag_ == "JJ"]
        whom = (clauses.child(name, "nsubj") for name in said)
        return [ClauseArgument(who, f"subject of {name.lower_!r}") for who, name in zip(whom, said, strict=True) if who]

    def _agreed(self) -> list[ClauseArgument]:
        """Return the patient of the act that is agreed on ("agreed to buy a rival")."""
        verbs = [name for name in self.names if is_verb(name) and self.event_type in AGREEMENT_TYPES]
        return [found for verb in verbs if (found := clauses.patient(verb)) is not None]

    def _is_target(self, found: ClauseArgument) -> bool:
        """Return whether an object that is part of the pattern is also the target ("wrecked a court house")."""
        return self.event_type in INANIMATE_RECIPIENTS and is_target(found.token)

    def _answered(self) -> list[ClauseArgument]:
        """Return the act that a refusal or approval answers ("rejected Peru's offer")."""
        nouns = self.act_nouns() if self.event_type in RESPONSE_TYPES and is_verb(self.head) else []
        return [argument(noun, Relation.OBJECT) for noun in nouns if noun.dep_ in ANSWERED and owning_party(noun)]

    def _subject_of_complement(self) -> list[ClauseArgument]:
        """Return the subject of a complement clause ("called for Israel to stop", "asked that he resign")."""
        for c in (c for t in (self.head, *self.names) for c in t.children if c.i > t.i):
            if c.dep_ in ("ccomp", "advcl", "xcomp", "acl") and not _is_circumstance(c):
                own = clauses.child(c, "nsubj", "nsubjpass")
                # In "Iran's minister warned that Iran would retaliate" the subject makes the threat.
                threatener = self.event_type == THREAT and not clauses.is_passive(c)
                done_to = self.event_type == REQUEST and own is not None and own.dep_ == "nsubjpass"
                if own is not None and not (_is_relative(own) or threatener or done_to):
                    how = f"{Relation.COMPLEMENT_SUBJECT} {c.lower_!r}"
                    return [ClauseArgument(own, how, Relation.COMPLEMENT_SUBJECT)]
        return []


def _is_circumstance(clause: Token) -> bool:
    """Return whether a clause is adverbial (time, reason, condition) and not a complement."""
    return any(c.dep_ in ("mark", "advmod") and c.lower_ not in ("that", "for", "to") for c in clause.lefts)


def _only(found: ClauseArgument | None) -> list[ClauseArgument]:
    return [found] if found else []


def _is_relative(token: Token) -> bool:
    return token.tag_ in ("WDT", "WP")
