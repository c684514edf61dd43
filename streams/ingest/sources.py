"""Sources given on the command line: a file, a folder, standard input or an address."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from streams.contract.errors import Misconfigured
from streams.ingest.extract.field_map import Fields
from streams.ingest.extract.items import Item
from streams.ingest.files import MakePolicy, Opener, find_files, read_file
from streams.ingest.formats.jsonl import read_lines
from streams.ingest.listings.listings import read_address
from streams.ingest.web.fetch_policy import FetchPolicy
from streams.ingest.web.http_client import HttpClient

STDIN = "-"

Source = str | Path
"""An address, `-`, or one file."""


def plan_sources(names: Sequence[str]) -> list[Source]:
    """Return the sources that names refer to, with folders expanded to files.

    Raises:
        Misconfigured: a name is not a file, a folder, an http or https address, or `-`.
    """
    sources: list[Source] = []
    for name in names:
        scheme, separator, _ = name.partition("://")
        if name == STDIN or (separator and scheme.lower() in ("http", "https")):
            sources.append(name)
        elif separator:
            raise Misconfigured(f"{name}: only http and https addresses are fetched")
        else:
            sources += find_files(Path(name))
    return sources


def read_source(
    source: Source, opener: Opener, max_bytes: int, fields: Fields | None = None, make_policy: MakePolicy = FetchPolicy
) -> Iterator[Item]:
    """Yield the items of a source; `fields` is the field map for JSON and CSV, `make_policy` makes the fetch policy."""
    if isinstance(source, Path):
        yield from read_file(source, opener, max_bytes, fields, make_policy)
    elif source == STDIN:
        yield from read_lines(sys.stdin.buffer, "standard input", max_bytes, fields)
    else:
        yield from read_address(source, make_policy(HttpClient()))


def is_address(source: Source) -> bool:
    """Return whether a source is an address on the web."""
    return not isinstance(source, Path) and source != STDIN
