"""Generate `deploy/export.md`, the description of each column, from the column definitions."""

from __future__ import annotations

from collections.abc import Sequence

from streams.export import gdelt, polecat
from streams.export.columns import TableColumn, column_description
from streams.export.happening_columns import HAPPENINGS

HEAD = """\
# Tables of events

`dateline export` writes events as a flat table, one row per event, with the columns of POLECAT or of GDELT's event
table. Both end with columns that only Dateline has. A column that Dateline cannot fill is always null, and its
description gives the reason. Generated from `streams/export` by
`python -m agents.build.generated_files`; `make check` fails if this page is not current.

For both:

- Each event has one row. If it was published again, the row has the last version, at the position of the first.
- Negated, hypothetical and announced events are rows too. Count those whose `Status` is `asserted`, or export
  with `--status asserted`.
- Several values in one cell are separated by `; `, each once; a semicolon inside a value becomes a comma.
- In CSV, null is an empty cell. A text that a spreadsheet would read as a formula (it begins with `=`, `+`, `-`,
  `@`, a tab or a line break) has an apostrophe before it. Parquet keeps texts unchanged and has the description of
  each column in its metadata.
- CSV is comma-separated UTF-8 with a header line; POLECAT's and GDELT's own files are tab-separated.
"""


def page() -> str:
    """Return the document in Markdown."""
    return "\n".join(
        [
            HEAD,
            "## POLECAT: `--columns polecat`, the default",
            "",
            "Columns and order as in the weekly files on the Harvard Dataverse. Some of those call `Intensity`",
            "`Event Intensity`. Their `None` is null here.",
            "",
            *_table(polecat.THEIRS),
            "",
            "Dateline's own:",
            "",
            *_table(polecat.POLECAT[len(polecat.THEIRS) :]),
            "",
            "## GDELT: `--columns gdelt`",
            "",
            "Columns and order of the event table 2.0; GDELT 1.0 has the same without the three `…_ADM2Code`.",
            "One row per event. GDELT has one row per pair of actors; a join makes these.",
            "",
            *_table(gdelt.THEIRS),
            "",
            "Dateline's own:",
            "",
            *_table(gdelt.GDELT[len(gdelt.THEIRS) :]),
            "",
            "## Happenings: `dateline export happenings.parquet happenings`",
            "",
            "One row per happening: the highest version. [What a happening is](happenings.md), and a query that counts",
            "the dead by country and day. A happening that was merged into another has no row.",
            "",
            *_table(HAPPENINGS),
            "",
        ]
    )


def _table(columns: Sequence[TableColumn]) -> list[str]:
    rows = [f"| `{column.name}` | {column.kind} | {column_description(column)} |" for column in columns]
    return ["| column | type | filled from |", "|---|---|---|", *rows]
