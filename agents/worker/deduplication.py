"""Detection of duplicates in a batch: fingerprints are computed in a thread, verdicts come from the log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from agents.pool.outcome import ArticleLimits, DeadArticle, decode
from streams.contract.records import Article
from streams.dedup.fingerprint import Fingerprint, fingerprint
from streams.dedup.fingerprint_log import FingerprintLog
from streams.dedup.verdict import Verdict
from streams.kafka.async_producer import AsyncProducer
from streams.ops.health import Health
from streams.ops.metrics import Metrics
from streams.ops.settings import Settings

log = logging.getLogger(__name__)


class Deduplicator:
    """Returns verdicts for each batch; none if `DATELINE_DUPLICATE_HOURS` is 0."""

    def __init__(self, settings: Settings, publisher: AsyncProducer, metrics: Metrics, health: Health) -> None:
        self._limits = ArticleLimits(settings.max_article_chars, settings.max_message_bytes)
        self._metrics, self._health = metrics, health
        self._log = FingerprintLog(settings, publisher, self._read) if settings.duplicate_hours else None
        health.fingerprints_read = self._log is None

    async def run(self) -> None:
        """Read the log of fingerprints until cancelled."""
        await (self._log.run() if self._log else asyncio.Event().wait())

    async def verdicts(self, raws: Sequence[bytes | None]) -> list[Verdict | None]:
        """Return one verdict per message; None if it cannot be read or has no fingerprint."""
        if self._log is None:
            return [None] * len(raws)
        with self._metrics.verdict_seconds.time():
            marks = await asyncio.to_thread(fingerprints, raws, self._limits)
            found = iter(await self._log.verdicts([mark for mark in marks if mark]))
        return [next(found) if mark else None for mark in marks]

    def _read(self, remembered: int, behind: int) -> None:
        self._health.fingerprints_read = True
        self._metrics.fingerprints.set(remembered)
        self._metrics.fingerprint_lag.set(behind)


def fingerprints(raws: Sequence[bytes | None], limits: ArticleLimits) -> list[Fingerprint | None]:
    """Return one fingerprint per message; None if it is not an article."""
    return [_fingerprint(decode(raw, limits)) for raw in raws]


def _fingerprint(item: Article | DeadArticle) -> Fingerprint | None:
    """Return the fingerprint of an article; None also if computing it fails: the article is then read."""
    if isinstance(item, DeadArticle):
        return None
    try:
        return fingerprint(item)
    except Exception as error:  # noqa: BLE001 - no article may stop the worker
        log.warning("no fingerprint of an article, so it is not compared: %r", error, extra={"article_id": item.id})
        return None
