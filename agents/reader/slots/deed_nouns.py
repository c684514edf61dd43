"""Nouns for what is done to somebody, and who suffers it: "the editor's arrest", "the killing of a nurse"."""

from __future__ import annotations

from agents.reader.actors.actor_coding import OFFICIAL, code_actor
from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import ClauseArgument, child, complements
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "deed_nouns.toml")
SUFFERED = _DATA.words("done_to_their_owner")
DEEDS = SUFFERED | _DATA.words("done_by_their_owner")
ARMED = frozenset({"REB", "PRM", "UAF", "CRM"})
DOERS = frozenset({"GPE", "NORP"})
OF = frozenset({"of"})


def is_deed(noun: Token) -> bool:
    """Whether a noun says what is done to somebody: whom it is "of" or "on" is the victim."""
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
