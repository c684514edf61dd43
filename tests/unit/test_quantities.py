"""Quantities: amounts of money and things as news writes them."""

from __future__ import annotations

from agents.reader.numbers.quantities import find_quantities


def test_a_currency_is_read_with_a_capital_too() -> None:
    assert [q.currency for q in find_quantities("It costs 50 Euro or 60 euro.")] == ["EUR", "EUR"]
