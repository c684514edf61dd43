"""What a column of a flat table is: its name, its type, and how it is filled from an event, or why it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from streams.contract.records import Event

Kind = Literal["text", "integer", "number", "date"]
Value = str | int | float | date | None
SEPARATOR = "; "
"""Between the values of one cell, as in POLECAT; a semicolon inside a value is written as a comma."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `meaning` says what is in it, or where `of` is None why it is always null."""

    name: str
    kind: Kind
    meaning: str
    of: Callable[[Event], Value] | None = None


class TableColumn(Protocol):
    """What a file states about a column, independent of the source of its rows."""

    @property
    def name(self) -> str:
        """Its heading."""

    @property
    def kind(self) -> Kind:
        """Its type."""

    @property
    def meaning(self) -> str:
        """What is in it."""

    @property
    def of(self) -> object:
        """What fills it; None where nothing does."""


def filled_from(column: TableColumn) -> str:
    """The description of the column for readers of the table."""
    return column.meaning if column.of else f"null: {column.meaning}"


def row(columns: Sequence[Column], event: Event) -> list[Value]:
    """The event as one row of a table."""
    return [column.of(event) if column.of else None for column in columns]


def joined(values: Iterable[str | None]) -> str | None:
    """The values in one cell, each once, in their order; null where there are none."""
    found = dict.fromkeys(value.replace(";", ",") for value in values if value)
    return SEPARATOR.join(found) or None


def day(value: str | None) -> date | None:
    """The day of a TIMEX3 value or an RFC 3339 moment; null where it is not given to the day."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:10]) if value[4:5] == "-" and value[7:8] == "-" else None
    except ValueError:
        return None
