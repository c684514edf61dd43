"""What the reader's tests share: the language model, which takes a second to load."""

from __future__ import annotations

import pytest

from agents.reader.text.model import Model
from tests.unit import pages


@pytest.fixture(scope="session")
def model() -> Model:
    """The default model, the same for all that ask for it."""
    return pages.model()
