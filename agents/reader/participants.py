"""Who a noun phrase in an event's sentence is: the phrase as written, the entity behind it, its actor coding."""

from __future__ import annotations

from spacy.tokens import Span

from agents.reader.actors import code_actor
from agents.reader.page import Page, Passage
from agents.reader.resolution import References
from streams.records import Participant


def participant(page: Page, references: References, passage: Passage, span: Span) -> Participant:
    """Describe the participant that a noun phrase or pronoun of `passage.doc` stands for.

    The phrase's head decides: an entity's name, a resolved pronoun or description gives that entity's name,
    label, role and coding; any other noun ("nine Pakistani soldiers") is coded by its own words.
    """
    start, end = passage.place(span)
    text = page.slice(passage.field, start, end)
    entity = references.entity(passage, span.root)
    coding = code_actor(span.text, page.published.date() if page.published else None)
    return Participant(
        text=text,
        name=entity.name if entity else text,
        entity_id=entity.id if entity else None,
        label=entity.label if entity else None,
        role=entity.role if entity else None,
        country=(entity.country if entity else None) or coding.country,
        sector=(entity.sector if entity else None) or coding.sector,
        field=passage.field,
        start=start,
        end=end,
    )
