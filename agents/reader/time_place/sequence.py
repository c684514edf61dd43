"""Events that words set apart: "the strike came a day after militants fired a missile", "in a separate incident"."""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import SUBJECTS, child, governors, has_subject_and_object, is_verb
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "sequence.toml")
COMING = _DATA.words("coming")
"""Verbs that say when an event was."""
FOLLOWING = _DATA.words("following")
"""Verbs whose object is the earlier event."""
SEQUENCE = _DATA.words("sequence")
"""Words between an event and the one that it is told to be earlier or later than."""
OPENINGS = _DATA.words("openings")
"""Words that open a sentence about something else than the one before."""
DIFFERENT = _DATA.words("different")
INCIDENTS = _DATA.words("incidents")
ANSWERING = _DATA.words("answering")
ANSWERS = _DATA.words("answers")
"""Verbs and nouns for a deed that answers the one before it."""
STRETCHES = _DATA.words("stretches")
PAST = _DATA.words("past")
STARTS = _DATA.words("starts")
PRONOUNS = frozenset({"PRP", "WDT", "WP"})


def set_apart_from(head: Token) -> Token | None:
    """The head of the event that a sentence tells to be earlier or later than the one at `head`, if it tells of one."""
    below, between = head, set[str]()
    for governor in governors(head):
        between |= {governor.lower_, *(c.lower_ for c in below.children if c.dep_ in ("mark", "advmod", "prep"))}
        direct = below.dep_ in ("dobj", "conj") and governor.lemma_ in FOLLOWING
        if is_verb(governor) and (direct or (governor.lemma_ in COMING and between & SEQUENCE)):
            return child(governor, *SUBJECTS)
        below = governor
    return None


def follow_each_other(a: Token, b: Token) -> bool:
    """Return whether two verbs of a sentence tell of two deeds: "killed three, hours after rebels fired rockets".

    Each has its own doer, and the first its own victims: "died after gunmen opened fire" is one deed.
    """
    for lower, upper in ((a, b), (b, a)):
        if answered_by(lower, upper):
            return True
        clause = lower if lower.dep_ == "advcl" else next((g for g in governors(lower) if g.dep_ == "advcl"), None)
        if clause is None or clause.head != upper or not has_subject_and_object(upper):
            continue
        subject = child(clause, "nsubj")
        if subject is not None and subject.tag_ != "PRP":
            return any(c.lower_ in SEQUENCE and c.dep_ in ("mark", "prep") for c in clause.children)
    return False


def answered_by(deed: Token, answer: Token) -> bool:
    """Return whether a sentence tells a deed as what another answers: "bombed a base in retaliation for the attack"."""
    path = [deed, *governors(deed)]
    return answer in path and any(t.lower_ in ANSWERS for t in path[: path.index(answer)])


def answers(head: Token) -> bool:
    """Return whether an event answers the one told before it: "the army retaliated with air strikes"."""
    return any(t.lemma_ in ANSWERING for t in (head, *governors(head)))


def is_over_period(head: Token) -> bool:
    """Return whether a clause tells of years and not of a day: "killed since 2022", "in the past two months".

    Of a noun it compares: "the worst attack since 2022".
    """
    if not is_verb(head):
        return False
    for mark in (c for c in head.children if c.dep_ in ("prep", "mark", "advmod")):
        when = child(mark, "pobj") or (mark.head if mark.dep_ == "mark" else None)
        if when is None or when == head:
            continue
        words = [when, *when.children]
        if mark.lower_ == "since":
            if any(w.lower_ in STARTS or w.lemma_ in STRETCHES or _is_year(w) for w in words):
                return True
        elif when.lemma_ in STRETCHES and when.tag_ == "NNS" and any(w.lower_ in PAST for w in words):
            return True
    return False


def _is_year(token: Token) -> bool:
    return len(token.text) == len("2026") and token.text.isdigit()


def opens_another(head: Token) -> bool:
    """Whether a sentence says at its start that it tells of something else: "Meanwhile, …", "In a separate raid, …".

    A pronoun for its subject goes on with what was told: "Later, they fled".
    """
    first = head.sent.root.doc[head.sent.start]
    subject = child(head, *SUBJECTS)
    if subject is not None and subject.tag_ in PRONOUNS and first.lower_ in OPENINGS:
        return False
    incident = child(first, "pobj") if first.lower_ in ("in", "during") else None
    other = incident is not None and any(c.lower_ in DIFFERENT for c in incident.children)
    return first.lower_ in OPENINGS or (other and incident is not None and incident.lemma_ in INCIDENTS)


def recalled(head: Token) -> Token | None:
    """The date since which a sentence compares, where its clause tells the event: "since 2019, when 21 were killed"."""
    day = dated_by(head)
    return day if day is not None and day.head.lower_ == "since" else None


def dated_by(head: Token) -> Token | None:
    """Return the date whose relative clause tells an event: "on Monday, when gunmen attacked"."""
    for clause in (head, *governors(head)):
        if clause.dep_ == "relcl":
            day = clause.head
            return day if day.ent_type_ == "DATE" and any(c.lower_ == "when" for c in clause.children) else None
        if clause.dep_ == "ccomp":
            return None
    return None
