"""Did it happen: asserted, negated, hypothetical, future or historical, with the word that says so."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from agents.reader.slots.agency import LIGHT
from agents.reader.syntax.clauses import child, governors, is_noun, is_passive, is_verb
from agents.reader.syntax.tree import Token
from agents.reader.triggers.specificity import TIMES
from agents.reader.triggers.triggers import Trigger
from streams.contract.records import Status

_DATA = tomllib.loads((Path(__file__).parent / "status.toml").read_text("utf-8"))
_Words = Mapping[Status, frozenset[str]]
CLAUSES: _Words = {status: frozenset(words.split()) for status, words in _DATA["clauses"].items()}
OBJECTS: _Words = {status: frozenset(words.split()) for status, words in _DATA["objects"].items()}
MODALS: _Words = {status: frozenset(words.split()) for status, words in _DATA["modals"].items()}
MODIFIERS: _Words = {status: frozenset(words.split()) for status, words in _DATA["modifiers"].items()}
PREPOSITIONS: _Words = {status: frozenset(words.split()) for status, words in _DATA["prepositions"].items()}
CONDITIONS = frozenset(_DATA["conditions"].split())
OUTCOMES = frozenset(_DATA["outcomes"].split())
REPORTS = frozenset(_DATA["reports"].split())
OCCURRENCES = frozenset(_DATA["occurrences"].split())
CESSATION = frozenset(_DATA["cessation"].split())
COLLAPSE: Mapping[str, Mapping[str, str]] = _DATA["collapse"]
YEARS_TO_HISTORY = 1
"""Calendar years before publication beyond which an event is history and not news."""
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
NONE = frozenset({"no", "neither", "nor"})
OFFICIAL = frozenset({"GPE", "ORG", "NORP"})
SUBJECT = frozenset({"nsubj", "nsubjpass"})
INSIDE = frozenset({"xcomp", "ccomp", "pcomp", "prep", "dobj", "pobj", "acl", "aux", "attr", "conj", "advcl", "dative"})
"""Relations through which a governor may decide whether what is below it happened."""


@dataclass(frozen=True, slots=True)
class StatusDecision:
    """A status and the reason for it."""

    status: Status
    reason: str


ASSERTED = StatusDecision("asserted", "stated as a fact")
IMPLIED = "implied by the pattern or by the event that governs it"
ANNOUNCED = StatusDecision("asserted", "announced, which is an event of its own")


def decide_status(trigger: Trigger, head: Token) -> StatusDecision:
    """The status of the event that a trigger reports, as its own words and those above it tell."""
    nouns = [t for i in trigger.names if is_noun(t := head.doc[i])]
    marked = nouns if trigger.announced else [head, *nouns]
    own = _own(marked, head) or _as_such(head) or _above(head)
    if own is not None:
        return own
    if trigger.status is not None:
        return StatusDecision(trigger.status, IMPLIED)
    return ANNOUNCED if trigger.announced else ASSERTED


def _as_such(verb: Token) -> StatusDecision | None:
    """ "Attacking schools is a crime": an act that something is said of, not one that happened."""
    spoken_of = verb.tag_ == "VBG" and verb.dep_ == "csubj" and verb.head.lemma_ == "be"
    return StatusDecision("hypothetical", "an act as such, of which something is said") if spoken_of else None


def _own(marked: Sequence[Token], head: Token) -> StatusDecision | None:
    """What the trigger's words say; that a meeting was planned says nothing of when it was held or cancelled."""
    for token in marked:
        found = _marks(token)
        if found is not None and (token == head or not is_verb(head) or found.status != "future"):
            return found
    return None


def addressed(
    judgement: StatusDecision, trigger: Trigger, actor: Token | None, recipient: Token | None
) -> StatusDecision:
    """An appeal is a wish; where one named body tells another to stop or not to do a thing, it is a demand."""
    if judgement.reason != IMPLIED or trigger.event_type != "REQUEST" or actor is None or recipient is None:
        return judgement
    named = actor.ent_type_ in OFFICIAL and recipient.ent_type_ in OFFICIAL
    below = [c for c in recipient.doc[trigger.head].children if c.dep_ in ("xcomp", "ccomp")]
    against = any(c.lemma_ in CESSATION or child(c, "neg") is not None for c in below)
    return StatusDecision("asserted", "one named body tells another to stop") if named and against else judgement


def dated(judgement: StatusDecision, value: str | None, published: date | None) -> StatusDecision:
    """The judgement in the light of the event's date (ISO 8601) and the publication's."""
    if judgement.status != "asserted" or value is None or published is None or not value[:4].isdigit():
        return judgement
    if int(value[:4]) < published.year - YEARS_TO_HISTORY:
        return StatusDecision("historical", f"dated {value}")
    return judgement


