"""Quantities in the notations of news."""

from __future__ import annotations

from agents.reader.numbers.quantities import find_quantities


def test_a_currency_is_read_with_a_capital_too() -> None:
    assert [q.currency for q in find_quantities("It costs 50 Euro or 60 euro.")] == ["EUR", "EUR"]


def test_letters_that_grow_in_lower_case_move_no_number() -> None:
    text = "In İÇEL and İZMİR, Nine People fell."
    assert [(text[q.start : q.end], q.min) for q in find_quantities(text)] == [("Nine", 9)]
