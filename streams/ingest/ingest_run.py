"""A round over sources: what they hold is published, what was not is said, and what was is remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from streams.contract.errors import Unreadable
from streams.contract.topics import RAW
from streams.ingest.extract.field_map import Fields
from streams.ingest.extract.items import FailedItem, FoundArticle, Item, SkippedItem
from streams.ingest.files import Visit
from streams.ingest.formats.jsonl import language
from streams.ingest.sources import Source, is_address, read
from streams.ingest.web.seen_store import SeenStore
from streams.kafka.sync_producer import SyncProducer
from streams.ops.sanitize import plain
from streams.ops.settings import Settings

FAILURES_SHOWN = 20


@dataclass
class IngestTotals:
    """What became of the items of a round, those that are simply published apart."""

    doubtful: int = 0
    failed: int = 0
    passed: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class IngestRun:
    """How rounds are made."""

    settings: Settings
    console: Console
    fields: Fields | None
    visit: Visit
    position: SeenStore | None
    language: str | None = None
    """What says that it is in another one is passed over."""

    def run(self, sources: Sequence[Source]) -> IngestTotals:
        """Make one.

        Raises:
            Transient: the broker does not answer; what it did not confirm is not remembered.
        """
        started, count = monotonic(), IngestTotals()
        topic = self.settings.topic(RAW)
        with SyncProducer(self.settings, topic) as sender:
            try:
                self._publish(sources, sender, count)
            finally:
                if self.position:
                    self.position.drop()
                seconds = monotonic() - started
                where = f"{topic}, {len(sender.partitions)} partitions"
                self._say(f"published {sender.confirmed} articles to {where}, in {seconds:.1f} s")
        if count.doubtful:
            self._say(f"{count.doubtful} of them are no articles: the dead letters will keep them and say why")
        if count.passed:
            self._say("passed over: " + ", ".join(f"{many} × {why}" for why, many in count.passed.most_common()))
        return count

    def _publish(self, sources: Sequence[Source], sender: SyncProducer, count: IngestTotals) -> None:
        """Return when every item is confirmed."""
        with _progress(self.console) as progress:
            sizes = [source.stat().st_size for source in sources if isinstance(source, Path)]
            task = progress.add_task("", total=sum(sizes) if sizes else None, confirmed=0)

            def opener(path: Path) -> BinaryIO:
                return progress.open(path, "rb", task_id=task, total=sum(sizes))

            for source in sources:
                for item in read(source, opener, self.settings.max_message_bytes, self.fields, self.visit):
                    self._send(item, sender, count)
                    progress.update(task, confirmed=sender.confirmed)
                if self.position and is_address(source):
                    sender.finish()
                    self.position.keep()
            sender.finish()
            if self.position:
                self.position.keep()

    def _send(self, item: Item, sender: SyncProducer, count: IngestTotals) -> None:
        if isinstance(item, SkippedItem):
            count.passed[item.why] += 1
            return
        if isinstance(item, FoundArticle) and self.language:
            said = language(item.value)
            if said and said != self.language:
                count.passed[f"says that it is in {said}"] += 1
                return
        if isinstance(item, FoundArticle):
            try:
                sender.send(item.key, item.value)
            except Unreadable as error:
                item = FailedItem(item.origin, error.message)
            else:
                if item.doubt:
                    count.doubtful += 1
                    self._complain(item.origin, item.doubt, count.doubtful)
                return
        count.failed += 1
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
