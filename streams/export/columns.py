"""Columns of flat tables: name, type, and a function from an event, or the reason why the column is always null."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from streams.contract.records import Event

Kind = Literal["text", "integer", "number", "date"]
Value = str | int | float | date | None
SEPARATOR = "; "
"""Separator of the values of one cell, as in POLECAT; a semicolon inside a value becomes a comma."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `meaning` describes it, or, if `of` is None, says why it is always null."""

    name: str
    kind: Kind
    meaning: str
    of: Callable[[Event], Value] | None = None


class TableColumn(Protocol):
    """The properties of a column, independent of the source of its rows."""

    @property
    def name(self) -> str:
        """Name of the column."""

    @property
    def kind(self) -> Kind:
        """Type of its values."""

    @property
    def meaning(self) -> str:
        """Description of its values."""

    @property
    def of(self) -> object:
        """Function from an event to the value; None if it is always null."""


def column_description(column: TableColumn) -> str:
    """Return the description of the column for readers of the table."""
    return column.meaning if column.of else f"null: {column.meaning}"


def row(columns: Sequence[Column], event: Event) -> list[Value]:
    """Return the event as one row of a table."""
    return [column.of(event) if column.of else None for column in columns]


def joined(values: Iterable[str | None]) -> str | None:
    """Return the values as one cell, each once, in their order; None if there are none."""
    found = dict.fromkeys(value.replace(";", ",") for value in values if value)
    return SEPARATOR.join(found) or None


def day(value: str | None) -> date | None:
    """Return the day of a TIMEX3 value or an RFC 3339 time; None if the value does not give a day."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:10]) if value[4:5] == "-" and value[7:8] == "-" else None
    except ValueError:
        return None
