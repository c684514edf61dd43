"""`dateline tail`: show what is published, as text for people or JSON lines for programs."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from itertools import islice
from typing import Annotated, Any

import msgspec
import typer

from agents.cli.terminal.filter_options import (
    Actors,
    Box,
    Countries,
    Keywords,
    Kinds,
    MinConfidence,
    Statuses,
    filter_rule,
)
from agents.cli.terminal.render import render_article, render_dead_letter, render_event
from agents.cli.terminal.render_happening import render_happening
from agents.pool.pack_types import pack_types
from streams.contract.errors import NO_RECORD, Misconfigured
from streams.contract.happening import Happening
from streams.contract.records import EnrichedArticle, Event
from streams.contract.topics import DEAD, ENRICHED, EVENTS, HAPPENINGS, catalogue, route_topic
from streams.dead_letters.dead_letter import failure_details, original_headers
from streams.kafka.admin import list_topics
from streams.kafka.messages import message_headers
from streams.kafka.topic_reader import TopicReader
from streams.ops.sanitize import escaped, plain
from streams.ops.settings import Settings, load
from streams.ops.terminal_output import output_console, print_whole
from streams.routing.event_fields import event_fields
from streams.routing.routes import load_routes
from streams.routing.rule import Rule, matches

_event = msgspec.json.Decoder(Event).decode
_article = msgspec.json.Decoder(EnrichedArticle).decode
_happening = msgspec.json.Decoder(Happening).decode

Show = Callable[[Any], None]
"""Shows one message (kafka-python's `ConsumerRecord`)."""
WAIT_SECONDS = 0.5
"""Pause between two checks whether a topic is created."""


def command(
    what: Annotated[str, typer.Argument(help="events, happenings, enriched, dead, or the name of a route.")] = "events",
    kinds: Kinds = None,
    countries: Countries = None,
    actors: Actors = None,
    keywords: Keywords = None,
    box: Box = None,
    statuses: Statuses = None,
    min_confidence: MinConfidence = 0.0,
    from_beginning: Annotated[
        bool, typer.Option("--from-beginning", help="Start at the oldest message instead of the next one.")
    ] = False,
    most: Annotated[int | None, typer.Option("--max", min=1, help="Stop after this number of messages.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines, as published.")] = False,
) -> None:
    """Show events, happenings, enriched articles or dead letters as they arrive, until Ctrl-C.

    A happening is one line per change.

    Example: [bold]dateline tail --type ASSAULT --country AFG --from-beginning[/bold]

    Example: [bold]dateline tail --actor "red cross" --keyword "strike*" --box 29,60,38,75[/bold]

    Example: [bold]dateline tail happenings --type ASSAULT --from-beginning[/bold]

    Example: [bold]dateline tail dead --json --max 10[/bold]
    """
    wanted = filter_rule(kinds, countries, actors, keywords, box, statuses, min_confidence)
    of_events = what not in ("enriched", "dead")
    if wanted and not of_events:
        raise Misconfigured(f"--type, --country and the other filters select events; {what} has none")
    settings = load()
    show = _show(what, as_json)
    try:
        with _open(settings, _topic(what)) as reader:
            messages = reader.follow(reader.starts() if from_beginning else reader.ends())
            for message in islice((m for m in messages if not of_events or _passes(wanted, m)), most):
                show(message)
    except KeyboardInterrupt:
        return


def _open(settings: Settings, name: str) -> TopicReader:
    """Return a reader of a topic; wait if it is one of Dateline's that is not created yet.

    `dateline topics create` may run in another terminal at the same time.
    """
    try:
        return TopicReader(settings, settings.topic(name))
    except Misconfigured:
        routes = load_routes(settings.routes, pack_types(settings.packs))
        topics = [topic for topic in catalogue(route.name for route in routes) if topic.name == name]
        if not topics:
            raise
    print(f"waiting for the topic {settings.topic(name)}: `dateline topics create` creates it", file=sys.stderr)
    while not list_topics(settings, topics):
        time.sleep(WAIT_SECONDS)
    return TopicReader(settings, settings.topic(name))


def _passes(wanted: Rule | None, message: Any) -> bool:
    try:
        event = event_fields(message.value or b"")
        return wanted is None or matches(wanted, event)
    except NO_RECORD as error:
        _report_skipped(message, error)
        return False


def _report_skipped(message: Any, error: Exception) -> None:
    where = f"{message.topic}/{message.partition}/{message.offset}"
    print(f"{where} is skipped: {plain(str(error))}", file=sys.stderr)


def _topic(what: str) -> str:
    return {"events": EVENTS, "happenings": HAPPENINGS, "enriched": ENRICHED, "dead": DEAD}.get(what) or route_topic(
        what
    )


def _show(what: str, as_json: bool) -> Show:
    if as_json:
        return _print_dead if what == "dead" else lambda message: _print(message.value or b"")
    console = output_console()

    def show(message: Any) -> None:
        try:
            if what == "dead":
                print_whole(console, render_dead_letter(failure_details(message_headers(message)), message.value))
            elif what == "enriched":
                print_whole(console, render_article(_article(message.value or b"")))
            elif what == HAPPENINGS:
                console.print(render_happening(_happening(message.value or b"")), soft_wrap=True)
            else:
                print_whole(console, render_event(_event(message.value or b"")))
        except NO_RECORD as error:
            _report_skipped(message, error)

    return show


def _print_dead(message: Any) -> None:
    """Print a dead letter as one JSON object; bytes that are not UTF-8 become U+FFFD."""
    mine = message_headers(message)
    line = failure_details(mine) | {
        "dead_letter": f"{message.topic}/{message.partition}/{message.offset}",
        "key": _text(message.key),
        "headers": {name: _text(value) for name, value in original_headers(mine)},
        "value": _text(message.value),
    }
    _print(msgspec.json.encode(line))


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "replace")


def _print(line: bytes) -> None:
    sys.stdout.buffer.write((escaped(line) if sys.stdout.isatty() else line) + b"\n")
    sys.stdout.buffer.flush()
