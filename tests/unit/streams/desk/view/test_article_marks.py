"""Marks are at the offsets of the record, and the text is unchanged."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from streams.desk.view.article_marks import Mark, article_marks, event_marks, segments, valid_marks
from streams.desk.view.article_view import article_view
from tests.desk.invented_events import invented_article

MADE = invented_article("a", datetime(2026, 3, 10, tzinfo=UTC), Random(5))
SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(
    lambda at: Mark("text", at[0], at[0] + at[1], "entity", "x")
)


@given(st.text(min_size=60, max_size=80), st.lists(SPANS, max_size=12))
def test_segments_join_to_the_text_and_each_mark_covers_its_part(text: str, marks: list[Mark]) -> None:
    cut = segments(text, marks)
    assert "".join(segment.text for segment in cut) == text
    for mark in marks:
        assert "".join(segment.text for segment in cut if mark in segment.marks) == text[mark.start : mark.end]
    assert sorted(map(id, (m for segment in cut for m in segment.opens))) == sorted(map(id, marks))


def test_every_slot_has_its_mark() -> None:
    event = MADE.events[0]
    kept, wrong = valid_marks(event_marks(event, 1), MADE.article.title or "", MADE.article.text)
    assert wrong == 0
    assert {mark.kind for mark in kept} >= {"trigger", "sentence", "actor", "recipient", "when", "where", "said_by"}
    kept, wrong = valid_marks(article_marks(MADE.record), MADE.article.title or "", MADE.article.text)
    assert (len(kept), wrong) == (6, 0)


def test_marks_of_another_text_are_left_out_and_counted() -> None:
    other = msgspec.structs.replace(MADE.article, text="Something else was published under this id.")
    view = article_view(other, MADE.record, MADE.events)
    assert view.wrong_marks > 0
    assert "".join(segment.text for segment in view.text) == other.text
    assert not any(segment.marks for segment in view.text)


def test_without_the_text_the_events_are_still_there() -> None:
    view = article_view(None, MADE.record, MADE.events)
    assert view.text == ()
    assert [shown.event for shown in view.events] == list(MADE.events)
    assert view.summary.startswith("2 events: ")


def test_events_are_numbered_in_the_order_of_the_text() -> None:
    view = article_view(MADE.article, MADE.record, MADE.events[::-1], focus=MADE.events[1].event_id)
    assert [(shown.number, shown.event, shown.focused) for shown in view.events] == [
        (1, MADE.events[0], False),
        (2, MADE.events[1], True),
    ]
