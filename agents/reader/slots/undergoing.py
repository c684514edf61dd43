"""Active verbs whose subject is the patient: "faces trial", "drew criticism", "came under fire"."""

from __future__ import annotations

from collections.abc import Mapping

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax import clauses
from agents.reader.syntax.arguments import infinitive
from agents.reader.syntax.clause_argument import ClauseArgument
from agents.reader.syntax.clauses import child, governors, is_noun, is_passive, is_verb
from agents.reader.syntax.complements import complements
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "undergoing.toml")
VERBS = _DATA.words("verbs")
STATES = _DATA.read("states", dict[str, list[str]])
"""Verb to the prepositions with which its subject is the patient ("came under attack")."""
HELD = _DATA.read("held", dict[str, list[str]])
"""The same for detention ("was in custody")."""
HOLDING = "COERCE"
GIVEN = _DATA.words("types_given")
BLAMED = _DATA.words("blamed")
ACCUSATION = "ACCUSE"

Roles = tuple[tuple[str, ...], tuple[str, ...]]


def patient_roles(head: Token, names: tuple[Token, ...], event_type: str) -> Roles | None:
    """Return the roles of the actors and of the recipients if the subject is the patient; None if it is the agent."""
    if not is_verb(head) or is_passive(head):
        return None
    if event_type == ACCUSATION and _is_blamed(head):
        return ("speaker",), ("subject",)
    received = head.lemma_ in VERBS and (event_type in GIVEN or any(n.head == head and n.dep_ == "dobj" for n in names))
    held = event_type == HOLDING and _is_in_state(head, names, HELD)
    if received or held or _is_in_state(head, names):
        if _is_of_another(head):
            return ("from", "by"), ("none",)
        return ("from", "by", *(("of",) if event_type in GIVEN else ())), ("subject",)
    return None


def undergoer_of(noun: Token) -> ClauseArgument | None:
    """Return the patient of an event noun: the subject of "suffered an attack" or "was under attack"."""
    if not is_noun(noun):
        return None
    verb = next((g for g in governors(noun) if is_verb(g)), None)
    if verb is None or is_passive(verb):
        return None
    direct = verb.lemma_ in VERBS and noun.dep_ == "dobj" and noun.head == verb
    return clauses.subject(verb) if direct or _is_in_state(verb, (noun,)) else None


def speaker_of(head: Token) -> ClauseArgument | None:
    """Return who says a complement clause ("the paper charged that smugglers were responsible"): "the paper"."""
    below = head
    for governor in governors(head):
        if below.dep_ == "ccomp" and is_verb(governor):
            return clauses.agent(governor)
        below = governor
    return None


def _is_of_another(verb: Token) -> bool:
    """Return whether an infinitive has another subject than its clause ("approved his extradition to face charges")."""
    if not infinitive(verb):
        return False
    return verb.dep_ == "acl" or (verb.dep_ == "advcl" and child(verb.head, "dobj", "dative") is not None)


def _is_in_state(verb: Token, names: tuple[Token, ...], states: Mapping[str, list[str]] = STATES) -> bool:
    prepositions = frozenset(states.get(verb.lemma_, ()))
    return any(found.token in names for found in complements(verb, prepositions)) if prepositions else False


def _is_blamed(head: Token) -> bool:
    said = child(head, "acomp", "attr", "oprd")
    return head.lemma_ == "be" and said is not None and said.lemma_ in BLAMED
