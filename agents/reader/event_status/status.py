"""Status of an event: asserted, negated, hypothetical, future or historical, with the word that shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from agents.reader.event_status.history import commemorated_status, is_history, own_years
from agents.reader.event_status.nonfactual import nonfactual_status
from agents.reader.event_status.status_decision import StatusDecision, StatusWords, is_achieved, is_foretold, status_of
from agents.reader.lexicon.loader import data_file
from agents.reader.slots.agency import LIGHT
from agents.reader.syntax.clauses import child, governors, is_noun, is_passive, is_verb
from agents.reader.syntax.complements import is_semicolon_clause
from agents.reader.syntax.tree import Token
from agents.reader.triggers.specificity import ACCOMPANYING, TIMES
from agents.reader.triggers.trigger import Trigger
from streams.contract.records import EventDate, Status

_DATA = data_file(__file__, "status.toml")


def _status_words(table: str) -> StatusWords:
    return {status: frozenset(words.split()) for status, words in _DATA.read(table, dict[Status, str]).items()}


CLAUSES = _status_words("clauses")
OBJECTS = _status_words("objects")
MODALS = _status_words("modals")
MODIFIERS = _status_words("modifiers")
PREPOSITIONS = _status_words("prepositions")
CONDITIONS = _DATA.words("conditions")
OUTCOMES = _DATA.words("outcomes")
REPORTS = _DATA.words("reports")
SOURCES = _DATA.words("sources")
OCCURRENCES = _DATA.words("occurrences")
PURPOSES = _DATA.words("appointed.purposes")
COLLAPSE = _DATA.read("collapse", dict[str, dict[str, str]])
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_CONTRAST = frozenset({"but", "yet"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
NONE = frozenset({"no", "neither", "nor"})
SUBJECT = frozenset({"nsubj", "nsubjpass"})
INSIDE = frozenset({"xcomp", "ccomp", "pcomp", "prep", "dobj", "pobj", "acl", "aux", "attr", "conj", "advcl", "dative"})
"""Dependency relations through which a governor can determine the status of an event below it."""


ASSERTED = StatusDecision("asserted", "stated as a fact")
IMPLIED = "implied by the pattern or by the governing event"
ANNOUNCED = StatusDecision("asserted", "an announcement, which is itself an event")


def decide_status(trigger: Trigger, head: Token) -> StatusDecision:
    """Return the status of a trigger's event, from the trigger's modifiers and from its governors."""
    nouns = [t for i in trigger.names if is_noun(t := head.doc[i])]
    marked = nouns if trigger.announced else [head, *nouns]
    own = nonfactual_status(head, nouns, trigger.event_type) or _own(marked, head) or _as_such(head)
    own = own or commemorated_status(head) or _above(head)
    if own is not None:
        return own
    if trigger.status is not None:
        return StatusDecision(trigger.status, IMPLIED)
    return ANNOUNCED if trigger.announced else ASSERTED


def _as_such(verb: Token) -> StatusDecision | None:
    """Return "hypothetical" for a gerund subject ("attacking schools is a crime"); else None."""
    spoken_of = verb.tag_ == "VBG" and verb.dep_ == "csubj" and verb.head.lemma_ == "be"
    return StatusDecision("hypothetical", "the act in general: a gerund as the subject") if spoken_of else None


def _own(marked: Sequence[Token], head: Token) -> StatusDecision | None:
    """Return the status that the modifiers of the trigger's words give.

    "Future" from the object of a verb is ignored: a planned meeting may have been held or cancelled.
    """
    for token in marked:
        found = _marks(token)
        if found is not None and (token == head or not is_verb(head) or found.status != "future"):
            return found
    return None


def by_date(decision: StatusDecision, head: Token, when: EventDate | None, published: date | None) -> StatusDecision:
    """Return the status corrected by the event's date: "historical" if about a year before publication or older.

    A present-tense verb with a full date after publication is "future".
    """
    if decision.status != "asserted" or published is None:
        return decision
    if any(year < published.year - 1 for year in own_years(head)):
        return StatusDecision("historical", "an old year before the noun")
    if when is None:
        return decision
    if head.tag_ in ("VBZ", "VBP") and _FULL_DAY.match(when.value) and when.value[:10] > published.isoformat():
        return StatusDecision("future", f"{head.text!r} with a date after publication")
    if is_history(when, published):
        return StatusDecision("historical", f"dated {when.value}")
    return decision


def collapsed_type(event_type: str, status: str) -> str | None:
    """Return the type that PLOVER codes an event with this status as (a future AID as AGREE); None if unchanged."""
    return COLLAPSE.get(status, {}).get(event_type)


def _marks(token: Token) -> StatusDecision | None:
    """Return the status that a word's auxiliaries, modifiers, negation and conjunction give."""
    return next((found for c in token.children if (found := _mark(token, c)) is not None), None)


