"""The Python class `Publisher`: every article is confirmed and reported, and bad articles are refused."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from streams.contract.codec import canonical_url
from streams.contract.errors import Misconfigured, Reason, Unreadable
from streams.contract.ids import digest
from streams.contract.topics import RAW, catalogue
from streams.ingest.publisher import Delivered, Publisher
from streams.kafka.admin import create_topics
from streams.ops.settings import Settings, load
from tests.broker.clusters import Cluster
from tests.broker.topics import raw

pytestmark = pytest.mark.broker


@pytest.fixture
def settings(cluster: Cluster) -> Settings:
    settings = load(broker=cluster.address, topic_prefix=f"{uuid4().hex[:8]}.", partitions=3)
    create_topics(settings, [topic for topic in catalogue([]) if topic.name == RAW])
    return settings


def test_every_article_is_reported_when_confirmed(settings: Settings) -> None:
    delivered: list[Delivered] = []
    with Publisher(settings, on_delivery=delivered.append) as publisher:
        ids = [publisher.publish({"id": f"a{n}", "text": f"Ministers met {n} times."}) for n in range(1500)]
        assert delivered, "back-pressure: what is in flight is bounded"
        publisher.finish()
        assert [report.article_id for report in delivered] == ids
    articles = {article["id"] for article in raw(settings)}
    assert set(ids) <= articles
    assert len({(report.partition, report.offset) for report in delivered}) == 1500


def test_unreadable_articles_are_refused(settings: Settings) -> None:
    bad: list[tuple[dict[str, Any], Reason]] = [
        ({"title": "Talks"}, Reason.TEXT_MISSING),
        ({"text": 7}, Reason.TEXT_NOT_STRING),
        ({"text": " "}, Reason.TEXT_BLANK),
        ({"text": "They \ud800 met."}, Reason.BAD_UNICODE),
    ]
    before = len(raw(settings))
    with Publisher(settings) as publisher:
        for record, reason in bad:
            with pytest.raises(Unreadable) as caught:
                publisher.publish(record)
            assert caught.value.reason is reason
    assert len(raw(settings)) == before


def test_custom_id_and_field_names(settings: Settings) -> None:
    url = "http://www.lenz.example/a/?utm_source=x"
    with Publisher(settings, fields="text=body") as publisher:
        assert publisher.publish({"body": "They met.", "url": url}) == "u-" + digest(str(canonical_url(url)))
    with pytest.raises(Misconfigured, match="--map"):
        Publisher(settings, fields="body")


def test_an_error_inside_closes_at_once(settings: Settings) -> None:
    def program() -> None:
        with Publisher(settings) as publisher:
            publisher.publish({"text": "They met."})
            raise KeyError

    with pytest.raises(KeyError):
        program()
