"""The old path of `streams.ingest.publisher`: importing it warns. The next release removes it."""

from __future__ import annotations

import warnings

from streams.ingest.publisher import Delivered as Delivered
from streams.ingest.publisher import Publisher as Publisher

warnings.warn(
    "streams.feeds.publisher has moved: use streams.ingest.publisher. The old path goes with the next release.",
    FutureWarning,
    stacklevel=2,
)
