"""Publishing of articles from Python programs, each confirmed by the broker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import msgspec

from streams.contract.codec import decode_article
from streams.contract.errors import Reason, Unreadable
from streams.contract.topics import RAW
from streams.ingest.extract.field_map import Fields, mapped_record, parse_fields
from streams.ingest.formats.jsonl import found_article
from streams.kafka.sync_producer import SyncProducer
from streams.ops.settings import Settings, load


@dataclass(frozen=True, slots=True)
class Delivered:
    """Topic, partition and offset of an article that every replica has confirmed."""

    article_id: str
    partition: int
    offset: int


class Publisher:
    """Idempotent producer for `articles.raw`; waits if the broker is slow.

    >>> with Publisher(on_delivery=print) as publisher:
    ...     publisher.publish({"url": "https://courier.example/talks", "text": "They met in Lenz."})

    Leaving the context waits until all articles are confirmed, except after an exception. Not thread-safe.

    Raises:
        Misconfigured: a setting is wrong, or the topic does not exist.
        Transient: no broker answers, or an article was not confirmed within `DATELINE_PUBLISH_TIMEOUT_SECONDS`.
            Articles without a report may have been published; it is safe to send them again.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        fields: str | Fields = "",
        on_delivery: Callable[[Delivered], None] = lambda delivered: None,
    ) -> None:
        """Connect with the settings of the environment; `fields` is a field map as for `dateline feed --map`."""
        self._settings = settings or load()
        self._fields = parse_fields(fields) if isinstance(fields, str) and fields else dict(fields or {})
        self._on_delivery = on_delivery
        self._sender = SyncProducer(self._settings, self._settings.topic(RAW))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            if error is None:
                self.finish()
        finally:
            self.close()

    def publish(self, record: Mapping[str, Any]) -> str:
        """Send an article and return its id. A later call, at the latest `finish`, reports it to `on_delivery`.

        Raises:
            Unreadable: no worker could read it; nothing is sent.
        """
        value = encoded(record, self._fields)
        article_id = decode_article(value, max_chars=self._settings.max_article_chars).id
        self._sender.send(
            found_article(value, "").key,
            value,
            on_delivery=lambda partition, offset: self._on_delivery(Delivered(article_id, partition, offset)),
        )
        return article_id

    def finish(self) -> None:
        """Wait until every article is confirmed."""
        self._sender.finish()

    def close(self) -> None:
        """Close the connection, even if messages are unconfirmed."""
        self._sender.__exit__(None, None, None)


def encoded(record: Mapping[str, Any], fields: Fields) -> bytes:
    """Return an article as JSON; values of other types become strings.

    Raises:
        Unreadable: a string in it is not valid Unicode.
    """
    try:
        return msgspec.json.encode(mapped_record(record, fields), enc_hook=str)
    except UnicodeEncodeError as error:
        raise Unreadable(Reason.BAD_UNICODE, f"is not valid Unicode: {error}") from error
