"""Nouns for what is done to somebody, and who suffers it: "the editor's arrest", "the killing of a nurse"."""

from __future__ import annotations

from agents.reader.actors.actor_coding import OFFICIAL, code_actor
from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clause_argument import ClauseArgument
from agents.reader.syntax.clauses import child
from agents.reader.syntax.complements import complements
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "deed_nouns.toml")
SUFFERED = _DATA.words("done_to_their_owner")
DEEDS = SUFFERED | _DATA.words("done_by_their_owner")
TARGETS = _DATA.words("hit_in_front")
"""Words for what is hit, where they stand in front of a deed's noun."""
ARMED = frozenset({"REB", "PRM", "UAF", "CRM"})
DOERS = frozenset({"GPE", "NORP"})
OF = frozenset({"of"})


def is_deed(noun: Token) -> bool:
    """Return whether a noun says what is done to somebody: whom it is "of" or "on" is the victim."""
    return noun.lemma_ in DEEDS


def victim_of(noun: Token) -> ClauseArgument | None:
    """Who suffers a deed, where a possessive or a person's name in front of its noun says so.

    "The editor's arrest" is done to the editor; "Russia's arrest of an editor", "the army's killing of two men" and
    "a police killing" are done by their owners.
    """
    if noun.lemma_ not in SUFFERED or complements(noun, OF):
        return None
    owner = child(noun, "poss") or next((c for c in noun.children if c.i < noun.i and c.ent_type_ == "PERSON"), None)
    if owner is None or owner.ent_type_ in DOERS or code_actor(owner.text).sector in OFFICIAL | ARMED:
        return None
    return ClauseArgument(owner, f"whose {noun.lower_!r} it is")


def target_of(noun: Token) -> ClauseArgument | None:
    """ "A hospital bombing", "the school shooting": the building or vehicle in front of a deed's noun that is hit."""
    for c in noun.children:
        if is_deed(noun) and c.i < noun.i and c.dep_ in ("compound", "nmod") and c.lemma_.lower() in TARGETS:
            return ClauseArgument(c, f"hit in the {noun.lower_!r}")
    return None
