"""Politeness towards web sites: robots.txt, and pauses between requests to one site."""

from __future__ import annotations

import time
from collections.abc import Callable
from time import monotonic
from typing import Any

from streams.contract.errors import Misconfigured
from streams.ingest.web.http_client import USER_AGENT, FetchError, HttpClient, checked_address

ROBOTS_SECONDS = 24 * 60 * 60.0
"""Seconds for which a robots.txt is cached."""
ROBOTS_BYTES = 512 * 1024
LONGEST_PAUSE_SECONDS = 60.0
"""Maximum pause in seconds, even if a site asks for a longer one."""
MOST_SITES = 500
"""Maximum number of sites whose rules are cached."""
AGENT = USER_AGENT.partition(" ")[0]


class Politeness:
    """Stores the time of the last request to each site, and its robots.txt."""

    def __init__(
        self, pause: float = 0.0, *, robots: bool = False, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """`pause` is the time between two requests to a site, in seconds; with `robots` its robots.txt is obeyed."""
        self._pause, self._robots, self._sleep = pause, robots, sleep
        self._asked: dict[str, float] = {}
        self._rules: dict[str, tuple[float, Any]] = {}

    def permit(self, url: str, web: HttpClient) -> None:
        """Wait until a page may be fetched.

        Raises:
            FetchError: robots.txt forbids it, or cannot be read at the moment.
            Misconfigured: robots.txt is to be obeyed, and protego is not installed.
        """
        rules = self._rules_of(url, web) if self._robots else None
        if rules is not None and not rules.can_fetch(url, AGENT):
            raise FetchError("forbidden by robots.txt")
        self.wait(url, (rules and rules.crawl_delay(AGENT)) or 0.0)

    def wait(self, url: str, delay: float = 0.0) -> None:
        """Wait until the pause since the last request to the site is over, or a longer delay that it asks for.

        Raises:
            FetchError: it is not an address.
        """
        site = checked_address(url).netloc
        if site in self._asked:
            rest = self._asked[site] + min(max(self._pause, delay), LONGEST_PAUSE_SECONDS) - monotonic()
            if rest > 0:
                self._sleep(rest)
        self._asked.pop(site, None)
        if len(self._asked) >= MOST_SITES:
            self._asked.pop(next(iter(self._asked)))
        self._asked[site] = monotonic()

    def _rules_of(self, url: str, web: HttpClient) -> Any:
        """Return the rules of the site's robots.txt; None if there is none."""
        parts = checked_address(url)
        site = f"{parts.scheme}://{parts.netloc}"
        read, rules = self._rules.get(site, (-ROBOTS_SECONDS, None))
        if monotonic() - read < ROBOTS_SECONDS:
            return rules
        try:
            from protego import Protego
        except ImportError as error:
            raise Misconfigured("robots.txt needs an extra: pip install 'dateline[feeds]', or --no-robots") from error
        try:
            rules = Protego.parse(web.fetch(f"{site}/robots.txt", ROBOTS_BYTES).body.decode("utf-8", "replace"))
        except FetchError as error:
            if error.again:
                raise FetchError(f"its robots.txt cannot be read: {error}", again=True) from error
            rules = None
        if len(self._rules) >= MOST_SITES:
            self._rules.pop(next(iter(self._rules)))
        self._rules[site] = (monotonic(), rules)
        return rules
