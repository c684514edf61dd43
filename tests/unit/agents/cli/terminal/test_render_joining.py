"""Why two events were joined, on a terminal: the verdict, both events, a line for each reason, nothing of them live."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from agents.cli.terminal.render_joining import render_joining
from tests.desk.made_events import made_articles

ONE, OTHER = next(iter(made_articles(1, datetime(2026, 3, 20, tzinfo=UTC)))).events


def test_each_reason_has_its_points() -> None:
    reasons = [("date", 2.25, "the same day"), ("place", -1.0, "other towns"), ("counts", float("-inf"), "3 and 900")]
    shown = render_joining(ONE, OTHER, "joined", reasons)
    lines = shown.plain.split("\n")
    assert lines[0] == "joined"
    assert ONE.event_id in lines[1]
    assert OTHER.event_id in lines[2]
    assert [line.split(maxsplit=2) for line in lines[3:]] == [
        ["date", "+2.2", "the same day"],
        ["place", "-1.0", "other towns"],
        ["counts", "never", "3 and 900"],
    ]
    colours = [str(span.style) for span in shown.spans if span.style in ("red", "green")]
    assert colours == ["green", "red", "red"]


def test_escape_sequences_of_an_article_stay_text() -> None:
    evidence = msgspec.structs.replace(ONE.evidence, sentence="\x1b[2Jgone")
    hostile = msgspec.structs.replace(ONE, evidence=evidence, source="\x1b]0;title\x07")
    assert "\x1b" not in render_joining(hostile, OTHER, "kept apart", []).plain
