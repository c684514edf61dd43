"""A phrase that fills a place in a clause, and the grammatical relation by which it does."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from agents.reader.syntax.tree import Token


class Relation(StrEnum):
    """The relations that code compares. Each value is the text that describes the relation in a reason."""

    OBJECT = "object"
    PASSIVE_SUBJECT = "subject of the passive"
    COMPLEMENT_SUBJECT = "subject of the complement"
    AFTER_AGAINST = "after 'against'"
    AFTER_AT = "after 'at'"
    AFTER_FOR = "after 'for'"
    AFTER_IN = "after 'in'"
    AFTER_INTO = "after 'into'"
    AFTER_OF = "after 'of'"
    AFTER_TO = "after 'to'"
    OTHER = "other"
    """Any other relation; its text is in `ClauseArgument.how` alone."""


_BY_TEXT = {str(relation): relation for relation in Relation}


class ClauseArgument(NamedTuple):
    """A token that fills a place in a clause."""

    token: Token
    how: str
    """The construction, as text for reasons."""
    relation: Relation = Relation.OTHER
    direct: bool = True
    """Whether the token stands in the relation to the word that was asked about, and not to one below or beside it."""

    def of(self, word: Token) -> ClauseArgument:
        """Return this argument of `word` as an argument of the word that governs it ("after 'to' of 'send'")."""
        return self._replace(how=f"{self.how} of {word.lower_!r}", direct=False)


def argument(token: Token, relation: Relation) -> ClauseArgument:
    """Return the token in this relation, described by the relation's own text."""
    return ClauseArgument(token, str(relation), relation)


def after_preposition(token: Token, preposition: str) -> ClauseArgument:
    """Return the object of a preposition (lower case)."""
    how = f"after {preposition!r}"
    return ClauseArgument(token, how, _BY_TEXT.get(how, Relation.OTHER))
