"""Details of an event besides people, place and time."""

from __future__ import annotations

from typing import Literal

import msgspec


class Detail(msgspec.Struct, frozen=True, kw_only=True):
    """A detail of an event (an amount, a percentage, a score, a post, a product …) and where it is in the article."""

    name: str
    """`amount`, `percentage`, `quantity`, `score`, or what the type calls it: `post`, `product`, `measure` …"""
    text: str
    """The detail as written."""
    values: list[float]
    """The number in full units; the two numbers of a score; empty for a phrase."""
    unit: str | None
    """ISO 4217 code of an amount, `percent`, or the unit of a quantity."""
    field: Literal["title", "text"]
    start: int
    end: int
