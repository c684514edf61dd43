"""Word shapes are judged as spaCy judges them."""

from __future__ import annotations

import pytest

from agents.reader.syntax.word_shapes import is_like_number, is_punctuation, no_vectors


@pytest.mark.parametrize(("word", "expected"), [("—", True), ("...", True), ("a.", False), ("$", False)])
def test_punctuation(word: str, expected: bool) -> None:
    assert is_punctuation(word) is expected


@pytest.mark.parametrize(("word", "expected"), [("seven", True), ("1,200", True), ("7/8", True), ("sevens", False)])
def test_numbers(word: str, expected: bool) -> None:
    assert is_like_number(word) is expected


def test_a_text_without_vectors_has_none() -> None:
    assert no_vectors().shape == (0, 0)
