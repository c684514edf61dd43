"""Cards: the fields of an event that are shown, and hostile text that stays text."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from agents.cli.terminal.render import render_article, render_dead_letter, render_event
from streams.ops.sanitize import plain
from tests.unit.support.records import article, bare_event, event, evidence, participant


def shown(renderable: RenderableType) -> str:
    out = io.StringIO()
    Console(file=out, width=200, color_system=None).print(renderable)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def test_an_event_says_who_did_what_to_whom_where_when_and_why() -> None:
    assert shown(render_event(event())).splitlines() == [
        "ASSAULT primitive, military  asserted 0.82",
        "  Rebels (RUV REB) → nine soldiers (MIL)",
        "  Lenz, RUV · 2024-03-03 · killed 9 · says the army",
        "  Rebels [killed] nine soldiers near Lenz on Sunday, the army said.",
        "  Nine soldiers killed · Example Wire",
    ]


def test_an_event_without_slots_shows_them_empty() -> None:
    assert shown(render_event(bare_event())).splitlines() == [
        "ASSAULT  asserted 0.82",
        "  ? → ?",
        "  Rebels [killed] nine soldiers near Lenz on Sunday, the army said.",
    ]


def test_a_long_sentence_is_cut_around_its_trigger() -> None:
    long = "x" * 5000 + " killed " + "y" * 5000
    at = evidence()
    cut = type(at)(
        field="text",
        sentence=long,
        sentence_start=7,
        sentence_end=7 + len(long),
        trigger="killed",
        trigger_start=5008,
        trigger_end=5014,
    )
    text = shown(render_event(event(evidence=cut)))
    assert "…" + "x" * 100 in text.replace("\n  ", "")
    assert "[killed]" in text
    assert len(text) < 1000


def test_markup_and_terminal_codes_in_news_are_only_text() -> None:
    hostile = "[bold red]Lenz[/] \x1b[2J\x9b31m\u202e"
    text = shown(render_event(event(title=hostile, source=hostile, actors=[participant("Rebels", name=hostile)])))
    assert "[bold red]Lenz[/]" in text
    assert not set(text) & {"\x1b", "\x9b", "\u202e"}


@given(st.text(max_size=400))
def test_plain_is_one_short_printable_line(text: str) -> None:
    line = plain(text)
    assert len(line) <= 300
    assert len(line.splitlines()) <= 1
    assert all(c.isprintable() or c.isspace() or ord(c) > 127 for c in line)


def test_an_article_and_its_duplicate() -> None:
    text = shown(render_article(article(duplicate_of="a-0")))
    assert "Nine soldiers killed\n" in text
    assert "duplicate of a-0" in text
    assert "1 events, 1 places, 0 dates" in text
    assert "Lenz" in text


def test_a_dead_letter_shows_reason_and_message() -> None:
    headers = {
        "reason": "not_json",
        "stage": "decode",
        "exception": "Unreadable",
        "message": "byte 0",
        "topic": "articles.raw",
        "partition": "3",
        "offset": "7",
        "attempts": "1",
        "version": "0.1.0",
    }
    assert shown(render_dead_letter(headers, b"\xff[red]oops\n{}")).splitlines() == [
        "dead letter not_json  in decode, attempts 1",
        "  Unreadable: byte 0",
        "  \ufffd[red]oops {}",
        "  articles.raw/3/7 · version 0.1.0",
    ]
    assert "no value" in shown(render_dead_letter({}, None))
