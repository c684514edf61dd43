"""Every message has one outcome, equal to that of the reader without a broker, with its key and headers."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pytest

from agents.pool.outcome import Enriched, Outcome
from streams.contract.topics import DEAD, ENRICHED, EVENTS, route_topic
from tests.broker.conftest import MakeRig
from tests.broker.topic_consumer import Message, TopicConsumer
from tests.broker.topics_fixture import Rig, article, dead, enriched, expected, values_without_time, without_time
from tests.broker.worker_process import WorkerProcess

RAWS: list[bytes | None] = [
    article(i) if i % 10 else (article(i, "[print] nothing happened") if i % 20 else b"not JSON") for i in range(200)
]


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """The output for RAWS of one worker that was then stopped."""

    rig: Rig
    consumer: TopicConsumer
    expected: list[Outcome]
    readings: dict[str, float]
    exit_code: int

    def of(self, name: str) -> list[Message]:
        """Return the messages of one topic."""
        return self.consumer.of(self.rig.topic(name))


@pytest.fixture(scope="module")
def finished_run(make_rig: MakeRig) -> FinishedRun:
    """Return the output for RAWS, which all tests of this module share."""
    rig = make_rig()
    consumer = rig.consumer()
    worker = rig.worker()
    rig.feed(RAWS)
    found = expected(RAWS)
    events = [event for outcome in enriched(found) for event in outcome.events]
    consumer.until(lambda: rig.settled(consumer) == len(RAWS), "every outcome")
    consumer.until(lambda: len(consumer.of(rig.topic(route_topic("violence")))) >= 170, "every routed event")
    worker.until(lambda: _metric(worker, "taken") == len(RAWS), "the last acknowledgement")
    if rig.cluster.exact:
        # A stop finishes what is in flight; the route and happenings agents may have more to take.
        worker.until(lambda: rig.lag() == 0, "routes and happenings to catch up")
    worker.until_ready()
    readings = {
        "taken": _metric(worker, "taken"),
        "enriched": worker.metric('dateline_articles_total{outcome="enriched"'),
        "dead": worker.metric('dateline_articles_total{outcome="dead",reason="not_json"'),
        "outcomes": worker.metric("dateline_articles_total{"),
        "events": worker.metric("dateline_events_total{"),
        "live": worker.get("/livez")[0],
    }
    assert readings["events"] == len(events)
    code = worker.stop()
    consumer.drain()
    return FinishedRun(rig, consumer, found, readings, code)


def _metric(worker: WorkerProcess, name: str) -> float:
    return worker.metric(f"dateline_messages_{name}_total")


def test_each_message_has_one_outcome(finished_run: FinishedRun) -> None:
    """Enriched articles and dead letters add up, on the topics and in the counters."""
    good, bad = enriched(finished_run.expected), dead(finished_run.expected)
    assert len(good) + len(bad) == len(RAWS)
    assert len(finished_run.of(ENRICHED)) == len(good)
    assert len(finished_run.of(DEAD)) == len(bad)
    assert finished_run.readings["enriched"] == len(good)
    assert finished_run.readings["dead"] == len(bad)
    assert finished_run.readings["outcomes"] == finished_run.readings["taken"] == len(RAWS)


def test_outputs_are_what_the_reader_gives(finished_run: FinishedRun) -> None:
    """Outputs are equal byte for byte, except for the time of processing."""
    good = enriched(finished_run.expected)
    assert values_without_time(finished_run.of(ENRICHED)) == sorted(without_time(o.value) for o in good)
    assert values_without_time(finished_run.of(EVENTS)) == sorted(without_time(e.value) for o in good for e in o.events)


def test_keys_are_article_ids(finished_run: FinishedRun) -> None:
    """A compacted topic keeps the last record of each article, and the events of an article stay in order."""
    for message in finished_run.of(ENRICHED) + finished_run.of(EVENTS):
        assert message.value is not None
        assert message.key == msgspec.json.decode(message.value)["article_id"].encode()
    by_article: dict[bytes | None, list[int]] = {}
    for message in finished_run.of(EVENTS):
        assert message.value is not None
        start = msgspec.json.decode(message.value)["evidence"]["trigger_start"]
        by_article.setdefault(message.key, []).append(start)
    assert all(starts == sorted(starts) for starts in by_article.values())


def test_headers_say_what_is_in_it(finished_run: FinishedRun) -> None:
    """Headers give schema, content type and CloudEvents attributes; those of events also type and known country."""
    for message in finished_run.of(ENRICHED) + finished_run.of(EVENTS):
        assert message.value is not None
        record = msgspec.json.decode(message.value)
        event = "event_id" in record
        country = (record.get("location") or {}).get("country")
        wanted = {
            "schema": "dateline.event/1" if event else "dateline.article/1",
            "content-type": "application/json",
            "ce_specversion": "1.0",
            "ce_id": record["event_id"] if event else record["article_id"],
            "ce_type": "dateline.event" if event else "dateline.article",
            "ce_source": "dateline",
            "ce_time": dict(message.headers)["ce_time"].decode(),
        }
        wanted |= {"event-type": record["event_type"]} if event else {}
        wanted |= {"country": country} if country else {}
        found = {name: value.decode() for name, value in message.headers}
        assert found == wanted


def test_events_are_routed_byte_for_byte(finished_run: FinishedRun) -> None:
    """Each event is on every route whose rules match, with key and headers."""
    events = finished_run.of(EVENTS)
    violent = [m for m in events if m.header("event-type") == "ASSAULT"]
    peruvian = [m for m in events if dict(m.headers).get("country") == b"PER"]
    assert _contents(finished_run.of(route_topic("violence"))) == _contents(violent) != []
    assert _contents(finished_run.of(route_topic("peru"))) == _contents(peruvian) != []


def _contents(messages: list[Message]) -> list[tuple[bytes | None, bytes | None, list[tuple[str, bytes]]]]:
    return sorted(((m.key, m.value, m.headers) for m in messages), key=repr)


def test_dead_letters_keep_the_message(finished_run: FinishedRun) -> None:
    """A dead letter has the original key and bytes."""
    letters = finished_run.of(DEAD)
    assert {m.value for m in letters} == {b"not JSON"}
    assert {m.key for m in letters} == {f"{i}".encode() for i, raw in enumerate(RAWS) if raw == b"not JSON"}


def test_everything_is_acknowledged_when_it_stops(finished_run: FinishedRun) -> None:
    """A clean stop exits 0 with every message committed."""
    assert finished_run.exit_code == 0
    assert finished_run.readings["live"] == 200
    assert finished_run.rig.committed() == len(RAWS)
    if finished_run.rig.cluster.exact:
        assert finished_run.rig.lag() == 0


def test_a_route_for_each_type_by_default(make_rig: MakeRig) -> None:
    """Without a routes file each event is on the topic of its type."""
    rig = make_rig(DATELINE_ROUTES="")
    consumer = rig.consumer()
    rig.feed([article(i) for i in range(8)])
    rig.worker()
    consumer.until(lambda: len(consumer.of(rig.topic("events.agree"))) == 8, "the events of type AGREE")
    consumer.until(lambda: len(consumer.of(rig.topic("events.consult"))) == 8, "the events of type CONSULT")
    consumer.until(lambda: len(consumer.of(rig.topic("events.assault"))) == 8, "the events of type ASSAULT")
    assert all(isinstance(outcome, Enriched) for outcome in expected([article(1)]))