def _mark(token: Token, c: Token) -> StatusDecision | None:
    word = c.lower_
    if c.dep_ == "neg" or (c.dep_ in ("det", "preconj", "cc") and word in NONE and c.i < token.i):
        return StatusDecision("negated", f"negated by {c.text!r}")
    if c.dep_ == "aux":
        if word == "to":
            return _infinitive(token)
        if word == "would" and is_foretold(token, REPORTS):
            return StatusDecision("future", f"{c.text!r} before {token.text!r}, in reported speech")
        return status_of(MODALS, (word,), f"{c.text!r} before {token.text!r}")
    if c.dep_ == "mark" and word in CONDITIONS:
        return StatusDecision("hypothetical", f"conditional clause with {c.text!r}")
    if c.dep_ in ("amod", "advmod", "compound", "nmod"):
        return status_of(MODIFIERS, (word, c.lemma_), f"{c.text!r} modifies {token.text!r}")
    return None


def _infinitive(verb: Token) -> StatusDecision | None:
    """Return the status of an infinitive: a headline's future ("Minister to visit Oslo"), or a purpose."""
    if verb.dep_ == "ROOT":
        return StatusDecision("future", "infinitive as the main verb")
    planned = _marks(verb.head) if verb.dep_ == "advcl" and child(verb.head, "dobj") is None else None
    if planned is not None and planned.status == "future":
        return planned  # "will meet to discuss"
    outcome = verb.head.lemma_ in OUTCOMES and not any(c.lower_ == "to" and c.i < verb.i for c in verb.head.children)
    if verb.dep_ in ("acl", "relcl") or (verb.dep_ == "advcl" and not outcome):
        return status_of(CLAUSES, (verb.head.lemma_,), f"governed by {verb.head.text!r}") or StatusDecision(
            "hypothetical", "infinitive of purpose"
        )
    return None


def _above(head: Token) -> StatusDecision | None:
    """Return the status that the governors of the trigger give, nearest first, up to the reporting clause."""
    below, timed = head, False
    for governor in governors(head):
        relation = below.dep_
        if (relation == "prep" and below.lemma_ in SOURCES) or is_semicolon_clause(below):
            return None  # "may help, according to a study": the study was made
        if relation in SUBJECT:
            return _of_predicate(governor) if below == head else None
        if relation == "conj" and (supposed := _condition(governor)) is not None:
            return supposed
        if relation not in INSIDE or (relation in ("conj", "advcl") and not _shares(below)):
            return None
        timed |= relation == "prep" and below.lower_ in TIMES
        found = _of_governor(governor, below) or _of_clause(governor, below)
        if found is not None and not (timed and found.status == "negated"):
            return found  # "failed to win after the defeat": the defeat happened
        if relation == "ccomp" and governor.lemma_ in REPORTS:
            return None
        if is_noun(governor) and relation in ("prep", "pobj") and below.lower_ != "of":
            return None
        below = governor
    return None


