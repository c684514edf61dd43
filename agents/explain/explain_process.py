"""The explain process: reads articles again to give reasons. JSON lines: an article in, its reasons or null out."""

from __future__ import annotations

import argparse
import os
import sys

import msgspec

from agents.explain.article_reasons import article_reasons
from agents.reader.reading import NewsReading, build
from streams.contract.errors import Misconfigured
from streams.contract.records import Article


def main() -> None:
    """Run until standard input ends. Output of libraries goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--packs", nargs="+", required=True)
    arguments = parser.parse_args()
    try:
        reader = build(arguments.model, arguments.packs)
    except Misconfigured as error:
        sys.exit(f"dateline: {error}")
    article = msgspec.json.Decoder(Article).decode
    for line in sys.stdin.buffer:
        (reading,) = reader.read([article(line)])
        reasons = article_reasons(reading) if isinstance(reading, NewsReading) else None
        answers.write(msgspec.json.encode(reasons) + b"\n")
        answers.flush()


if __name__ == "__main__":
    main()
