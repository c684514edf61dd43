"""Dateline's reader alone: full event coding of articles, one round for each line on standard input.

Argument: a file of raw messages, one per line. Responds as `stock` does, and also gives the seconds by stage after
each round.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

from spacy.about import __version__

from agents.reader.reading import build
from agents.reader.stage_timer import StageTimer
from streams.ops.settings import Settings
from tests.bench.articles import decoded


def main() -> None:
    """Load, report it, then run one round per line."""
    settings = Settings()
    reader = build(settings.model, settings.packs)
    reader.meter = StageTimer(time.process_time)
    with Path(sys.argv[1]).open("rb") as lines:
        articles = decoded(lines)
    size = settings.batch_articles
    batches = [articles[i : i + size] for i in range(0, len(articles), size)]
    for batch in batches:
        reader.read(batch)
    _, tokens = reader.meter.take()
    # As a reader process does.
    gc.freeze()
    about = {"version": __version__, "tokens": tokens, "articles": len(articles)}
    print(json.dumps(about), flush=True)
    for _ in sys.stdin:
        started = time.process_time()
        for batch in batches:
            reader.read(batch)
        seconds = time.process_time() - started
        print(json.dumps({"seconds": seconds, "stages": reader.meter.take()[0]}), flush=True)


if __name__ == "__main__":
    main()
