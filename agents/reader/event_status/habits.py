"""Status of habitual and conditional acts: "gangs often kidnap villagers" reports no single event."""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.event_status.status_decision import StatusDecision
from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import is_verb
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "habits.toml")
HABITUAL_ADVERBS, EVERY, PERIODS, WEEKDAYS = map(_DATA.words, ("habitual_adverbs", "every", "periods", "weekdays"))
CONDITIONS, SPEECH_TYPES = map(_DATA.words, ("conditions", "speech_types"))


def habitual_status(head: Token) -> StatusDecision | None:
    """Return "hypothetical" for a habitual act ("gangs often kidnap villagers"); None for any other."""
    if not is_verb(head):
        return None
    word = next((c for c in head.children if c.dep_ == "advmod" and c.lower_ in HABITUAL_ADVERBS), None)
    if word is None and head.tag_ in ("VBZ", "VBP"):
        word = next(filter(_is_repeated, _times(head)), None)
    return StatusDecision("hypothetical", f"habitual act: {word.text!r}") if word is not None else None


def conditional_status(head: Token, event_type: str) -> StatusDecision | None:
    """Return "hypothetical" for an event in or after a condition ("if the owners are late, they face a fine").

    Speech after a condition is a fact: "if attacked, Peru vows to respond". None without a condition.
    """
    opens = _opener(head)
    if opens is None and head.tag_ in ("VBZ", "VBP") and event_type not in SPEECH_TYPES:
        before = (c for c in head.children if c.i < head.i and c.dep_ == "advcl")
        opens = next(filter(None, map(_opener, before)), None)
    return StatusDecision("hypothetical", f"conditional clause with {opens.text!r}") if opens is not None else None


def _opener(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in ("mark", "advmod") and c.lower_ in CONDITIONS), None)


def _times(verb: Token) -> Iterator[Token]:
    """Yield the nouns that may be time expressions of a verb or of its object."""
    for holder in (verb, *(c for c in verb.children if c.dep_ == "dobj")):
        for c in holder.children:
            if c.dep_ == "npadvmod":
                yield c
            elif c.dep_ == "prep":
                yield from (t for t in c.children if t.dep_ == "pobj")


def _is_repeated(time: Token) -> bool:
    """Return whether a time expression is recurrent ("on Tuesdays", "every week", "200 a day")."""
    if time.lower_ in WEEKDAYS:
        return True
    before = {c.lower_ for c in time.children if c.dep_ == "det"}
    return time.lemma_ in PERIODS and not before.isdisjoint(EVERY if time.dep_ == "pobj" else (*EVERY, "a"))
