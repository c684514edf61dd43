"""A Scrapy spider in its own process: `python -m tests.broker.spider ADDRESS`."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import HtmlResponse, Response


class Pages(scrapy.Spider):
    """Yields the raw web pages that the front page links to, and the item in DATELINE_TEST_ITEM."""

    name = "pages"

    async def start(self) -> AsyncIterator[Any]:
        yield scrapy.Request(sys.argv[1])

    def parse(self, response: Response) -> Iterator[Any]:
        assert isinstance(response, HtmlResponse)
        yield from response.follow_all(css="a", callback=self.parse_page)
        if "DATELINE_TEST_ITEM" in os.environ:
            yield {"url": response.url, "body": os.environ["DATELINE_TEST_ITEM"]}

    def parse_page(self, response: Response) -> Iterator[Any]:
        yield {"url": response.url, "html": response.body}


if __name__ == "__main__":
    process = CrawlerProcess(
        {
            "ITEM_PIPELINES": {"streams.ingest.scrapy.Publish": 300},
            "DATELINE_MAP": "text=body",
            "TELNETCONSOLE_ENABLED": False,
            "LOG_LEVEL": "INFO",
        }
    )
    process.crawl(Pages)
    process.start()
