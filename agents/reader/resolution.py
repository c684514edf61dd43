"""Which entity each word of an article stands for: names, pronouns and descriptions such as "the army chief"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from agents.reader.page import Page, Passage
from streams.records import Entity, Field


@dataclass(frozen=True, slots=True)
class References:
    """The entities of an article and the words that stand for them."""

    entities: Mapping[str, Entity]
    """By id."""
    words: Mapping[tuple[Field, int], str]
    """The field and offset at which a word starts, to the id of the entity it names or refers to."""

    def entity(self, passage: Passage, token: Token) -> Entity | None:
        """What a token stands for: a word of a name, a resolved pronoun or the head of a description."""
        start, _ = passage.written(token.idx, token.idx + len(token))
        name = self.words.get((passage.field, start))
        return self.entities[name] if name is not None else None


def resolve(page: Page, entities: Sequence[Entity]) -> References:
    """Tie names, third-person pronouns and definite descriptions to the entities of the article."""
    spans = {(m.field, m.start): (m.end, e.id) for e in entities for m in e.mentions}
    words: dict[tuple[Field, int], str] = {}
    for passage in page.passages:
        current: tuple[int, str] | None = None
        for token in passage.doc:
            start, _ = passage.written(token.idx, token.idx + len(token))
            current = spans.get((passage.field, start), current)
            if current and start < current[0]:
                words[passage.field, start] = current[1]
    return References({e.id: e for e in entities}, words)
