"""The entity that each word of an article refers to: names, pronouns and descriptions ("the army chief")."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.reader.coreference.descriptions import Words, resolve_descriptions
from agents.reader.coreference.pronouns import resolve_pronouns
from agents.reader.entities import affiliations
from agents.reader.syntax.tree import Token
from agents.reader.text.article_text import ArticleText
from streams.contract.records import Entity


@dataclass(frozen=True, slots=True)
class References:
    """The entities of an article and the words that refer to them."""

    entities: Mapping[str, Entity]
    """Id to entity."""
    words: Words
    """Token to the id of the entity that it names or refers to."""
    home: str | None
    """The country that the article is about, or None if none predominates; "the army" is that country's."""

    def entity(self, token: Token) -> Entity | None:
        """Return the entity of a word of a name, a resolved pronoun or the head of a description; else None."""
        name = self.words.get(token)
        return self.entities[name] if name is not None else None


def resolve_references(article_text: ArticleText, entities: Sequence[Entity]) -> References:
    """Return the references of an article: its names, third-person pronouns and definite descriptions."""
    words = _named(article_text, entities)
    words = {**resolve_descriptions(article_text, entities, words), **words}
    words = {**resolve_pronouns(article_text, entities, words), **words}
    return References({e.id: e for e in entities}, words, affiliations.home_country(article_text, entities))


def _named(article_text: ArticleText, entities: Sequence[Entity]) -> Words:
    """Return the tokens of the entities' mentions."""
    words: dict[Token, str] = {}
    order = sorted(article_text.passages, key=lambda p: (p.field, p.offsets[0]))
    starts = [(p.field, p.offsets[0]) for p in order]
    for entity in entities:
        for mention in entity.mentions:
            passage = order[bisect_right(starts, (mention.field, mention.start)) - 1]
            start = bisect_left(passage.offsets, mention.start)
            end = bisect_left(passage.offsets, mention.end)
            span = passage.doc.span_at(start, end)
            words.update(dict.fromkeys(span or (), entity.id))
    return words
