"""A number given in an article for one count of an event, with its speaker."""

from __future__ import annotations

from typing import Literal

import msgspec

CountSlot = Literal["killed", "injured", "arrested", "displaced", "participants"]


class CountClaim(msgspec.Struct, frozen=True, kw_only=True):
    """One number given by one speaker: "the army said seven", "hospital officials put the toll at nine"."""

    slot: CountSlot
    min: int
    max: int | None
    """Null if the number is open ("at least nine")."""
    text: str
    """The number as written."""
    said_by: str | None
    """The speaker as written; null if the article itself gives the number."""
    field: Literal["title", "text"]
    start: int
    end: int
