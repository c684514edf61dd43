"""Debian's Chromium under Playwright, recording the hosts that it contacts and its errors."""

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
# Playwright's default is five seconds, whatever timeout the page has.
expect.set_options(timeout=PATIENCE_MS)
HIDDEN_FEATURES = (
    *("InitialWebUI", "TabSearchToolbarButton", "WebUIOmniboxAimPopup", "WebUIOmniboxPopup"),
    *("WebUIReloadButton", "WebUITabStrip", "WebUIToolbar", "SpareRendererForSitePerProcess"),
)
"""Parts of Chromium's own interface: invisible pages with a process each, which cost a fifth of the time."""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
    "--in-process-gpu",
    f"--disable-features={','.join(HIDDEN_FEATURES)}",
]


def chromium() -> str | None:
    """Return the path of the browser: DATELINE_TEST_CHROMIUM, or the one on the PATH."""
    return os.environ.get("DATELINE_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Run a headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS, timeout=PATIENCE_MS)
        yield browser
        browser.close()


@dataclass
class Tab:
    """A page of the browser, with the hosts it contacted and the errors it reported."""

    page: Page
    hosts: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    def open(self, url: str) -> Page:
        """Open an address and wait until it is loaded."""
        self.page.goto(url)
        return self.page


STOP_RELOADS = "if (location.pathname === '/health') window.setInterval = () => 0;"
"""The health view reloads every few seconds, which would interrupt a script of a test."""


@contextmanager
def open_tab(browser: Browser, reloads: bool = False, **context: Any) -> Iterator[Tab]:
    """A tab with a separate profile; `context` as Playwright's `new_context` takes it."""
    profile = browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | context))
    if not reloads:
        profile.add_init_script(STOP_RELOADS)
    tab = Tab(profile.new_page())
    tab.page.on("request", lambda request: tab.hosts.add(urlsplit(request.url).hostname or ""))
    tab.page.on("console", lambda said: tab.errors.append(said.text) if said.type in ("error", "warning") else None)
    tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))
    tab.page.set_default_timeout(PATIENCE_MS)
    yield tab
    profile.close()
