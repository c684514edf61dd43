"""Training separates separable data, ignores rows without weight, and uses valid sentences."""

from __future__ import annotations

import numpy as np
import pytest

from agents.build import train_classifier
from agents.build.train_classifier import Examples, fit, probabilities


@pytest.fixture(autouse=True)
def few_buckets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use tables of a few rows instead of tens of thousands."""
    monkeypatch.setattr(train_classifier, "BUCKETS", 8)


def made(labels: list[int], weights: list[float]) -> Examples:
    """Return examples whose vectors identify the even labels and whose words identify the odd ones."""
    count = len(labels)
    vectors = np.zeros((count, 2), np.float32)
    vectors[:, 0] = [1.0 if label == 0 else -1.0 for label in labels]
    words = [[label + 1, 7] for label in labels]
    folds = np.arange(count) % 2
    return Examples(vectors, words, np.array(labels), np.array(weights, np.float32), folds)


def test_the_fit_separates_types_by_vector_and_by_word() -> None:
    data = made([0, 1, 2] * 4, [1.0] * 12)
    first = data.folds == 0
    guess = probabilities(data, ~first, fit(data, first, 3))
    assert guess.argmax(axis=1).tolist() == data.labels[~first].tolist()
    assert np.allclose(guess.sum(axis=1), 1.0, atol=1e-5)


def test_the_same_data_give_the_same_weights() -> None:
    data = made([0, 1] * 3, [1.0] * 6)
    every = np.ones(6, dtype=np.bool_)
    assert all(np.array_equal(a, b) for a, b in zip(fit(data, every, 2), fit(data, every, 2), strict=True))


def test_a_row_without_weight_has_no_effect() -> None:
    labels, every = [0, 0, 1, 1], np.ones(4, dtype=np.bool_)
    with_noise = fit(made([*labels, 1], [1.0] * 4 + [0.0]), np.ones(5, dtype=np.bool_), 2)
    without = fit(made(labels, [1.0] * 4), every, 2)
    assert all(np.allclose(a, b, atol=1e-4) for a, b in zip(with_noise, without, strict=True))


def test_every_labelled_sentence_contains_its_trigger() -> None:
    rows = train_classifier.rows()
    assert rows
    assert [row["text"] for row in rows if row.get("trigger") and row["trigger"] not in row["text"]] == []
