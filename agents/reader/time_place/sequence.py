"""Words that mark events as distinct: "the strike came a day after …", "in a separate incident"."""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import SUBJECTS, child, governors, has_subject_and_object, is_verb
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "sequence.toml")
OCCURRENCE = _DATA.words("occurrence")
"""Verbs that date their subject ("the strike came a day after")."""
FOLLOWING = _DATA.words("following")
"""Verbs whose object is the earlier event."""
SEQUENCE = _DATA.words("sequence")
"""Words that order two events in time."""
OPENINGS = _DATA.words("openings")
"""Words that open a sentence about another event."""
DIFFERENT = _DATA.words("different")
INCIDENTS = _DATA.words("incidents")
RETALIATION_VERBS = _DATA.words("retaliation_verbs")
RETALIATION_NOUNS = _DATA.words("retaliation_nouns")
"""Verbs and nouns of retaliation."""
HARMED = _DATA.words("harmed")
CARE = _DATA.words("care")
"""Nouns of wounds and hospitals."""
PERIODS = _DATA.words("periods")
PAST = _DATA.words("past")
STARTS = _DATA.words("starts")
PRONOUNS = frozenset({"PRP", "WDT", "WP"})


def set_apart_from(head: Token) -> Token | None:
    """Return the head of the event that the sentence contrasts in time with the one at `head`, if there is one."""
    below, between = head, set[str]()
    for governor in governors(head):
        between |= {governor.lower_, *(c.lower_ for c in below.children if c.dep_ in ("mark", "advmod", "prep"))}
        direct = below.dep_ in ("dobj", "conj") and governor.lemma_ in FOLLOWING
        if is_verb(governor) and (direct or (governor.lemma_ in OCCURRENCE and between & SEQUENCE)):
            return child(governor, *SUBJECTS)
        below = governor
    return None


def follow_each_other(a: Token, b: Token) -> bool:
    """Return whether two verbs of a sentence report two acts: "killed three, hours after rebels fired rockets".

    Each has its own agent, and the first its own victims: "died after gunmen opened fire" is one act.
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


def answered_by(is_act: Token, answer: Token) -> bool:
    """Return whether one act is in retaliation for the other ("bombed a base in retaliation for the attack")."""
    path = [is_act, *governors(is_act)]
    return answer in path and any(t.lower_ in RETALIATION_NOUNS for t in path[: path.index(answer)])


def answers(head: Token) -> bool:
    """Return whether an event is a retaliation ("the army retaliated with air strikes")."""
    return any(t.lemma_ in RETALIATION_VERBS for t in (head, *governors(head)))


def is_over_period(head: Token) -> bool:
    """Return whether a verb's clause covers a long period: "killed since 2022", "in the past two months".

    False for a noun, where the period is a comparison ("the worst attack since 2022").
    """
    if not is_verb(head):
        return False
    for mark in (c for c in head.children if c.dep_ in ("prep", "mark", "advmod")):
        when = child(mark, "pobj") or (mark.head if mark.dep_ == "mark" else None)
        if when is None or when == head:
            continue
        words = [when, *when.children]
        if mark.lower_ == "since":
            if any(w.lower_ in STARTS or w.lemma_ in PERIODS or _is_year(w) for w in words):
                return True
        elif when.lemma_ in PERIODS and when.tag_ == "NNS" and any(w.lower_ in PAST for w in words):
            return True
    return False


def _is_year(token: Token) -> bool:
    return len(token.text) == len("2026") and token.text.isdigit()


def opens_another(head: Token) -> bool:
    """Return whether a sentence opens with a change of subject: "Meanwhile, …", "In a separate raid, …".

    False if its subject is a pronoun, which continues the previous sentence ("Later, they fled").
    """
    first = head.sent.root.doc[head.sent.start]
    subject = child(head, *SUBJECTS)
    if subject is not None and subject.tag_ in PRONOUNS and first.lower_ in OPENINGS:
        return False
    incident = child(first, "pobj") if first.lower_ in ("in", "during") else None
    other = incident is not None and any(c.lower_ in DIFFERENT for c in incident.children)
    return first.lower_ in OPENINGS or (other and incident is not None and incident.lemma_ in INCIDENTS)


def recalled(head: Token) -> Token | None:
    """Return the "since" date whose relative clause contains the event ("since 2019, when 21 were killed")."""
    day = dated_by(head)
    return day if day is not None and day.head.lower_ == "since" else None


def dated_by(head: Token) -> Token | None:
    """Return the date whose relative clause contains the event ("on Monday, when gunmen attacked")."""
    for clause in (head, *governors(head)):
        if clause.dep_ == "relcl":
            day = clause.head
            return day if day.ent_type_ == "DATE" and any(c.lower_ == "when" for c in clause.children) else None
        if clause.dep_ == "ccomp":
            return None
    return None


def kills_at_once(clause: Token) -> bool:
    """Return whether the main clause gives only the dead of a clause: "nine died on Monday after a bomb blew up".

    Both have one date. Not of somebody who "was shot", whom the police "beat", or who died of wounds or in hospital:
    that may be days later.
    """
    harmed, subject = clause.head, child(clause, "nsubj")
    if clause.dep_ != "advcl" or harmed.lemma_ not in HARMED or subject is None:
        return False
    if any(party is not None and party.tag_ in PRONOUNS for party in (subject, child(clause, "dobj"))):
        return False
    first, last = harmed.left_edge.i, clause.left_edge.i
    if clause.i < harmed.i:
        first, last = clause.right_edge.i + 1, harmed.right_edge.i + 1
    return not any(word.lemma_ in CARE for word in harmed.doc.tokens[first:last])
