"""Time to recover, from the times of messages alone."""

from __future__ import annotations

from tests.broker.topic_consumer import Message
from tests.chaos.ledger import RunRecord
from tests.chaos.recovery import Window, recoveries


def _message(topic: str, number: int, time: float) -> Message:
    return Message(topic, 0, number, f"a{number}".encode(), b"", [], time)


def _run_record(waits: dict[float, float]) -> RunRecord:
    """Articles fed at these times, each with the seconds that it waited for its outcome."""
    raw = [_message("raw", n, at) for n, at in enumerate(waits)]
    enriched = [_message("enriched", n, at + wait) for n, (at, wait) in enumerate(waits.items())]
    return RunRecord({}, raw, enriched, [], [], {}, {}, [])


def test_recovery() -> None:
    """It ends with the outcome of the last late article, and belongs to the fault in whose time that came."""
    run_record = _run_record({100: 0.1, 109: 8.0, 112: 7.5, 120: 0.2, 131: 3.0, 140: 0.1})
    windows = [Window(110, 115), Window(130, 130), Window(150, 155)]
    assert recoveries(run_record, windows) == [4.5, 4.0, 0.0]


def test_a_repeat_does_not_count() -> None:
    """The first outcome is the one that a subscriber waits for."""
    run_record = _run_record({100: 0.1})
    run_record = RunRecord({}, run_record.raw, [*run_record.enriched, _message("enriched", 0, 130)], [], [], {}, {}, [])
    assert recoveries(run_record, [Window(100, 101)]) == [0.0]


def test_late_before_it_is_mended() -> None:
    """What came late but while the fault lasted needed no recovery."""
    assert recoveries(_run_record({100: 5.0}), [Window(99, 110)]) == [0.0]
