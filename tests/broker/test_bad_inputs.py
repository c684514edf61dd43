"""Each bad message becomes a dead letter with the right reason. The good messages before and after it are read."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from streams.contract.headers import DEAD_LETTER_HEADERS
from streams.contract.topics import DEAD, ENRICHED, RAW
from streams.dead_letters.dead_letter import original_headers
from tests.broker.conftest import MakeRig
from tests.broker.topic_consumer import Message, TopicConsumer
from tests.broker.topics_fixture import PARTITIONS, Header, Rig, article
from tests.broker.unreadable_messages import BAD, Bad

OWN = [
    ("trace", b"\x00\xff raw"),
    ("trace", b"and again"),
    ("ce_id", b"theirs"),
    ("reason", b"a header that has the name of one of ours"),
]


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """The output for the bad messages. Each stands between two good messages in its partition."""

    rig: Rig
    consumer: TopicConsumer

    def letter(self, bad: Bad) -> Message:
        """Return the only dead letter of a bad message."""
        key = f"{_position(bad)}".encode()
        (letter,) = [m for m in self.consumer.of(self.rig.topic(DEAD)) if m.key == key]
        return letter


def _position(bad: Bad) -> int:
    """Return its position in the partition: good, bad, good, bad … good."""
    at = BAD.index(bad)
    return at % PARTITIONS + PARTITIONS * (2 * (at // PARTITIONS) + 1)


@pytest.fixture(scope="module")
def finished_run(make_rig: MakeRig) -> FinishedRun:
    """Return the output of one worker that read all messages."""
    rig = make_rig(DATELINE_ARTICLE_TIMEOUT_SECONDS="3")
    last = max(_position(bad) for bad in BAD)
    raws: list[bytes | None] = [article(i) for i in range((last // PARTITIONS + 2) * PARTITIONS)]
    headers: list[list[Header]] = [[] for _ in raws]
    for bad in BAD:
        raws[_position(bad)] = bad.raw
        headers[_position(bad)] = OWN
    rig.feed(raws, headers)
    consumer = rig.consumer(ENRICHED, DEAD)
    worker = rig.worker()
    consumer.until(lambda: rig.settled(consumer) == len(raws), "every outcome")
    worker.until(lambda: worker.metric("dateline_messages_taken_total") == len(raws), "the last acknowledgement")
    assert worker.metric('dateline_articles_total{outcome="dead"') == len(BAD)
    assert worker.stop() == 0
    consumer.drain()
    assert rig.committed() == len(raws)
    return FinishedRun(rig, consumer)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_it_becomes_a_dead_letter(finished_run: FinishedRun, bad: Bad) -> None:
    """The dead letter has the original bytes, key and headers, the reason, and the original position."""
    letter = finished_run.letter(bad)
    assert letter.value == bad.raw
    assert letter.headers[: len(OWN)] == OWN
    assert original_headers(letter.headers) == OWN
    why = dict(letter.headers[len(OWN) :])
    assert tuple(why) == DEAD_LETTER_HEADERS
    assert why["reason"].decode() == bad.reason
    assert why["stage"].decode() == bad.stage
    assert int(why["attempts"]) == bad.attempts
    assert why["topic"].decode() == finished_run.rig.topic(RAW)
    assert int(why["partition"]) == _position(bad) % PARTITIONS
    assert int(why["offset"]) == _position(bad) // PARTITIONS
    assert 0 < len(why["message"].decode()) <= 500
    assert why["exception"]
    assert int(why["timestamp"]) > 0


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_both_neighbours_are_read(finished_run: FinishedRun, bad: Bad) -> None:
    """Both are enriched, whatever the bad message causes."""
    read = {m.key for m in finished_run.consumer.of(finished_run.rig.topic(ENRICHED))}
    before, after = _position(bad) - PARTITIONS, _position(bad) + PARTITIONS
    assert {f"a{before:04}".encode(), f"a{after:04}".encode()} <= read
