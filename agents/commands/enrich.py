"""`dateline enrich`: read articles without a broker, one JSON line an article, in input order."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from agents.outcome import Enriched, outcomes
from agents.reader.model import Model
from agents.reader.reading import Reader

BATCH = 64
MAX_CHARS = 200_000


def command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="JSON lines or text files; - is standard input.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Write here instead of standard output.")] = None,
) -> None:
    """Read articles and write what happened in them, without a broker."""
    reader = Reader(Model())
    out = output.open("wb") if output else sys.stdout.buffer
    lines = [
        line.encode() if isinstance(line, str) else line
        for f in files or [Path("-")]
        for line in (sys.stdin.buffer if str(f) == "-" else f.open("rb"))
        if line.strip()
    ]
    for i in range(0, len(lines), BATCH):
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        for outcome in outcomes(reader, list(lines[i : i + BATCH]), now, MAX_CHARS):
            if isinstance(outcome, Enriched):
                out.write(msgspec.json.encode({"article": outcome.article, "events": outcome.events}) + b"\n")
            else:
                out.write(
                    msgspec.json.encode(
                        {
                            "rejected": {
                                "article_id": outcome.article_id,
                                "reason": outcome.reason,
                                "message": outcome.message,
                            }
                        }
                    )
                    + b"\n"
                )
    out.flush()
