"""A topic is deleted and recreated while it is read: the client reports it or resumes, and no new message is lost."""

from __future__ import annotations

from streams.contract.topics import ENRICHED, RAW
from streams.kafka.admin import admin, create_topics
from tests.broker.clusters import SHORT_SESSION
from tests.broker.topics_fixture import Rig, article
from tests.support.patience import until

COUNT = 12
"""Articles before and after. The numbers are equal: with the old offsets none of the new articles would be read."""


def test_a_worker_ends_with_one_line_and_the_next_reads_from_the_start(rig: Rig) -> None:
    worker = rig.worker(**SHORT_SESSION)
    worker.until_ready()
    enriched = rig.consumer(ENRICHED)
    rig.feed([article(number) for number in range(COUNT)])
    # Published and not yet committed: its offset must not be committed to the new topic.
    enriched.until(lambda: len(enriched.messages) == COUNT, "the articles")
    make_again(rig, RAW)
    assert worker.wait() == 1
    line = f"{rig.topic(RAW)} was deleted and created again: restart the worker; it reads the new topic from its start"
    assert worker.log.count(line) == 1, worker.log[-3000:]
    assert "Traceback" not in worker.log
    again = rig.worker(**SHORT_SESSION)
    again.until_ready()
    rig.feed([article(number) for number in range(COUNT, 2 * COUNT)])
    enriched.until(lambda: len({m.key for m in enriched.messages}) == 2 * COUNT, "the new articles")
    assert again.stop() == 0


def make_again(rig: Rig, *names: str) -> None:
    """Delete topics, and recreate them as soon as they are gone."""
    with admin(rig.settings) as connection:
        connection.delete_topics([rig.topic(name) for name in names])
    made: list[str] = []

    def all_made() -> bool:
        made.extend(create_topics(rig.settings, rig.topics))
        return len(made) == len(names)

    until(all_made, "the topics to be deleted")
