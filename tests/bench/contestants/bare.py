"""Dateline's reader without Kafka: reads its articles once, in batches, on a line on standard input.

Argument: a file of raw messages, one per line. Reports when it has warmed up, and then for each batch the time at
which it was done and the number of articles in it.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from pathlib import Path

from streams.ops.settings import Settings
from tests.bench.articles import decoded


def main() -> None:
    """Warm up on a batch, wait, read."""
    settings = Settings()
    module, _, function = settings.reader.partition(":")
    reader = getattr(importlib.import_module(module), function)(settings.model, settings.packs)
    with Path(sys.argv[1]).open("rb") as lines:
        articles = decoded(lines)
    size = settings.batch_articles
    reader.read(articles[:size])
    print("warm", flush=True)
    sys.stdin.readline()
    for start in range(0, len(articles), size):
        batch = articles[start : start + size]
        reader.read(batch)
        print(json.dumps([time.time(), len(batch)]), flush=True)


if __name__ == "__main__":
    main()
