"""The fetch policy: robots.txt, pauses, and which entries to skip as already fed or too old."""

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
        seen: SeenStore | None = None,
    ) -> None:
        """Entries from before `since`, and those in the seen store `seen`, are skipped."""
        self._web, self._politeness = web, politeness or Politeness()
        self.since, self.seen = since, seen

    def page(self, url: str) -> Response:
        """Return a page that a feed links to.

        Raises:
            FetchError: the page cannot be fetched, or robots.txt forbids it.
        """
        self._politeness.permit(url, self._web)
        return self._web.fetch(url)

    def document(self, url: str, max_bytes: int) -> Response:
        """Return a feed or sitemap, without checking robots.txt; `unchanged` if it was read completely before.

        Raises:
            FetchError: it cannot be fetched.
        """
        self._politeness.wait(url)
        return self._web.fetch(url, max_bytes, self.seen.validators(url) if self.seen else {})
