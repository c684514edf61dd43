"""Where a word stands in an article, as the key by which what it refers to is kept."""

from __future__ import annotations

from collections.abc import Mapping

from agents.reader.text.page import Passage
from agents.reader.text.tree import Token
from streams.records import Field

Words = Mapping[tuple[Field, int], str]
"""The field and offset at which a word starts, to the id of the entity that it stands for."""


def place_of(passage: Passage, token: Token) -> tuple[Field, int]:
    """The field of a token and the offset at which it starts there."""
    return passage.field, passage.offsets[token.idx]
