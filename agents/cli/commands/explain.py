"""`dateline explain`: an article with its entities and events marked, and why each slot is as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from agents.cli.terminal.render_joining import render_joining
from agents.explain.explanation import EventExplanation, Explanation, TextSegment, explain
from agents.explain.html_report import html_report
from agents.happenings.explaining import explain_joining
from agents.happenings.rules import rules
from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import ArticleLimits, Enriched
from agents.reader.ontology.pack_files import FOLDER, pack_folder, read_pack
from agents.reader.reading import build
from agents.reader.triggers.near_misses import NearMiss, near_misses
from streams.contract.codec import decode_article
from streams.contract.errors import Misconfigured, Unreadable
from streams.contract.records import Article, Event
from streams.ingest.formats.text_file import parse_bytes
from streams.ops.sanitize import plain
from streams.ops.settings import Settings, load
from streams.ops.terminal_output import output_console, print_whole

_event = msgspec.json.Decoder(Event).decode
_STYLES = {"entity": "cyan", "event": "bold black on yellow"}


def command(
    file: Annotated[Path, typer.Argument(help="A text file, or articles as JSON lines.", exists=True, dir_okay=False)],
    html: Annotated[Path | None, typer.Option(help="Write a self-contained HTML page to this file instead.")] = None,
    published_at: Annotated[str | None, typer.Option(help="Publication date of a text file.")] = None,
    near: Annotated[bool, typer.Option("--near", help="Show near misses of every pack, not only of yours.")] = False,
    joining: Annotated[
        bool, typer.Option("--joining", help="Show why events of these articles are one happening, or not.")
    ] = False,
) -> None:
    """Show the entities and events of each article of a file, with reasons.

    A near miss is a word at which all conditions of a pattern except one matched, in one of your own packs.

    Example: [bold]dateline explain article.txt --html explained.html[/bold]

    Example: [bold]dateline explain articles.jsonl --joining[/bold]
    """
    settings = load()
    articles = list(_articles(file.read_bytes(), file.name, published_at, settings.max_article_chars))
    if joining:
        _show_joining(articles, settings)
        return
    reader = build(settings.model, settings.packs)
    readings = reader.read(articles)
    for reading in readings:
        if isinstance(reading, Unreadable):
            raise reading
    read = [reading for reading in readings if not isinstance(reading, Unreadable)]
    if html is not None:
        _write_report(html, html_report(read))
        return
    console = output_console(highlight=False)
    shown = [pack for pack in settings.packs if near or not (FOLDER / pack).is_dir()]
    names = [read_pack(pack_folder(pack))[0].name for pack in shown]
    for reading in read:
        show(console, explain(reading))
        for miss in near_misses(reading.docs, reader.events, names):
            _show_near_miss(console, miss)


def _write_report(file: Path, page: str) -> None:
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as error:
        raise Misconfigured(f"cannot write {file}: {error.strerror}") from error


def _show_near_miss(console: Console, miss: NearMiss) -> None:
    """Print a pattern that almost matched, and what was missing."""
    console.print()
    console.print(Text.assemble(("near miss ", "dim"), (miss.event_type, "bold"), "  ", (plain(miss.trigger), "bold")))
    for name, value in (("pattern", miss.pattern), ("missing", miss.missing), ("in", miss.sentence)):
        console.print(Text.assemble(("  " + name.ljust(8), "cyan"), plain(value)))


def _show_joining(articles: Sequence[Article], settings: Settings) -> None:
    """Read the articles as a worker does, and print each pair of events that is one happening or nearly is."""
    limits = ArticleLimits(settings.max_article_chars, settings.max_message_bytes)
    raws = [msgspec.json.encode(article) for article in articles]
    read = outcomes(build(settings.model, settings.packs), raws, "", limits)
    events = [[_event(e.value) for e in outcome.events] for outcome in read if isinstance(outcome, Enriched)]
    console = output_console(highlight=False)
    shown = 0
    for pair in explain_joining(events, settings.partitions):
        points = f"{pair.match.score:.1f} points, {rules().join:g} are needed"
        verdict = (
            f"one happening, {pair.happening_id}" if pair.happening_id else f"two happenings: {pair.apart or points}"
        )
        reasons = [(reason.feature, reason.points, reason.text) for reason in pair.match.reasons]
        console.print(render_joining(pair.one, pair.other, verdict, reasons, pair.claims), soft_wrap=True)
        console.print()
        shown += 1
    if not shown:
        console.print("no two events are close to one happening")


def _articles(raw: bytes, name: str, published_at: str | None, max_chars: int) -> Iterable[Article]:
    """Yield the articles of a file: JSON lines if it begins with a brace, else one plain text."""
    if raw.lstrip()[:1] == b"{":
        for line in raw.splitlines():
            if line.strip():
                yield decode_article(line, max_chars=max_chars)
        return
    try:
        fields = parse_bytes(raw, name) | {"published_at": published_at}
    except UnicodeDecodeError as error:
        raise Misconfigured(f"cannot read {name}: {error}") from error
    yield decode_article(msgspec.json.encode(fields), max_chars=max_chars)


def show(console: Console, explanation: Explanation) -> None:
    """Print an explanation; control characters of the article are replaced."""
    console.print(_marked(explanation.title), style="bold")
    console.print()
    console.print(_marked(explanation.text))
    for note in explanation.notes:
        console.print()
        _show_note(console, note)


def _marked(pieces: Iterable[TextSegment]) -> Text:
    marked = Text()
    for piece in pieces:
        marked.append("\n".join(plain(line) for line in piece.text.split("\n")), _STYLES.get(piece.kind or "", ""))
        if piece.kind == "event":
            marked.append(f"[{piece.label}]", "yellow")
    return marked


def _show_note(console: Console, note: EventExplanation) -> None:
    head = f"{note.number} {note.event_type} {note.status} {note.confidence:.2f}"
    line = Text.assemble((head, "dim" if note.dropped else "bold yellow"), "  ", (plain(note.trigger), "bold"))
    console.print(line)
    if note.dropped:
        console.print(Text(f"  not coded: {plain(note.dropped)}", "red"))
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style="dim", overflow="fold")
    for row in note.rows:
        table.add_row(row.name, Text(plain(row.value)), Text(plain(row.reason)))
    print_whole(console, table)
