"""Recovery times, computed from the times of messages."""

from __future__ import annotations

from tests.broker.topic_consumer import Message
from tests.chaos.ledger import RunRecord
from tests.chaos.recovery import Window, recoveries


def _message(topic: str, number: int, time: float) -> Message:
    return Message(topic, 0, number, f"a{number}".encode(), b"", [], time)


def _run_record(waits: dict[float, float]) -> RunRecord:
    """Return a run with articles fed at these times, each with the seconds until its outcome."""
    raw = [_message("raw", n, at) for n, at in enumerate(waits)]
    enriched = [_message("enriched", n, at + wait) for n, (at, wait) in enumerate(waits.items())]
    return RunRecord({}, raw, enriched, [], [], {}, {}, [])


def test_recovery() -> None:
    """Recovery ends with the last late outcome and counts for the fault during which that came."""
    run_record = _run_record({100: 0.1, 109: 8.0, 112: 7.5, 120: 0.2, 131: 3.0, 140: 0.1})
    windows = [Window(110, 115), Window(130, 130), Window(150, 155)]
    assert recoveries(run_record, windows) == [4.5, 4.0, 0.0]


def test_a_repeat_does_not_count() -> None:
    """The first outcome counts, because a subscriber waits for that one."""
    run_record = _run_record({100: 0.1})
    run_record = RunRecord({}, run_record.raw, [*run_record.enriched, _message("enriched", 0, 130)], [], [], {}, {}, [])
    assert recoveries(run_record, [Window(100, 101)]) == [0.0]


def test_late_while_the_fault_lasts() -> None:
    """An outcome that was late while the fault lasted needs no recovery."""
    assert recoveries(_run_record({100: 5.0}), [Window(99, 110)]) == [0.0]
