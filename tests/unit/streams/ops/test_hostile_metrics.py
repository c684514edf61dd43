"""Metrics of hostile articles: as many series as of others, and no word of theirs in them."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import msgspec
from prometheus_client import CollectorRegistry, generate_latest

from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import ArticleLimits
from agents.pool.reader_pool import ReaderPool
from agents.reader.reading import NewsReader
from agents.worker.deduplication import Deduplicator
from agents.worker.enrich_agent import EnrichAgent
from agents.worker.happenings_input import HappeningsInput
from streams.kafka.async_producer import AsyncProducer
from streams.ops.metrics import Metrics
from streams.ops.settings import Settings
from tests.unit.support.article_texts import model

EVIL = 'Evil<script>alert(1)</script>"} 1\n'
NAME = "Zlatovia"


async def exposed(raws: list[bytes]) -> str:
    """The page of a worker that has settled these."""
    metrics, settings = Metrics(CollectorRegistry()), Settings()
    enrich = EnrichAgent(
        settings,
        ReaderPool(settings),
        AsyncProducer(settings),
        cast(Deduplicator, None),
        HappeningsInput(settings),
        metrics,
    )
    found = outcomes(NewsReader(model()), [*raws], "2026-03-12T00:00:00Z", ArticleLimits(10_000, 100_000))
    at = {"topic": "articles.raw", "partition": 0, "offset": 0, "timestamp": 1.0}
    messages: list[Any] = [SimpleNamespace(message=SimpleNamespace(**at, value=raw)) for raw in raws]
    enrich._settled(messages, found)
    return generate_latest(metrics.registry).decode()


def test_no_word_of_an_article_is_a_label() -> None:
    fields = {"text": f"Rebels from {NAME} attacked Oslo on Sunday. {EVIL}", "language": "en"}
    raws = [
        msgspec.json.encode(fields | dict.fromkeys(("id", "title", "source", "section", "url"), EVIL + NAME)),
        msgspec.json.encode({"text": 7, "id": EVIL + NAME}),
        msgspec.json.encode({"text": EVIL, "published_at": EVIL + NAME}),
    ]
    page = asyncio.run(exposed(raws))
    assert 'outcome="enriched"' in page
    assert 'reason="text_not_string"' in page
    assert not [word for word in ("Evil", "<script", NAME) if word in page]
