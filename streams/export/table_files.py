"""Writing of flat tables to CSV or Parquet files, which are replaced atomically."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from streams.contract.errors import DatelineError, Misconfigured
from streams.export.columns import Kind, TableColumn, Value, column_description

SUFFIXES = (".parquet", ".csv")
ROWS_AT_ONCE = 5_000
"""Maximum rows in memory; the size of a row group in a Parquet file."""

Rows = Iterable[Sequence[Value]]
_FORMULA = re.compile("^'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""Text that a spreadsheet may read as a formula, also after apostrophes, because the first may be removed."""


def check_writable(path: Path) -> None:
    """Check, before any work, that a table can be written to a path.

    Raises:
        Misconfigured: the suffix is not in `SUFFIXES`, the folder does not exist, or Parquet needs pyarrow.
    """
    if path.suffix not in SUFFIXES:
        raise Misconfigured(f"{path}: name a file that ends in {' or '.join(SUFFIXES)}")
    if not path.parent.is_dir():
        raise Misconfigured(f"{path}: there is no folder {path.parent}")
    if path.suffix == ".parquet":
        try:
            import pyarrow.parquet  # noqa: F401
        except ImportError as error:
            raise Misconfigured("Parquet needs pyarrow: pip install 'dateline[export]', or name a .csv") from error


def write_table(path: Path, columns: Sequence[TableColumn], rows: Rows) -> int:
    """Write the rows to a temporary file, rename it to the path, and return the number of rows.

    Raises:
        DatelineError: the file cannot be written; an existing file is unchanged.
    """
    with _in_place_of(path) as part:
        return (_parquet if path.suffix == ".parquet" else _csv)(part, columns, rows)


def text_cell(value: Value) -> Value:
    """Return a CSV cell that spreadsheets do not evaluate: text that looks like a formula gets a leading apostrophe."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


@contextmanager
def _in_place_of(path: Path) -> Iterator[Path]:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(path)
    except OSError as error:
        raise DatelineError(f"{path} cannot be written: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def _csv(path: Path, columns: Sequence[TableColumn], rows: Rows) -> int:
    written = 0
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([column.name for column in columns])
        for row in rows:
            writer.writerow([text_cell(value) for value in row])
            written += 1
    return written


def _parquet(path: Path, columns: Sequence[TableColumn], rows: Rows) -> int:
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    kinds: dict[Kind, object] = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "date": pyarrow.date32(),
    }
    schema = pyarrow.schema(
        [pyarrow.field(c.name, kinds[c.kind], metadata={"filled from": column_description(c)}) for c in columns]
    )
    written, waiting = 0, iter(rows)
    with ParquetWriter(path, schema, compression="zstd") as writer:
        while chunk := list(islice(waiting, ROWS_AT_ONCE)):
            cells = [pyarrow.array(cell, type=kinds[c.kind]) for c, *cell in zip(columns, *chunk, strict=True)]
            writer.write_batch(pyarrow.record_batch(cells, schema=schema))
            written += len(chunk)
    return written