def _condition(verb: Token) -> StatusDecision | None:
    """Return "hypothetical" for a verb conjoined with one under a condition ("if he had confessed and agreed to")."""
    mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ in CONDITIONS), None)
    return StatusDecision("hypothetical", f"conditional clause with {mark.text!r}") if mark is not None else None


def _shares(verb: Token) -> bool:
    """Return whether a conjunct, or the result of a gerund, is in the scope of the first conjunct's governor.

    It is not in "did not reach the gate but killed two" and "refused to go and attacked".
    """
    came_of_it = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.head.dep_ == "pcomp"
    if (
        not (verb.dep_ == "conj" or came_of_it)
        or child(verb, "nsubj", "nsubjpass", "aux") is not None
        or _is_finite_passive(verb)
    ):
        return False
    between = {c.lower_ for c in verb.head.children if c.dep_ == "cc" and c.i < verb.i}
    if not between.isdisjoint(_CONTRAST):
        return False
    other_form = verb.tag_ in _FINITE and verb.head.tag_ in ("VB", "VBN", "VBG")
    bare = (
        verb.tag_ == "VBN" and verb.head.tag_ == "VB" and child(verb, "auxpass") is None
    )  # not "will go and be replaced"
    return "or" in between or not (other_form or bare)


def _is_finite_passive(verb: Token) -> bool:
    """Return whether a passive has its own finite auxiliary ("were not harmed and were released")."""
    own = child(verb, "auxpass")
    return own is not None and own.tag_ in _FINITE


def _of_governor(governor: Token, below: Token) -> StatusDecision | None:
    if below.dep_ == "conj" or (below.dep_ == "prep" and below.lower_ in ACCOMPANYING):
        return None
    if below.dep_ == "xcomp" and any(c.lower_ == "yet" and c.i < below.i for c in governor.children):
        return StatusDecision("negated", f"{governor.text!r} yet to")
    if below.dep_ == "xcomp" and governor.lemma_ == "be":
        return _appointed(governor, below)
    if governor.dep_ == "prep" and below.dep_ in ("pobj", "pcomp"):
        return status_of(PREPOSITIONS, (governor.lower_,), f"after {governor.text!r}")
    if is_achieved(governor):
        return None
    lists = CLAUSES if is_verb(below) else OBJECTS
    return status_of(lists, (governor.lemma_,), f"governed by {governor.text!r}")


def _appointed(verb: Token, below: Token) -> StatusDecision | None:
    """Return "future" for "is to" ("the minister is to visit Oslo"); "the aim is to free them" is a purpose."""
    subject = child(verb, *SUBJECT)
    if subject is None or not any(c.lower_ == "to" for c in below.children):
        return None
    why = f"{verb.text!r} to {below.text}"
    return StatusDecision("hypothetical" if subject.lemma_ in PURPOSES else "future", why)


def _of_clause(governor: Token, below: Token) -> StatusDecision | None:
    """Return the status that a negation, modal or condition in a governing verb's clause gives to the event."""
    found = _marks(governor) if is_verb(governor) or governor.tag_ == "JJ" else None  # "not guilty of killing her"
    if found is None or below.dep_ == "ccomp":
        return None
    if is_verb(below) or child(below, "pcomp") is not None or below.dep_ == "conj" or governor.lemma_ in LIGHT:
        return found
    return None if found.status == "negated" or _is_definite(below) else found


def _is_definite(noun: Token) -> bool:
    held = child(noun, "pobj") if noun.dep_ == "prep" else noun
    return held is not None and any(c.lower_ in DEFINITE or c.dep_ == "poss" for c in held.children)


def _of_predicate(verb: Token) -> StatusDecision | None:
    """Return the status that the predicate of an event noun gives ("the talks were cancelled")."""
    if is_passive(verb):
        found = status_of(OBJECTS, (verb.lemma_,), f"subject of {verb.text!r}")
        if found is not None:
            return found
    return _marks(verb) if verb.lemma_ in OCCURRENCES else None
