"""Who an actor phrase stands for: its country and PLOVER sector, from nationality words, offices and bodies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Coding:
    """ISO alpha-3 country (or PLOVER supranational code) and PLOVER sector; None where the phrase does not say."""

    country: str | None = None
    sector: str | None = None


def code_actor(phrase: str, on: date | None = None) -> Coding:
    """Code a noun phrase ("nine Pakistani soldiers", "the Foreign Ministry") as of a day."""
    return Coding()
