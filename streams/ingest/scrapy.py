"""A Scrapy item pipeline that publishes items; an item is done when the broker has confirmed it.

Enable it with `ITEM_PIPELINES = {"streams.ingest.scrapy.Publish": 300}`. Dateline's settings are taken from Scrapy's
settings (`DATELINE_BROKER` …), else from the environment; `DATELINE_MAP` is the field map of items, as `--map`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from streams.contract.errors import Transient, Unreadable
from streams.contract.topics import RAW
from streams.ingest.extract.field_map import Fields, mapped_record, parse_fields
from streams.ingest.extract.web_page import WebPageError, page_article
from streams.ingest.formats.jsonl import found_article
from streams.ingest.publisher import encoded
from streams.kafka.sync_producer import SyncProducer
from streams.ops.settings import Settings, load

HTML = "html"
"""Field of an item with the HTML page, used if the item has no text."""


class Publish:
    """Publishes items; an item with neither text nor page becomes a dead letter."""

    def __init__(self, crawler: Crawler, settings: Settings, fields: Fields) -> None:
        self._crawler, self._settings, self._fields = crawler, settings, fields
        self._sender: SyncProducer | None = None
        # Pages are parsed and articles sent in one thread, so that the crawl continues.
        self._thread = ThreadPoolExecutor(1, "dateline")
        self._failed = False
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the pipeline from the settings of a crawler.

        Raises:
            Misconfigured: a setting is wrong.
        """
        given = {name: crawler.settings.get(f"DATELINE_{name.upper()}") for name in Settings.model_fields}
        spec = crawler.settings.get("DATELINE_MAP")
        return cls(crawler, load(**given), parse_fields(spec) if spec else {})

    async def open_spider(self) -> None:
        """Connect to the broker.

        Raises:
            Misconfigured: the topic does not exist.
            Transient: no broker answers.
        """
        self._sender = await self._apart(lambda: SyncProducer(self._settings, self._settings.topic(RAW)))

    async def process_item(self, item: Any) -> Any:
        """Publish the article of an item; return the item when it is confirmed.

        Raises:
            DropItem: the article cannot be published.
            Transient: it was not confirmed within `DATELINE_PUBLISH_TIMEOUT_SECONDS`; the spider is closed, because
                further items would be lost.
        """
        try:
            record = ItemAdapter(item).asdict()
            await self._apart(lambda: self._publish(record))
        except Unreadable as error:
            raise DropItem(error.message) from error
        except Transient:
            self._count("failed")
            if not self._failed and self._crawler.engine:
                self._failed = True
                self._closing = asyncio.create_task(self._crawler.engine.close_spider_async(reason="dateline"))
            raise
        self._count("published")
        return item

    async def close_spider(self) -> None:
        """Close the connection."""
        if (sender := self._sender) is not None:
            await self._apart(lambda: sender.__exit__(None, None, None))
        self._thread.shutdown(wait=False)

    def _publish(self, record: Mapping[str, Any]) -> None:
        if self._failed or self._sender is None:
            raise Transient("the broker did not confirm an earlier article")
        value = encoded(_article(record, self._fields), {})
        self._sender.send(found_article(value, "").key, value)
        self._sender.finish()

    async def _apart(self, work: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _count(self, what: str) -> None:
        if self._crawler.stats:
            self._crawler.stats.inc_value(f"dateline/{what}")


def _article(item: Mapping[str, Any], fields: Fields) -> dict[str, Any]:
    """Return the article of an item; its page supplies missing fields and is not published itself."""
    made = mapped_record(item, fields)
    page = made.pop(HTML, None)
    if "text" in made or not page:
        return made
    body = page if isinstance(page, bytes) else str(page).encode("utf-8", "replace")
    try:
        read = page_article(body, made.get("url"), None if isinstance(page, bytes) else "utf-8")
    except WebPageError as error:
        raise DropItem(str(error)) from error
    return read | made if read else made
