"""Who and what is named in an article: one entity a thing, with all its mentions."""

from __future__ import annotations

from agents.reader.mentions import find_mentions
from agents.reader.page import Page
from streams.records import Entity, Mention


def find_entities(page: Page) -> list[Entity]:
    """The entities of an article in order of first mention."""
    found: dict[tuple[str, str], list[Mention]] = {}
    for named in find_mentions(page):
        found.setdefault((named.text, named.label), []).append(named.mention())
    return [
        Entity(id=f"e{n}", name=name, label=label, mentions=mentions)
        for n, ((name, label), mentions) in enumerate(found.items(), 1)
    ]
