"""Objects of the prepositions that depend on a word."""

from __future__ import annotations

from agents.reader.syntax.clause_argument import ClauseArgument, after_preposition
from agents.reader.syntax.clauses import child
from agents.reader.syntax.tree import Token


def complements(token: Token, prepositions: frozenset[str]) -> list[ClauseArgument]:
    """Return the objects of those of the given prepositions that depend directly on a token."""
    found = []
    for c in token.children:
        if c.dep_ in ("prep", "dative", "agent") and c.lower_ in prepositions:
            obj = child(c, "pobj")
            if obj is not None:
                found.append(after_preposition(obj, c.lower_))
    return found


def is_semicolon_clause(clause: Token) -> bool:
    """Return whether a semicolon separates a clause from its governor ("He was held; he was charged")."""
    verb = clause.head
    return clause.dep_ == "ccomp" and clause.i < verb.i and any(c.text == ";" for c in verb.children if c.i > clause.i)
