"""Metrics of hostile articles: the number of series does not grow, and no label has article text."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import msgspec
from prometheus_client import CollectorRegistry, generate_latest

from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import ArticleLimits
from agents.reader.reading import NewsReader
from agents.worker.outcome_metrics import account
from streams.ops.metrics import Metrics
from tests.unit.support.article_texts import model

EVIL = 'Evil<script>alert(1)</script>"} 1\n'
NAME = "Zlatovia"


def exposed(raws: list[bytes]) -> str:
    """Return the metrics of a worker that has counted these messages."""
    metrics = Metrics(CollectorRegistry())
    found = outcomes(NewsReader(model()), [*raws], "2026-03-12T00:00:00Z", ArticleLimits(10_000, 100_000))
    at = {"topic": "articles.raw", "partition": 0, "offset": 0, "timestamp": 1.0}
    messages: list[Any] = [SimpleNamespace(message=SimpleNamespace(**at, value=raw)) for raw in raws]
    account(metrics, messages, found)
    return generate_latest(metrics.registry).decode()


def test_no_word_of_an_article_is_a_label() -> None:
    fields = {"text": f"Rebels from {NAME} attacked Oslo on Sunday. {EVIL}", "language": "en"}
    raws = [
        msgspec.json.encode(fields | dict.fromkeys(("id", "title", "source", "section", "url"), EVIL + NAME)),
        msgspec.json.encode({"text": 7, "id": EVIL + NAME}),
        msgspec.json.encode({"text": EVIL, "published_at": EVIL + NAME}),
    ]
    page = exposed(raws)
    assert 'outcome="enriched"' in page
    assert 'reason="text_not_string"' in page
    assert not [word for word in ("Evil", "<script", NAME) if word in page]