def collapsed(event_type: str, status: Status) -> str | None:
    """The type that PLOVER gives to an event that is still to come, or None where it keeps its own."""
    return COLLAPSE.get(status, {}).get(event_type)


def _marks(token: Token) -> StatusDecision | None:
    """What a word's own auxiliaries, modifiers, negation and conjunction say."""
    return next((found for c in token.children if (found := _mark(token, c)) is not None), None)


def _mark(token: Token, c: Token) -> StatusDecision | None:
    word = c.lower_
    if c.dep_ == "neg" or (c.dep_ in ("det", "preconj", "cc") and word in NONE and c.i < token.i):
        return StatusDecision("negated", f"negated by {c.text!r}")
    if c.dep_ == "aux":
        if word == "to":
            return _infinitive(token)
        return _listed(MODALS, (word,), f"{c.text!r} before {token.text!r}")
    if c.dep_ == "mark" and word in CONDITIONS:
        return StatusDecision("hypothetical", f"under the condition {c.text!r}")
    if c.dep_ in ("amod", "advmod", "compound", "nmod"):
        return _listed(MODIFIERS, (word, c.lemma_), f"{c.text!r} beside {token.text!r}")
    return None


def _listed(lists: _Words, words: tuple[str, ...], reason: str) -> StatusDecision | None:
    for status, listed in lists.items():
        if not listed.isdisjoint(words):
            return StatusDecision(status, reason)
    return None


def _infinitive(verb: Token) -> StatusDecision | None:
    """An infinitive that no verb asks for: a headline's future ("Minister to visit Oslo"), or a purpose."""
    if verb.dep_ == "ROOT":
        return StatusDecision("future", "infinitive as the sentence's verb")
    if verb.dep_ == "acl" or (verb.dep_ == "advcl" and verb.head.lemma_ not in OUTCOMES):
        return _listed(CLAUSES, (verb.head.lemma_,), f"governed by {verb.head.text!r}") or StatusDecision(
            "hypothetical", "infinitive of purpose"
        )
    return None


def _above(head: Token) -> StatusDecision | None:
    """What the words that govern the trigger say, nearest first, up to the clause that reports it."""
    below = head
    for governor in governors(head):
        relation = below.dep_
        if relation in SUBJECT:
            return _of_predicate(governor) if below == head else None
        if relation not in INSIDE or (relation in ("conj", "advcl") and not _shares(below)):
            return None
        found = _of_governor(governor, below) or _of_clause(governor, below)
        if found is not None:
            return found
        if relation == "ccomp" and governor.lemma_ in REPORTS:
            return None
        if is_noun(governor) and relation in ("prep", "pobj") and below.lower_ != "of":
            return None
        below = governor
    return None


def _shares(verb: Token) -> bool:
    """Whether a coordinated verb or noun stands under what governs the first one."""
    return verb.dep_ == "conj" and child(verb, "nsubj", "nsubjpass", "aux") is None


def _of_governor(governor: Token, below: Token) -> StatusDecision | None:
    if below.dep_ == "conj" or (below.dep_ == "prep" and below.lower_ in TIMES):
        return None
    if governor.dep_ == "prep" and below.dep_ in ("pobj", "pcomp"):
        return _listed(PREPOSITIONS, (governor.lower_,), f"after {governor.text!r}")
    lists = CLAUSES if is_verb(below) else OBJECTS
    return _listed(lists, (governor.lemma_,), f"governed by {governor.text!r}")


def _of_clause(governor: Token, below: Token) -> StatusDecision | None:
    """A negation, modal or condition in the clause of a governing verb, where it reaches the event."""
    found = _marks(governor) if is_verb(governor) else None
    if found is None or below.dep_ == "ccomp":
        return None
    if is_verb(below) or below.dep_ == "conj" or governor.lemma_ in LIGHT:
        return found
    return None if found.status == "negated" or _is_definite(below) else found


def _is_definite(noun: Token) -> bool:
    held = child(noun, "pobj") if noun.dep_ == "prep" else noun
    return held is not None and any(c.lower_ in DEFINITE or c.dep_ == "poss" for c in held.children)


def _of_predicate(verb: Token) -> StatusDecision | None:
    """What the verb says whose subject the event is: "the talks were cancelled", "the strike will begin"."""
    if is_passive(verb):
        found = _listed(OBJECTS, (verb.lemma_,), f"subject of {verb.text!r}")
        if found is not None:
            return found
    return _marks(verb) if verb.lemma_ in OCCURRENCES else None
