"""The old path of `streams.ingest.publisher`: importing it warns. It goes with the next release."""

from __future__ import annotations

import warnings

from streams.ingest.publisher import Delivered as Delivered
from streams.ingest.publisher import Publisher as Publisher

warnings.warn(
    "streams.feeds.publisher has moved: use streams.ingest.publisher. The old path goes with the next release.",
    FutureWarning,
    stacklevel=2,
)
