"""What is done again and again or under a condition, and is no single act: "gangs often kidnap villagers"."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.events.status_decision import StatusDecision
from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import is_verb
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "habits.toml")
HABITS, EVERY, PERIODS, WEEKDAYS = map(_DATA.words, ("habits", "every", "periods", "weekdays"))
CONDITIONS, SPOKEN = map(_DATA.words, ("conditions", "spoken"))


def habit(head: Token) -> StatusDecision | None:
    """ "Gangs often kidnap villagers": what somebody does again and again is no single act."""
    if not is_verb(head):
        return None
    word = next((c for c in head.children if c.dep_ == "advmod" and c.lower_ in HABITS), None)
    if word is None and head.tag_ in ("VBZ", "VBP"):
        word = next(filter(_is_repeated, _times(head)), None)
    return StatusDecision("hypothetical", f"a habit: {word.text!r}") if word is not None else None


def under_condition(head: Token, event_type: str) -> StatusDecision | None:
    """ "If the owners are late, they face a fine": what holds under a condition that is told first.

    Words are said all the same ("If attacked, Peru vows to respond").
    """
    if head.tag_ not in ("VBZ", "VBP") or event_type in SPOKEN:
        return None
    for clause in head.children:
        if clause.i < head.i and clause.dep_ == "advcl":
            mark = next((c for c in clause.children if c.lower_ in CONDITIONS), None)
            if mark is not None:
                return StatusDecision("hypothetical", f"under the condition {mark.text!r}")
    return None


def _times(verb: Token) -> Iterator[Token]:
    """The nouns beside a verb, and beside its object, that may say when."""
    for holder in (verb, *(c for c in verb.children if c.dep_ == "dobj")):
        for c in holder.children:
            if c.dep_ == "npadvmod":
                yield c
            elif c.dep_ == "prep":
                yield from (t for t in c.children if t.dep_ == "pobj")


def _is_repeated(time: Token) -> bool:
    """ "On Tuesdays", "every week", "200 a day"."""
    if time.lower_ in WEEKDAYS:
        return True
    before = {c.lower_ for c in time.children if c.dep_ == "det"}
    return time.lemma_ in PERIODS and not before.isdisjoint(EVERY if time.dep_ == "pobj" else (*EVERY, "a"))
