"""Events that one sentence sets apart in time: "the strike came a day after militants fired a missile"."""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import SUBJECTS, child, governors, is_verb
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "event_coreference.toml")
COMING = _DATA.words("words.coming")
"""Verbs that say when an event was."""
FOLLOWING = _DATA.words("words.following")
"""Verbs whose object is the earlier event."""
SEQUENCE = _DATA.words("words.sequence")
"""Words between an event and the one that it is told to be earlier or later than."""


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
