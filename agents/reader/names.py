"""Who and what is named in an article: one entity a thing, with all its mentions."""

from __future__ import annotations

from agents.reader.page import Page
from streams.records import Entity, Mention

LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "PRODUCT", "LAW", "WORK_OF_ART"})
"""OntoNotes labels that are things; the others are numbers and times."""


def find_entities(page: Page) -> list[Entity]:
    """The entities of an article in order of first mention."""
    found: dict[tuple[str, str], list[Mention]] = {}
    for passage in page.passages:
        for span in passage.doc.ents:
            if span.label_ in LABELS:
                start, end = passage.place(span)
                mention = Mention(
                    field=passage.field, start=start, end=end, text=page.slice(passage.field, start, end)
                )
                found.setdefault((span.text, span.label_), []).append(mention)
    return [
        Entity(id=f"e{n}", name=name, label=label, mentions=mentions)
        for n, ((name, label), mentions) in enumerate(found.items(), 1)
    ]
