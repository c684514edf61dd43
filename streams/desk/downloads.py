"""`GET /api/download`: the events that match a filter as a file: CSV, Parquet, GeoJSON or JSON lines."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import msgspec
from aiohttp import web

from streams.contract.records import Event
from streams.desk.store.event_queries import all_events, single_line
from streams.desk.store.filters import BadQuery, Filter, parse_query
from streams.desk.store.store_reader import StoreReader
from streams.export import table_files
from streams.export.columns import row
from streams.export.gdelt import GDELT
from streams.export.polecat import POLECAT
from streams.http_api.responses import RequestRejected

AT_ONCE = 2
"""Largest number of downloads in progress; further requests get 503."""
SECONDS = 120.0
TYPES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "geojson": "application/geo+json",
    "jsonl": "application/x-ndjson",
}
COLUMNS = {"polecat": POLECAT, "gdelt": GDELT}
_decode = msgspec.json.Decoder(Event).decode


class Downloads:
    """Writes a file into a temporary folder, sends it, deletes it."""

    def __init__(self, store: Path, most_events: int) -> None:
        self._reader = StoreReader(store, query_seconds=SECONDS)
        self._most = most_events
        self._free = AT_ONCE

    def close(self) -> None:
        """Wait until the files in progress are written."""
        self._reader.close()

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Return the file with the events that match the request's filter."""
        wanted, others = parse_query(request.query.items(), ("format", "columns"))
        form, columns = others.get("format", "csv"), others.get("columns", "polecat")
        if form not in TYPES:
            raise BadQuery(f"format {form!r}: not one of {', '.join(TYPES)}")
        if columns not in COLUMNS:
            raise BadQuery(f"columns {columns!r}: not one of {', '.join(COLUMNS)}")
        if self._free == 0:
            raise RequestRejected(503, f"{AT_ONCE} downloads are in progress", {"Retry-After": "5"})
        self._free -= 1
        try:
            with tempfile.TemporaryDirectory(prefix="dateline-desk-") as folder:
                path = Path(folder) / f"events.{form}"
                write = partial(_write, path=path, columns=columns, wanted=wanted, most=self._most)
                await self._reader.run(write)
                return await _send(request, path, TYPES[form])
        finally:
            self._free += 1


def _write(database: sqlite3.Connection, path: Path, columns: str, wanted: Filter, most: int) -> None:
    records = all_events(database, wanted, most)
    if path.suffix in table_files.SUFFIXES:
        table_files.check_writable(path)
        chosen = COLUMNS[columns]
        table_files.write_table(path, chosen, (row(chosen, _decode(record)) for record in records))
    elif path.suffix == ".geojson":
        _write_geojson(path, records)
    else:
        with path.open("wb") as out:
            out.writelines(single_line(record) + b"\n" for record in records)


def _write_geojson(path: Path, records: Iterable[bytes]) -> None:
    """Write a feature collection (RFC 7946): one feature per event, with null geometry if the event has no point."""
    with path.open("wb") as out:
        out.write(b'{"type":"FeatureCollection","features":[')
        for number, record in enumerate(records):
            event = _decode(record)
            place = event.location
            known = place is not None and place.lat is not None and place.lon is not None
            point = {"type": "Point", "coordinates": [place.lon, place.lat]} if place and known else None
            feature = {"type": "Feature", "id": event.event_id, "geometry": point, "properties": msgspec.Raw(record)}
            out.write((b",\n" if number else b"\n") + msgspec.json.encode(feature))
        out.write(b"\n]}\n")


async def _send(request: web.Request, path: Path, media_type: str) -> web.StreamResponse:
    size = (await asyncio.to_thread(path.stat)).st_size
    response = web.StreamResponse(
        headers={
            "Content-Type": media_type,
            "Content-Length": str(size),
            "Content-Disposition": f'attachment; filename="{path.name}"',
        }
    )
    await response.prepare(request)
    with path.open("rb") as file:
        while chunk := await asyncio.to_thread(file.read, 256 * 1024):
            await response.write(chunk)
    return response
