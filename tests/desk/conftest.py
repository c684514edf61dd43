"""The browser fixture. Without a browser the tests are skipped, and the summary reports it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.desk.browser import chromium, running_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium."""
    if chromium() is None:
        pytest.skip(
            "NO BROWSER: the desk's page is not tested; apt-get install chromium, or DATELINE_TEST_CHROMIUM=path"
        )
    with running_browser() as started:
        yield started
