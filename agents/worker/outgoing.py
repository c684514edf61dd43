"""The messages to publish for one message of `articles.raw`: records or a dead letter. No function here raises."""

from __future__ import annotations

from typing import Any

from agents.pool.outcome import VERSION, DeadArticle, Enriched, Outcome
from streams.contract.errors import Reason
from streams.contract.headers import article_headers, event_headers
from streams.contract.topics import DEAD, ENRICHED, EVENTS
from streams.dead_letters.dead_letter import Failure, dead_letter, stub
from streams.kafka.messages import OutgoingMessage
from streams.kafka.record_batches import unreadable_batch
from streams.ops.settings import Settings

TOO_LARGE = Failure(
    Reason.OUTPUT_TOO_LARGE, "publish", "MessageSizeTooLargeError", "a record is larger than its topic allows"
)


def outcome_of(message: Any, outcome: Outcome) -> Outcome:
    """Return the outcome of a message, or a dead article for the record that replaces an undecodable batch."""
    why = unreadable_batch(message.headers) if message.value is None else None
    return outcome if why is None else DeadArticle(Reason.UNREADABLE_BATCH, "decode", "UndecodableBatch", why)


def outgoing(message: Any, outcome: Outcome, settings: Settings) -> list[OutgoingMessage]:
    """Return the enriched article and its events, or the dead letter.

    A record that is too large for its topic is replaced by the dead letter of the message, and that by its stub. If
    building the messages fails, the stub is returned.
    """
    dead = settings.topic(DEAD)
    try:
        if isinstance(outcome, DeadArticle):
            return [dead_letter(message, dead, _failure(outcome), VERSION)]
        return _records(outcome, settings, dead_letter(message, dead, TOO_LARGE, VERSION))
    except Exception as error:  # noqa: BLE001 - no message may stop the worker
        failure = Failure(Reason.DECODER_FAILED, "publish", type(error).__name__, str(error))
        return [stub(message, dead, failure, VERSION)]


def _failure(dead: DeadArticle) -> Failure:
    return Failure(dead.reason, dead.stage, dead.exception, dead.message, dead.attempts)


def _records(outcome: Enriched, settings: Settings, instead: OutgoingMessage) -> list[OutgoingMessage]:
    key = outcome.article_id.encode("utf-8", "replace")
    article = (settings.topic(ENRICHED), outcome.value, article_headers(outcome.article_id))
    events = [(settings.topic(EVENTS), e.value, event_headers(e.id, e.type, e.country)) for e in outcome.events]
    return [OutgoingMessage(topic, key, value, headers, instead) for topic, value, headers in (article, *events)]
