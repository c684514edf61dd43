"""The ledger finds each inconsistency planted in a good record of a run, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.contract.headers import DEAD_LETTER_HEADERS
from tests.broker.topic_consumer import Message
from tests.chaos.ledger import RunRecord, Strike, Wanted, audit

COUNT, DEAD = 6, 5
"""Number of articles in the record; the last of them is planted."""
TIME = '"processed_at":"2026-03-01T00:00:0{}Z"'


def _value(name: str, second: int = 0) -> bytes:
    return f'{{"name":"{name}",{TIME.format(second)}}}'.encode()


def _without_time(name: str) -> bytes:
    return f'{{"name":"{name}","processed_at":""}}'.encode()


def _message(topic: str, offset: int, key: str, value: bytes, **headers: str) -> Message:
    return Message(topic, 0, offset, key.encode(), value, [(n, v.encode()) for n, v in headers.items()])


def _letter(offset: int, raw: Message, reason: str = "not_json") -> Message:
    why = dict.fromkeys(DEAD_LETTER_HEADERS, "") | {"reason": reason, "partition": "0", "offset": str(raw.offset)}
    return replace(
        raw, topic="dead", offset=offset, headers=[*raw.headers, *((n, why[n].encode()) for n in DEAD_LETTER_HEADERS)]
    )


def _wanted(number: int) -> Wanted:
    if number == DEAD:
        return Wanted(dead="not_json")
    events = {f"ev{number}": _without_time(f"ev{number}")}
    return Wanted(_without_time(f"a{number}"), events, {"violence": frozenset(events)})


def _good() -> RunRecord:
    """Return a good record. After its only fault two events are routed twice and one article is read twice: allowed."""
    numbers = [number for number in range(COUNT) if number != DEAD]
    raw = [_message("raw", n, f"a{n}", b"raw", source="wire") for n in range(COUNT)]
    enriched = [_message("enriched", n, f"a{n}", _value(f"a{n}"), ce_id=f"a{n}") for n in numbers]
    events = [_message("events", n, f"a{n}", _value(f"ev{n}"), ce_id=f"ev{n}") for n in numbers]
    enriched.append(_message("enriched", DEAD, "a0", _value("a0", 7), ce_id="a0"))
    events.append(_message("events", DEAD, "a0", _value("ev0", 7), ce_id="ev0"))
    routed = [replace(m, topic="events.violence") for m in events]
    routed.append(replace(routed[0], offset=COUNT))
    return RunRecord(
        wanted={f"a{n}": [_wanted(n)] for n in range(COUNT)},
        raw=raw,
        enriched=enriched,
        events=events,
        dead=[_letter(0, raw[DEAD])],
        routed={"violence": routed},
        committed={("raw", 0): COUNT, ("events", 0): COUNT},
        strikes=[Strike("worker killed", {("enriched", 0): 3, ("events", 0): 3}, articles=1, events=1)],
    )


def test_good_run_record() -> None:
    """The ledger finds nothing and counts the messages."""
    found = audit(_good())
    assert found.findings == []
    assert (found.articles, found.enriched, found.dead, found.events) == (COUNT, COUNT - 1, 1, COUNT - 1)
    assert found.repeated_articles == [0, 1]
    assert found.repeated_events == [0, 1]


def _holding(run_record: RunRecord, topic: str, messages: list[Message]) -> RunRecord:
    return replace(run_record, **{topic: messages})  # type: ignore[arg-type]


def _without(run_record: RunRecord, topic: str, offset: int) -> RunRecord:
    return _holding(run_record, topic, [m for m in getattr(run_record, topic) if m.offset != offset])


def _changed(run_record: RunRecord, topic: str, number: int, **fields: object) -> RunRecord:
    messages = list(getattr(run_record, topic))
    messages[number] = replace(messages[number], **fields)
    return _holding(run_record, topic, messages)


def _with(run_record: RunRecord, topic: str, message: Message) -> RunRecord:
    return _holding(run_record, topic, [*getattr(run_record, topic), message])


def _rerouted(run_record: RunRecord, change: Callable[[list[Message]], list[Message]]) -> RunRecord:
    return replace(run_record, routed={"violence": change(list(run_record.routed["violence"]))})


VIOLATIONS: dict[str, tuple[Callable[[RunRecord], RunRecord], str]] = {
    "the broker lost a confirmed article": (lambda b: _without(b, "raw", 2), "not in articles.raw: a2"),
    "no outcome": (lambda b: _without(_without(b, "enriched", 2), "events", 2), "lost: a2"),
    "no dead letter": (lambda b: replace(b, dead=[]), "lost: a5"),
    "fed twice, read once": (
        lambda b: _with(b, "raw", replace(b.raw[1], offset=COUNT)),
        "lost: a1",
    ),
    "enriched and dead": (lambda b: _with(b, "dead", _letter(1, b.raw[1])), "two outcomes: a1"),
    "enriched out of nothing": (
        lambda b: _with(b, "enriched", _message("enriched", 9, "x", _value("x"), ce_id="x")),
        "outcome of nothing fed: x",
    ),
    "enriched altered": (lambda b: _changed(b, "enriched", 2, value=_value("b2")), "altered: a2"),
    "a repeat altered": (lambda b: _changed(b, "enriched", -1, value=_value("b0", 7)), "altered: a0"),
    "event lost": (lambda b: _without(b, "events", 2), "event lost: ev2 of a2"),
    "event out of nothing": (
        lambda b: _with(b, "events", _message("events", 9, "a1", _value("ev9"), ce_id="ev9")),
        "event of nothing fed: ev9",
    ),
    "event altered": (lambda b: _changed(b, "events", 2, value=_value("ev9")), "event altered: ev2"),
    "a repeated event altered": (lambda b: _changed(b, "events", -1, value=_value("ev9")), "event altered: ev0"),
    "not routed": (lambda b: _rerouted(b, lambda m: [*m[:2], *m[3:]]), "not routed: ev2 to violence"),
    "routed and altered": (
        lambda b: _rerouted(b, lambda m: [replace(m[0], value=_value("ev0", 3)), *m[1:]]),
        "routed wrongly: ev0 to violence",
    ),
    "routed by no rule": (
        lambda b: replace(b, wanted={**b.wanted, "a2": [replace(_wanted(2), routes={})]}),
        "routed wrongly: ev2 to violence",
    ),
    "a good article dead": (
        lambda b: _with(_without(b, "enriched", 2), "dead", _letter(1, b.raw[2])),
        "dead letter not planted: a2: not_json",
    ),
    "dead for another reason": (
        lambda b: replace(b, dead=[_letter(0, b.raw[DEAD], "reader_crashed")]),
        "dead letter not planted: a5: reader_crashed",
    ),
    "a dead letter's message altered": (lambda b: _changed(b, "dead", 0, value=b"row"), "dead letter altered: a5"),
    "a dead letter's headers lost": (
        lambda b: _changed(b, "dead", 0, headers=b.dead[0].headers[1:]),
        "dead letter altered: a5",
    ),
    "repeated before any fault": (
        lambda b: replace(b, strikes=[replace(b.strikes[0], ends={("enriched", 0): 99, ("events", 0): 99})]),
        "repeated too often: 1 articles by nothing, not 0",
    ),
    "repeated more than was in flight": (
        lambda b: replace(b, strikes=[replace(b.strikes[0], articles=0)]),
        "repeated too often: 1 articles by worker killed, not 0",
    ),
    "routed again more than was in flight": (
        lambda b: replace(b, strikes=[replace(b.strikes[0], events=0)]),
        "repeated too often: 1 routed events by worker killed, not 0",
    ),
    "an article not committed": (
        lambda b: replace(b, committed={**b.committed, ("raw", 0): COUNT - 1}),
        "not committed: raw[0] at 5, not 6",
    ),
    "events never committed": (
        lambda b: replace(b, committed={("raw", 0): COUNT}),
        "not committed: events[0] at None, not 6",
    ),
    "committed beyond the end": (
        lambda b: replace(b, committed={**b.committed, ("raw", 0): COUNT + 1}),
        "not committed: raw[0] at 7, not 6",
    ),
}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_a_violation_is_found(name: str) -> None:
    """The ledger names each planted inconsistency."""
    plant, finding = VIOLATIONS[name]
    assert finding in [str(f) for f in audit(plant(_good())).findings]


def _refused(run_record: RunRecord) -> RunRecord:
    """The topic of events refused one record as too large, during a fault that causes this."""
    letter = _letter(1, run_record.raw[2], "output_too_large")
    ends = {("enriched", 0): 9, ("events", 0): 9, ("events.violence", 0): 9, ("dead", 0): 1}
    strike = Strike("message too large", ends, articles=0, events=0, refuses=True)
    routed = [m for m in run_record.routed["violence"] if m.header("ce_id") != "ev2"]
    run_record = replace(run_record, strikes=[*run_record.strikes, strike], routed={"violence": routed})
    return _with(_without(run_record, "events", 2), "dead", letter)


def test_an_event_refused_by_its_topic_becomes_a_dead_letter() -> None:
    assert audit(_refused(_good())).findings == []


@pytest.mark.parametrize(
    ("plant", "finding"),
    [
        (lambda b: replace(b, strikes=b.strikes[:1]), "dead letter not planted: a2: output_too_large"),
        (lambda b: _without(b, "events", 3), "event lost: ev3 of a3"),
        (lambda b: _without(b, "dead", 1), "event lost: ev2 of a2"),
        (lambda b: _changed(b, "dead", 1, value=b"row"), "dead letter altered: a2"),
        (lambda b: _without(b, "enriched", 2), "lost: a2"),
    ],
    ids=["nothing refused", "another event lost", "no letter", "letter altered", "article lost"],
)
def test_a_refusal_excuses_one_event_and_nothing_else(plant: Callable[[RunRecord], RunRecord], finding: str) -> None:
    assert finding in [str(f) for f in audit(plant(_refused(_good()))).findings]


def test_versions_may_differ_in_the_events_of_one_article_alone() -> None:
    """A version that adds a field to events publishes the same article. Half of its events is not enough."""
    good = _good()
    new = {"ev1": _without_time("ev1, with a field"), "ev1b": _without_time("ev1b")}
    other = Wanted(_wanted(1).enriched, new, {"violence": frozenset(new)})
    both = replace(good, wanted={**good.wanted, "a1": [_wanted(1), other]})
    assert [f for f in audit(both).findings if f.kind == "event lost"] == []
    only_new = replace(good, wanted={**good.wanted, "a1": [other]})
    assert [f.kind for f in audit(only_new).findings].count("event lost") == len(new)


def test_either_version_may_have_read_an_article_but_wholly() -> None:
    """The outcome of the old version is right too. Half of one and half of the other is not."""
    run_record = _good()
    old = Wanted(_without_time("old2"), {"old-ev2": _without_time("old-ev2")}, {"violence": frozenset({"old-ev2"})})
    both = replace(run_record, wanted={**run_record.wanted, "a2": [_wanted(2), old]})
    assert audit(both).findings == []
    half = _changed(both, "enriched", 2, value=_value("old2"))
    assert "event lost: old-ev2 of a2" in [str(f) for f in audit(half).findings]


@given(st.sampled_from(["raw", "enriched", "events", "dead"]), st.data())
def test_no_message_can_go_unnoticed(topic: str, data: st.DataObject) -> None:
    """Removing any message from the good record leaves an inconsistency, unless the message has a repeat."""
    run_record = _good()
    messages = getattr(run_record, topic)
    number = data.draw(st.integers(0, len(messages) - 1))
    gone = messages[number]
    rest = [*messages[:number], *messages[number + 1 :]]
    repeated = any(m.key == gone.key for m in rest)
    found = audit(_holding(run_record, topic, rest)).findings
    assert found or repeated


@given(st.sampled_from(["raw", "enriched", "events", "dead"]), st.data())
def test_no_byte_can_change_unnoticed(topic: str, data: st.DataObject) -> None:
    """Changing any byte of a value is found, except in the time of processing."""
    run_record = _good()
    number = data.draw(st.integers(0, len(getattr(run_record, topic)) - 1))
    value = getattr(run_record, topic)[number].value
    at = data.draw(st.integers(0, len(value.partition(b"processed_at")[0]) - 1))
    changed = value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]
    found = audit(_changed(run_record, topic, number, value=changed)).findings
    # A raw message is compared with the dead letters only; its outputs are compared with the wanted ones.
    assert found or (topic == "raw" and number != DEAD)
