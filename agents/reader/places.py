"""Where an article's toponyms are on the map."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader.page import Page
from streams.records import Entity, Place


def find_places(page: Page, entities: Sequence[Entity]) -> list[Place]:
    """The toponyms of an article, resolved with the article as context, in order."""
    return []
