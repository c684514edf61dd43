"""The work of each peer: Dateline's reader from raw messages to output messages, in the peer's process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import NamedTuple

from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import ArticleLimits, DeadArticle
from agents.reader.reading import NewsReader, build
from streams.contract.topics import ENRICHED, EVENTS
from streams.ops.settings import Settings


class Out(NamedTuple):
    """One message to publish."""

    topic: str
    key: bytes
    value: bytes


@cache
def settings() -> Settings:
    """Return the settings of the environment, as a worker does."""
    return Settings()


@cache
def reader() -> NewsReader:
    """Return the reader, one per process."""
    return build(settings().model, settings().packs)


def limits() -> ArticleLimits:
    """Return the largest sizes of an article and of a message."""
    return ArticleLimits(settings().max_article_chars, settings().max_message_bytes)


def read(raws: Sequence[bytes]) -> list[Out]:
    """Return the messages that a worker publishes for these messages.

    Raises:
        ValueError: one of them is a dead letter; benchmarks have none.
    """
    outs: list[Out] = []
    for outcome in outcomes(reader(), raws, datetime.now(UTC).isoformat(timespec="milliseconds"), limits()):
        if isinstance(outcome, DeadArticle):
            raise ValueError(outcome.message)
        key = outcome.article_id.encode()
        outs.append(Out(settings().topic(ENRICHED), key, outcome.value))
        outs.extend(Out(settings().topic(EVENTS), key, event.value) for event in outcome.events)
    return outs
