"""Why two events were joined, on a terminal: verdict, both events, one line per reason, and no control sequences."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from agents.cli.terminal.render_joining import render_joining
from streams.contract.happening import Claim
from tests.desk.invented_events import invented_articles

ONE, OTHER = next(iter(invented_articles(1, datetime(2026, 3, 20, tzinfo=UTC)))).events


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


def test_each_number_has_its_source() -> None:
    seven = Claim(
        slot="killed", min=7, max=7, text="seven", said_by=None, source=None, article_id=ONE.article_id,
        event_id=ONE.event_id, as_of=None, withdrawn=None,
    )  # fmt: skip
    army = msgspec.structs.replace(seven, said_by="the army", event_id=OTHER.event_id)
    medics = msgspec.structs.replace(army, min=9, max=None, said_by="\x1b[2Jmedics")
    shown = render_joining(ONE, OTHER, "joined", [], [seven, army, medics]).plain
    lines = shown.split("\n")
    assert lines[2].strip() == "killed 7 (the article itself)"
    assert lines[4].strip().startswith("killed 7 (the army); killed 9+ (")
    assert "\x1b" not in shown


def test_escape_sequences_of_an_article_stay_text() -> None:
    evidence = msgspec.structs.replace(ONE.evidence, sentence="\x1b[2Jgone")
    hostile = msgspec.structs.replace(ONE, evidence=evidence, source="\x1b]0;title\x07")
    assert "\x1b" not in render_joining(hostile, OTHER, "kept apart", []).plain
