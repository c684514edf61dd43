"""Screenshots of the five views for the docs: `python -m tests.desk.screenshots`, or `make screenshots`.

Runs `dateline demo`, and takes each view in light and dark at the widths of a desktop and a phone.
"""

from __future__ import annotations

import base64
import json
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.desk.browser import open_tab, running_browser

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "deploy/desk"
SIZES = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 390, "height": 844}}
QUALITY = 70


@contextmanager
def demo() -> Iterator[str]:
    """Yield the address of a demo's live page, once it has read its sample articles."""
    command = [str(Path(sys.executable).with_name("dateline")), "demo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout is not None
        url = ""
        for line in process.stdout:
            if found := re.search(r"live page\s+(http://\S+)", line):
                url = found[1]
            if "Ctrl-C stops" in line:
                break
        try:
            yield url
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)


def views(url: str) -> dict[str, str]:
    """Return addresses by view: an event with many slots, its article, a happening with many reports."""

    def ask(path: str) -> Any:
        with urllib.request.urlopen(url + path, timeout=30) as answer:
            return json.load(answer)["items"]

    events = [item["event"] for item in ask("/api/events?limit=200&type=ASSAULT")]
    event = max(events, key=lambda e: (bool(e["location"]), len(e["magnitude"]), len(e["actors"]), e["confidence"]))
    happenings = [item["happening"] for item in ask("/api/happenings?limit=200")]
    found = {
        "now": "/",
        "event": f"/events/{event['event_id']}",
        "article": f"/articles/{event['article_id']}",
        "health": "/health",
    }
    if happenings:
        largest = max(happenings, key=lambda happening: (len(happening["claims"]), happening["articles"]))
        found["happening"] = f"/happenings/{largest['happening_id']}"
    return found


def take(page: Page, path: Path) -> None:
    """Write a screenshot of the window."""
    session = page.context.new_cdp_session(page)
    taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    path.write_bytes(base64.b64decode(taken["data"]))


def take_all(browser: Browser, url: str) -> None:
    """Take every view in every size and colour scheme."""
    for name, path in views(url).items():
        for size, viewport in SIZES.items():
            for scheme in ("light", "dark"):
                with open_tab(browser, viewport=viewport, color_scheme=scheme) as tab:
                    page = tab.open(url + path)
                    if name == "now":
                        expect(page.locator("#map .pin").first).to_be_attached()
                    if name in ("event", "article"):
                        while page.locator("details.dropped").count() == 0:
                            page.reload()
                    take(page, FOLDER / f"{name}-{size}-{scheme}.webp")


def main() -> None:
    """Take all screenshots."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo() as url, running_browser() as browser:
        take_all(browser, url)


if __name__ == "__main__":
    main()
