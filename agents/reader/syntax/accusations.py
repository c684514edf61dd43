"""Verbs that say what somebody is blamed for: "accused the ship of ramming a boat"."""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.tree import Token

BLAMING = data_file(__file__, "clauses.toml").words("blaming")


def accused_by(verb: Token) -> Token | None:
    """Who is blamed for a deed by a verb with an object and, after "of" or "for", a gerund; None where it says none."""
    if verb.lemma_ not in BLAMING:
        return None
    accused = next((c for c in verb.children if c.dep_ == "dobj" and c.tag_.startswith(("NN", "PRP"))), None)
    if accused is None:
        return None
    prepositions = (c for holder in (verb, accused) for c in holder.children if c.dep_ == "prep")
    return accused if any(c.dep_ == "pcomp" for prep in prepositions for c in prep.children) else None
