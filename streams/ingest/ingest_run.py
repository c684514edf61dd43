"""An ingest run over sources: publishes articles, summarizes problems, and records what was fed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from streams.contract.errors import Unreadable
from streams.contract.topics import RAW
from streams.ingest.defaults import with_defaults
from streams.ingest.extract.field_map import Fields
from streams.ingest.extract.items import FailedItem, FoundArticle, Item, SkippedItem
from streams.ingest.files import MakePolicy
from streams.ingest.formats.jsonl import language
from streams.ingest.problem_summary import ProblemSummary, checked_article, count_text
from streams.ingest.sources import Source, is_address, read_source
from streams.ingest.web.seen_store import SeenStore
from streams.kafka.sync_producer import SyncProducer
from streams.ops.sanitize import plain
from streams.ops.settings import Settings

FAILURES_SHOWN = 20
"""Number of problems shown individually; all are in the summary at the end."""


@dataclass
class IngestTotals:
    """Counts of the items of a run that were not published or cannot be read."""

    doubtful: int = 0
    """Published, but unreadable for workers."""
    failed: int = 0
    """Not published."""
    skipped: Counter[str] = field(default_factory=Counter)
    """Number skipped, by reason."""
    problems: ProblemSummary = field(default_factory=ProblemSummary)

    @property
    def refused(self) -> int:
        """The number of items that no worker will read, published or not."""
        return self.doubtful + self.failed


@dataclass(frozen=True)
class IngestRun:
    """The settings of ingest runs."""

    settings: Settings
    console: Console
    fields: Fields | None
    make_policy: MakePolicy
    seen: SeenStore | None
    language: str | None = None
    """Articles that declare another language are skipped."""
    defaults: Mapping[str, str] = field(default_factory=dict)
    """Fields of articles that lack them."""

    def run(self, sources: Sequence[Source]) -> IngestTotals:
        """Publish the articles of these sources.

        Raises:
            Transient: the broker does not answer; unconfirmed articles are not recorded as fed.
        """
        started, count = monotonic(), IngestTotals()
        topic = self.settings.topic(RAW)
        with SyncProducer(self.settings, topic) as sender:
            try:
                self._publish(sources, sender, count)
            finally:
                if self.seen:
                    self.seen.rollback()
                seconds = monotonic() - started
                where = f"{topic}, {count_text(len(sender.partitions), 'partition')}"
                self._say(f"published {count_text(sender.confirmed, 'article')} to {where}, in {seconds:.1f} s")
        self._sum_up(count)
        return count

    def _sum_up(self, count: IngestTotals) -> None:
        """Print the problems by kind."""
        if count.doubtful:
            self._say(f"{count.doubtful} of them cannot be read: the dead letters will keep them and say why")
        if count.failed:
            self._say(f"{count.failed} could not be published")
        for line in count.problems.lines():
            self._say(f"  {line}")
        if count.skipped:
            self._say("skipped: " + ", ".join(f"{many} × {why}" for why, many in count.skipped.most_common()))

    def _publish(self, sources: Sequence[Source], sender: SyncProducer, count: IngestTotals) -> None:
        """Publish the items and wait until all are confirmed."""
        with _progress(self.console) as progress:
            sizes = [source.stat().st_size for source in sources if isinstance(source, Path)]
            task = progress.add_task("", total=sum(sizes) if sizes else None, confirmed=0)

            def opener(path: Path) -> BinaryIO:
                return progress.open(path, "rb", task_id=task, total=sum(sizes))

            for source in sources:
                for item in read_source(source, opener, self.settings.max_message_bytes, self.fields, self.make_policy):
                    self._handle(item, sender, count)
                    progress.update(task, confirmed=sender.confirmed)
                if self.seen and is_address(source):
                    sender.finish()
                    self.seen.commit()
            sender.finish()
            if self.seen:
                self.seen.commit()

    def choose(self, item: Item) -> Item:
        """Return the item, or a `SkippedItem` for an article that declares another language than that of the run."""
        declared = language(item.value) if isinstance(item, FoundArticle) and self.language else None
        if declared and declared != self.language:
            return SkippedItem(item.origin, f"says that it is in {declared}")
        return item

    def _handle(self, item: Item, sender: SyncProducer, count: IngestTotals) -> None:
        item = self.choose(item)
        if isinstance(item, SkippedItem):
            count.skipped[item.why] += 1
        elif isinstance(item, FailedItem):
            self._fail(item, count)
        else:
            self._send(item, sender, count)

    def _send(self, item: FoundArticle, sender: SyncProducer, count: IngestTotals) -> None:
        value = with_defaults(item.value, self.defaults)
        try:
            sender.send(item.key, value)
        except Unreadable as error:
            self._fail(FailedItem(item.origin, error.message), count)
            return
        decoded = checked_article(value, item.origin, self.settings.max_article_chars, count.problems, item.doubt)
        why = item.doubt or (decoded.message if isinstance(decoded, Unreadable) else "")
        if why:
            count.doubtful += 1
            self._complain(item.origin, why, count.doubtful)

    def _fail(self, item: FailedItem, count: IngestTotals) -> None:
        count.failed += 1
        count.problems.add(f"not published: {item.why}", item.origin)
        self._complain(item.origin, item.why, count.failed)

    def _complain(self, origin: str, why: str, number: int) -> None:
        if number <= FAILURES_SHOWN:
            self._say(f"{origin}: {why}")

    def _say(self, line: str) -> None:
        self.console.print(plain(line), markup=False, highlight=False, soft_wrap=True)


def _progress(console: Console) -> Progress:
    columns = (
        TextColumn("feeding"),
        BarColumn(),
        TextColumn("{task.fields[confirmed]} confirmed"),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
