"""Arguments of a verb or noun, with their grammatical relation."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from agents.reader.syntax.tree import Token


class Relation(StrEnum):
    """Relations that code compares. The value of each is the text that describes it in a reason."""

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
    """Any other relation, described by `ClauseArgument.how` only."""


_BY_TEXT = {str(relation): relation for relation in Relation}


class ClauseArgument(NamedTuple):
    """A token that is an argument of a verb or noun."""

    token: Token
    how: str
    """The construction, as text for reasons."""
    relation: Relation = Relation.OTHER
    direct: bool = True
    """Whether it is an argument of the given word itself, rather than of another word in its clause."""

    def of(self, word: Token) -> ClauseArgument:
        """Return this argument of `word` as an argument of the governor of `word` ("after 'to' of 'send'")."""
        return self._replace(how=f"{self.how} of {word.lower_!r}", direct=False)


def argument(token: Token, relation: Relation) -> ClauseArgument:
    """Return the token as an argument with this relation and its description."""
    return ClauseArgument(token, str(relation), relation)


def after_preposition(token: Token, preposition: str) -> ClauseArgument:
    """Return the token as the object of a preposition, given in lower case."""
    how = f"after {preposition!r}"
    return ClauseArgument(token, how, _BY_TEXT.get(how, Relation.OTHER))
