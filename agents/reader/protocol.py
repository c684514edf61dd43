"""Protocols of a reader plug-in (`DATELINE_READER`) and of its results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from agents.reader.coded_events.coded_event import CodedEvent as CodedEvent
from streams.contract.errors import Unreadable
from streams.contract.records import Article, DateMention, Entity, Place


class Reading(Protocol):
    """The result of reading one article. The caller adds ids, times and versions."""

    @property
    def article(self) -> Article:
        """The article as received, possibly with more `warnings`."""

    @property
    def language(self) -> str | None:
        """ISO 639-1 code."""

    @property
    def entities(self) -> list[Entity]:
        """The entities, in order of first mention."""

    @property
    def places(self) -> list[Place]:
        """The places, in text order."""

    @property
    def dates(self) -> list[DateMention]:
        """The time expressions, in text order."""

    @property
    def events(self) -> list[CodedEvent]:
        """The events, in order of their triggers; no two of one type have the same trigger."""

    @property
    def agency(self) -> str | None:
        """The news agency that the article credits."""


class Reader(Protocol):
    """Reads articles. A reader process builds one reader and calls it with one batch after another.

    The process sets the reader's attribute `meter` to a `StageTimer`. A reader that calls its `lap` has the time of
    each stage in the metrics.
    """

    @property
    def ontology(self) -> str:
        """Names and versions of the event packs, for `pipeline` in records."""

    @property
    def model_name(self) -> str:
        """Name and version of the model, for `pipeline` in records."""

    def read(self, articles: Sequence[Article]) -> Sequence[Reading | Unreadable]:
        """Return one item per article, in order; an `Unreadable` for an article that cannot be read.

        An exception makes the article a dead letter with the reason `reader_failed`.
        """


class BuildReader(Protocol):
    """The function that `DATELINE_READER` names, called once per reader process."""

    def __call__(self, model: str, packs: Sequence[str], /) -> Reader:
        """Return a reader with this model and these event packs; raises `Misconfigured` if one is missing."""
