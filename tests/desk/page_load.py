"""Load time of the live page over a large store: `python -m tests.desk.page_load`, or `make page-load`.

The store holds 100,000 events, and each visit uses an empty cache and profile. Prints the median over the visits, in
milliseconds after the start of the navigation, of: first byte, first paint, load event, and when the newest events,
the days, the pins of the map and the choices of the filters are drawn.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from streams.desk.result_cache import KEPT_SECONDS
from tests.desk.browser import open_tab, running_browser
from tests.desk.load import fill
from tests.desk.local_desk import LocalDesk

DRAWN = {
    "events drawn": "#cards .card",
    "days drawn": "#days .day",
    "pins drawn": "#map .pin",
    "choices filled": "select[name=source] option:nth-child(2)",
}
"""What is drawn once the element exists."""
WATCH = """
const waiting = new Map(Object.entries(%s));
const look = () => {
  for (const [name, selector] of waiting)
    if (document.querySelector(selector)) { performance.mark(name); waiting.delete(name); }
  if (waiting.size) requestAnimationFrame(look);
};
addEventListener("DOMContentLoaded", look);
"""
TIMES = """() => {
  const navigation = performance.getEntriesByType("navigation")[0];
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  const marks = performance.getEntriesByType("mark").map((mark) => [mark.name, mark.startTime]);
  return {
    "first byte": navigation.responseStart,
    "first paint": paint?.startTime ?? 0,
    "load event": navigation.loadEventEnd,
    ...Object.fromEntries(marks),
  };
}"""


def visit(browser: Browser, url: str) -> dict[str, float]:
    """Load the page with an empty cache; return milliseconds by step."""
    with open_tab(browser) as tab:
        tab.page.add_init_script(WATCH % json.dumps(DRAWN))
        page = tab.open(url)
        for selector in DRAWN.values():
            page.locator(selector).first.wait_for(state="attached")
        while len(times := page.evaluate(TIMES)) < 3 + len(DRAWN):
            page.wait_for_timeout(20)
        return times  # type: ignore[no-any-return]


def measure(articles: int, visits: int) -> dict[str, float]:
    """Return the medians over the visits, without a first visit that warms up the browser."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.sqlite"
        fill(path, articles)
        with LocalDesk(path) as desk, running_browser() as browser:
            taken = []
            for _ in range(visits + 1):
                taken.append(visit(browser, desk.url))
                # The server must not keep a response from one visit to the next.
                time.sleep(KEPT_SECONDS)
    return {name: statistics.median(times[name] for times in taken[1:]) for name in taken[0]}


def main() -> None:
    """Parse the options and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000, help="two events each")
    parser.add_argument("--visits", type=int, default=5)
    options = parser.parse_args()
    for name, milliseconds in measure(options.articles, options.visits).items():
        print(f"{name:15} {milliseconds:6,.0f} ms")
    print(f"load average    {os.getloadavg()[0]:6.1f}")


if __name__ == "__main__":
    main()
