"""The fetch policy: robots.txt and pauses, what was fed before, what is too old."""

from __future__ import annotations

from datetime import datetime

from streams.ingest.web.http_client import HttpClient, Response
from streams.ingest.web.politeness import Politeness
from streams.ingest.web.seen_store import SeenStore


class FetchPolicy:
    """The fetch policy of one source on the web."""

    def __init__(
        self,
        web: HttpClient,
        politeness: Politeness | None = None,
        *,
        since: datetime | None = None,
        position: SeenStore | None = None,
    ) -> None:
        """Entries from before `since`, and those that `position` knows, are left out."""
        self._web, self._politeness = web, politeness or Politeness()
        self.since, self.position = since, position

    def page(self, url: str) -> Response:
        """Return a page that a feed links to.

        Raises:
            FetchError: it cannot be fetched, or the site's robots.txt forbids it.
        """
        self._politeness.permit(url, self._web)
        return self._web.fetch(url)

    def document(self, url: str, max_bytes: int) -> Response:
        """Return a feed or a sitemap, without robots.txt; `unchanged` since it was last read to its end.

        Raises:
            FetchError: it cannot be fetched.
        """
        self._politeness.wait(url)
        return self._web.fetch(url, max_bytes, self.position.validators(url) if self.position else {})
