"""Event nouns with a victim, and who the victim is: "the editor's arrest", "the killing of a nurse"."""

from __future__ import annotations

from agents.reader.actors.actor_coding import OFFICIAL, code_actor
from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clause_argument import ClauseArgument
from agents.reader.syntax.clauses import child
from agents.reader.syntax.complements import complements
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "act_nouns.toml")
VICTIM_POSSESSOR = _DATA.words("victim_possessor")
ACT_NOUNS = VICTIM_POSSESSOR | _DATA.words("agent_possessor")
TARGETS = _DATA.words("target_modifiers")
"""Nouns that name the target when they modify an event noun ("a hospital bombing")."""
ARMED = frozenset({"REB", "PRM", "UAF", "CRM"})
COUNTRY_LABELS = frozenset({"GPE", "NORP"})
OF = frozenset({"of"})


def is_act_noun(noun: Token) -> bool:
    """Return whether a noun is an act with a victim, which its "of" or "on" phrase names."""
    return noun.lemma_ in ACT_NOUNS


def victim_of(noun: Token) -> ClauseArgument | None:
    """Return the victim of an event noun named by a possessive or by a person's name before it; None if neither does.

    The editor is the victim in "the editor's arrest"; the possessor is the agent in "Russia's arrest of an editor",
    "the army's killing of two men" and "a police killing".
    """
    if noun.lemma_ not in VICTIM_POSSESSOR or complements(noun, OF):
        return None
    owner = child(noun, "poss") or next((c for c in noun.children if c.i < noun.i and c.ent_type_ == "PERSON"), None)
    if owner is None or owner.ent_type_ in COUNTRY_LABELS or code_actor(owner.text).sector in OFFICIAL | ARMED:
        return None
    return ClauseArgument(owner, f"possessor of the {noun.lower_!r}")


def target_of(noun: Token) -> ClauseArgument | None:
    """Return the building or vehicle before an event noun that is its target ("a hospital bombing")."""
    for c in noun.children:
        if is_act_noun(noun) and c.i < noun.i and c.dep_ in ("compound", "nmod") and c.lemma_.lower() in TARGETS:
            return ClauseArgument(c, f"target named before {noun.lower_!r}")
    return None
