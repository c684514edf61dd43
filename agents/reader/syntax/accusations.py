"""Verbs of accusation, with the accused and the act: "accused the ship of ramming a boat"."""

from __future__ import annotations

from typing import NamedTuple

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.tree import Token

BLAMING = data_file(__file__, "clauses.toml").words("blaming")


class Accusation(NamedTuple):
    """The accused and the gerund that names the act."""

    accused: Token
    act: Token


def accusation(verb: Token) -> Accusation | None:
    """Return the accusation that a verb makes with an object and, after "of" or "for", a gerund; None if it makes none.

    A date may be in between, with the preposition attached to it: "accused the junta on Friday of bombing a village".
    """
    if verb.lemma_ not in BLAMING:
        return None
    accused = next((c for c in verb.children if c.dep_ == "dobj" and c.tag_.startswith(("NN", "PRP"))), None)
    if accused is None:
        return None
    days = (t for c in verb.children if c.dep_ == "prep" for t in c.children if t.ent_type_ in ("DATE", "TIME"))
    prepositions = (c for holder in (verb, accused, *days) for c in holder.children if c.dep_ == "prep")
    acts = (c for prep in prepositions for c in prep.children if c.dep_ == "pcomp")
    act = next(acts, None)
    return Accusation(accused, act) if act is not None else None


def blamed_for(gerund: Token) -> Token | None:
    """Return the party that the verb above a gerund accuses of it; None if there is none."""
    above = gerund.head
    while not above.tag_.startswith("VB") and above.head is not above:
        above = above.head
    found = accusation(above)
    return found.accused if found is not None and found.act is gerund else None
