"""Near misses: words at which a pattern failed in exactly one condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agents.reader.ontology.packs import NONE, Ontology, Pattern
from agents.reader.ontology.patterns import Condition
from agents.reader.syntax.arguments import Arguments, arguments
from agents.reader.syntax.sentences import readable_tokens
from agents.reader.syntax.tree import Doc, Token
from agents.reader.triggers.matching import Topics, match_patterns

MOST = 40
"""Most near misses returned for an article."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A pattern that failed in one condition at a word."""

    trigger: str
    sentence: str
    event_type: str
    pattern: str
    missing: str
    """The condition that failed, as text."""


def near_misses(docs: Sequence[Doc], ontology: Ontology, packs: Sequence[str]) -> list[NearMiss]:
    """Return the near misses of an article for the patterns of `packs` (pack names as in `ontology`).

    Words at which some pattern matches are excluded. At each word only the most specific pattern is returned.
    """
    topics = ontology.topics(docs)
    found: list[NearMiss] = []
    for doc in docs:
        hits, _ = match_patterns(doc, ontology, topics)
        for token in readable_tokens(doc):
            patterns = ontology.patterns.get((token.tag_[:2], token.lemma_), ())
            mine = [p for p in patterns if p.source in packs and p.event_type != NONE]
            if mine and token.i not in hits:
                found += _of_word(token, mine, topics)
    return found[:MOST]


def _of_word(token: Token, patterns: Sequence[Pattern], topics: Topics) -> list[NearMiss]:
    held = arguments(token)
    for pattern in patterns:
        failing = [c for c in pattern.line.conditions if bool(c.fillers(held)) == c.forbids]
        off_topic = bool(pattern.about) and pattern.about.isdisjoint(topics.get(pattern.source, ()))
        if len(failing) + off_topic != 1:
            continue
        missing = _condition(failing[0], held) if failing else f"an article about {' or '.join(sorted(pattern.about))}"
        return [NearMiss(token.text, token.sent.text, pattern.event_type, pattern.id, missing)]
    return []


def _condition(condition: Condition, held: Arguments) -> str:
    """Return a description of a failed condition and of the words found instead."""
    relations = "|".join(condition.relations)
    there = [t.text for relation in condition.relations for t in held.get(relation, ())]
    if condition.forbids:
        return (
            f"{relations} holds {', '.join(repr(t.text) for t in condition.fillers(held))}, which the pattern forbids"
        )
    if not there:
        return f"the word has no {relations}"
    return f"{relations} holds {', '.join(map(repr, there))}, which the pattern does not list"
