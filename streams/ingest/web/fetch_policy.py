"""How web sites are read: robots.txt and pauses, what is known already, what is too old."""

from __future__ import annotations

from datetime import datetime

from streams.ingest.web.http_client import HttpClient, Response
from streams.ingest.web.politeness import Politeness
from streams.ingest.web.seen_store import SeenStore


class FetchPolicy:
    """How one source on the web is read."""

    def __init__(
        self,
        web: HttpClient,
        politeness: Politeness | None = None,
        *,
        since: datetime | None = None,
        position: SeenStore | None = None,
    ) -> None:
        """What was published or changed before `since` is left out, and what the position knows."""
        self._web, self._politeness = web, politeness or Politeness()
        self.since, self.position = since, position

    def page(self, url: str) -> Response:
        """A page that a feed leads to.

        Raises:
            FetchError: it cannot be fetched, or the site's robots.txt forbids it.
        """
        self._politeness.permit(url, self._web)
        return self._web.fetch(url)

    def document(self, url: str, max_bytes: int) -> Response:
        """A feed or a sitemap, which is meant to be fetched; `unchanged` since it was last read to its end.

        Raises:
            FetchError: it cannot be fetched.
        """
        self._politeness.wait(url)
        return self._web.fetch(url, max_bytes, self.position.validators(url) if self.position else {})
