"""`dateline feed --dry-run`: a table of the articles that would be published, without a broker."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from streams.contract.errors import Unreadable
from streams.ingest.defaults import Defaults, with_defaults
from streams.ingest.extract.items import FailedItem, FoundArticle, SkippedItem
from streams.ingest.ingest_run import IngestRun
from streams.ingest.problem_summary import ProblemSummary, checked_article
from streams.ingest.sources import Source, read_source
from streams.ops.sanitize import plain
from streams.ops.settings import Settings
from streams.ops.terminal_output import print_whole

MOST_ROWS = 1000
"""Maximum rows of the table; more are only counted."""
COLUMNS = ("id", "published_at", "language", "source", "title", "characters", "problem")
LONGEST_CELL = 60


def show_dry_run(run: IngestRun, sources: Iterable[Source], console: Console) -> int:
    """Print the items of the sources; return the number that cannot be published or would become dead letters."""
    table, problems = Table(*COLUMNS, box=None, pad_edge=False), ProblemSummary()
    most = run.settings.max_message_bytes
    found = refused = 0
    for source in sources:
        for item in read_source(source, lambda path: path.open("rb"), most, run.fields, run.make_policy):
            item = run.choose(item)
            cells, bad = _row(item, run.settings, run.defaults, problems)
            refused, found = refused + bad, found + isinstance(item, FoundArticle)
            if table.row_count < MOST_ROWS and cells:
                table.add_row(*(Text(plain(cell)[:LONGEST_CELL]) for cell in cells))
    print_whole(console, table)
    console.print(f"{found} articles, {refused} of which no worker could read; nothing was sent", highlight=False)
    for line in problems.lines():
        console.print(plain(line), markup=False, highlight=False, soft_wrap=True)
    return refused


def _row(
    item: FoundArticle | FailedItem | SkippedItem, settings: Settings, defaults: Defaults, problems: ProblemSummary
) -> tuple[list[str], int]:
    """Return the cells of an item, and 1 if no worker could read it."""
    if isinstance(item, SkippedItem):
        problems.add(f"skipped: {item.why}", item.origin)
        return [], 0
    if isinstance(item, FailedItem):
        problems.add(f"not published: {item.why}", item.origin)
        return ["", "", "", "", "", "", f"{item.origin}: {item.why}"], 1
    value = with_defaults(item.value, defaults)
    before = problems.counts.copy()
    article = checked_article(value, item.origin, settings.max_article_chars, problems, item.doubt)
    kinds = "; ".join(problems.counts - before)
    if isinstance(article, Unreadable):
        return ["", "", "", "", "", "", f"{item.origin}: {kinds}"], 1
    known = (article.id, article.published_at, article.language, article.source, article.title)
    return [*(value or "" for value in known), str(len(article.text)), kinds], 0
