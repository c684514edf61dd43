"""How many: numbers of people and sums of money, tied to the noun they count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agents.reader.page import Page
from streams.records import Field

Kind = Literal["killed", "injured", "arrested", "displaced", "participants", "people", "money"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated number: what it counts, as a closed range, and where it stands."""

    kind: Kind
    """`people` where the text counts people and says nothing of what became of them."""
    min: int
    max: int | None
    """None where the text leaves it open ("at least nine", "dozens")."""
    passage: int
    """Index into `page.passages`."""
    token: int
    """Index of the head noun counted ("soldiers") in the passage's Doc, or of the number where no noun follows."""
    governor: int | None
    """Index of the verb or event noun that says what became of them ("killed", "deaths"), if any."""
    total: bool
    """A revision or running total ("bringing the toll to 40"), not this event's own count."""
    field: Field
    start: int
    end: int
    text: str


def find_counts(page: Page) -> list[Figure]:
    """The counts of people and sums of money in an article, in order."""
    return []
