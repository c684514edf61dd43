"""Debian's Chromium under Playwright, with a watch on what it asks of whom and what it complains of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.support.patience import PATIENCE_SECONDS

PATIENCE_MS = PATIENCE_SECONDS * 1000
# What a page is expected to show has five seconds otherwise, whatever time-out the page has.
expect.set_options(timeout=PATIENCE_MS)
UNSEEN = (
    *("InitialWebUI", "TabSearchToolbarButton", "WebUIOmniboxAimPopup", "WebUIOmniboxPopup"),
    *("WebUIReloadButton", "WebUITabStrip", "WebUIToolbar"),
)
"""Parts of the browser's own window, pages with a process each: nobody sees them, and they take a fifth of the time."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", f"--disable-features={','.join(UNSEEN)}"]


def chromium() -> str | None:
    """The browser's path: that of DATELINE_TEST_CHROMIUM, or the one on the PATH."""
    return os.environ.get("DATELINE_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def running_browser() -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS, timeout=PATIENCE_MS)
        yield browser
        browser.close()


@dataclass
class Tab:
    """A page of the browser and what was seen of it."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def open(self, url: str) -> Page:
        """Go there and wait until it is loaded."""
        self.page.goto(url)
        return self.page


STAY = "if (location.pathname === '/health') window.setInterval = () => 0;"
"""The health view loads itself again every few seconds, which would end a script that looks at it."""


@contextmanager
def open_tab(browser: Browser, reloads: bool = False, **context: Any) -> Iterator[Tab]:
    """A tab with a separate profile; `context` as Playwright's `new_context` takes it."""
    profile = browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | context))
    if not reloads:
        profile.add_init_script(STAY)
    tab = Tab(profile.new_page())
    tab.page.on("request", lambda request: tab.hosts.add(urlsplit(request.url).hostname or ""))
    tab.page.on("console", lambda said: tab.complaints.append(said.text) if said.type in ("error", "warning") else None)
    tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
    tab.page.set_default_timeout(PATIENCE_MS)
    yield tab
    profile.close()
