"""The old path of `streams.ingest.scrapy`: importing it warns. The next release removes it."""

from __future__ import annotations

import warnings

from streams.ingest.scrapy import Publish as Publish

warnings.warn(
    "streams.feeds.scrapy has moved: use streams.ingest.scrapy. The old path goes with the next release.",
    FutureWarning,
    stacklevel=2,
)
