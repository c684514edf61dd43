"""Fixtures for the reader's tests: the language model, which takes a second to load."""

from __future__ import annotations

import pytest

from agents.reader.spacy_model.model import SpacyModel
from tests.unit.support import article_texts


@pytest.fixture(scope="session")
def model() -> SpacyModel:
    """Return the default model, shared by all tests."""
    return article_texts.model()
