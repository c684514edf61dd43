"""A number that an article gives for one count of an event, with who says so."""

from __future__ import annotations

from typing import Literal

import msgspec

CountSlot = Literal["killed", "injured", "arrested", "displaced", "participants"]


class CountClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One number of one sayer: "the army said seven", "hospital officials put the toll at nine"."""

    slot: CountSlot
    min: int
    max: int | None
    """Null where it is left open ("at least nine")."""
    text: str
    """As written."""
    said_by: str | None
    """Who says so, as written; null where the article itself does."""
    field: Literal["title", "text"]
    start: int
    end: int
