"""Time by stage: laps are counted once, and no time is measured without a clock."""

from __future__ import annotations

from agents.reader.stage_timer import StageTimer


def test_laps_add_up_by_stage_and_are_taken_once() -> None:
    moments = iter([0.0, 10.0, 11.0, 13.0, 16.0])
    timer = StageTimer(lambda: next(moments))
    timer.begin()
    timer.lap("parse")
    timer.lap("events")
    timer.lap("parse")
    timer.tokens += 7
    assert timer.take() == ({"parse": 4.0, "events": 2.0}, 7)
    assert timer.take() == ({}, 0)


def test_without_a_clock_every_stage_takes_no_time() -> None:
    timer = StageTimer()
    timer.begin()
    timer.lap("parse")
    assert timer.take() == ({"parse": 0.0}, 0)
