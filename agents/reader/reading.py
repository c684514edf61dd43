"""The reader: articles in, readings out, in batches. Everything that Dateline understands happens behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agents.reader import dates, events, names, numbers, places
from agents.reader.coded import Coded, Finding
from agents.reader.language import detect
from agents.reader.model import Model
from agents.reader.packs import DEFAULT, Ontology, load
from agents.reader.page import Page, Passage
from agents.reader.passages import passages
from streams.codec import parse_moment
from streams.errors import Reason, Unreadable
from streams.records import Article, DateMention, Entity, Place


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one article; the caller adds ids, times and versions."""

    article: Article
    language: str
    entities: list[Entity]
    places: list[Place]
    dates: list[DateMention]
    findings: list[Finding]
    """Every trigger with its reasons, those too that make no event of their own: what `explain` shows."""

    @property
    def events(self) -> list[Coded]:
        """The events, in order of their triggers."""
        return [finding.coded for finding in self.findings if finding.dropped is None]


class Reader:
    """Reads articles with one model. Build one a process: loading takes seconds, reading milliseconds."""

    def __init__(self, model: Model, packs: Sequence[str] = DEFAULT) -> None:
        """Read with these event packs: names of shipped ones (`plover`, `general`), folders of others."""
        self.events = load(*packs)
        self.ontology = self.events.name
        self.model = model
        self.model_name = model.name

    def read(self, articles: Sequence[Article]) -> list[Reading | Unreadable]:
        """Read a batch; the answer has one item an article, in order.

        What cannot be read comes back as an `Unreadable` in its place; anything raised is a bug.
        """
        with self.model.memory_zone():
            return self._read(articles)

    def _read(self, articles: Sequence[Article]) -> list[Reading | Unreadable]:
        languages = [detect(article) for article in articles]
        cleaned = [passages(a) if lang == "en" else [] for a, lang in zip(articles, languages, strict=True)]
        docs = iter(self.model.parse(clean.text for clean_article in cleaned for clean in clean_article))
        results: list[Reading | Unreadable] = []
        for article, language, parts in zip(articles, languages, cleaned, strict=True):
            if language != "en":
                results.append(_unsupported(article, language))
                continue
            page = Page(article, parse_moment(article.published_at) if article.published_at else None)
            page.passages = [Passage(c.field, c.text, c.offsets, c.ends, next(docs)) for c in parts]
            results.append(_understand(page, language, self.events))
        return results


def build(model: str, packs: Sequence[str] = DEFAULT) -> Reader:
    """The reader of a reader process, with the model of that name and these event packs."""
    return Reader(Model(model), packs)


def _understand(page: Page, language: str, ontology: Ontology) -> Reading:
    entities = names.find_entities(page)
    found_places = places.find_places(page, entities)
    found_dates = dates.find_dates(page)
    counts = numbers.find_counts(page)
    findings = events.read_events(page, entities, found_places, found_dates, counts, ontology)
    return Reading(page.article, language, entities, found_places, found_dates, findings)


def _unsupported(article: Article, language: str) -> Unreadable:
    return Unreadable(
        Reason.UNSUPPORTED_LANGUAGE, f"the text is in {language!r}; the model reads English", article.id
    )
