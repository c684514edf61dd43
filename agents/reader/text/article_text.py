"""The text of one article, cleaned and parsed, with offsets into the article as received."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from agents.reader.syntax.tree import Doc, Span
from agents.reader.text.page_layout import STORY_PARTS, Part
from streams.contract.missing_reason import MissingReason
from streams.contract.records import Article, Field


@dataclass(slots=True)
class Passage:
    """A title, headline or paragraph of one field, cleaned (quotes, line wraps, case) and parsed."""

    field: Field
    text: str
    """The text that the model reads: white space collapsed, encoding repaired, all-capital words lowered."""
    offsets: Sequence[int]
    """For each character of `text`, the offset in the field (code points) where its source starts."""
    ends: Sequence[int]
    """For each character of `text`, the offset in the field (code points) where its source ends, exclusive."""
    doc: Doc
    part: Part = "story"
    """The part of the article's layout that the passage is: the story itself, a dateline, a caption …"""

    @property
    def is_headline(self) -> bool:
        """Whether the passage is the title, or a headline within the text."""
        return self.field == "title" or self.part == "headline"

    def source_offsets(self, start: int, end: int) -> tuple[int, int]:
        """Return offsets in the field as received for the characters `start` to `end` (exclusive) of `text`."""
        return self.offsets[start], self.ends[end - 1]

    def span_offsets(self, span: Span) -> tuple[int, int]:
        """Return the character offsets of a span of tokens in the field as received, end exclusive."""
        return self.source_offsets(span.start_char, span.end_char)


@dataclass(slots=True)
class ArticleText:
    """An article with its passages in order, the title first."""

    article: Article
    published: datetime | None
    passages: list[Passage] = field(default_factory=list)

    @property
    def dateline(self) -> int | None:
        """The index of the first passage that is a dateline; None if there is none."""
        return next((n for n, passage in enumerate(self.passages) if passage.part == "dateline"), None)

    @property
    def lead(self) -> int:
        """The index of the first paragraph of the story, after headline and dateline; 0 if there is none."""
        return next((n for n, p in enumerate(self.passages) if p.field == "text" and p.part == "story"), 0)

    @property
    def undated(self) -> str:
        """The reason to give for a date that cannot be resolved because the article has no publication date."""
        warnings = (warning for warning in self.article.warnings if warning.field == "published_at")
        warning = next(warnings, None)
        if warning is None:
            return MissingReason.NO_PUBLICATION_DATE
        return MissingReason.UNUSABLE_PUBLICATION_DATE.format(warning=warning.reason.replace("_", " "))

    @property
    def story_docs(self) -> list[Doc]:
        """One document per passage, in order; empty for passages outside of the story, which report no events."""
        return [passage.doc if passage.part in STORY_PARTS else Doc("") for passage in self.passages]

    def slice(self, name: Field, start: int, end: int) -> str:
        """Return the characters `start` to `end` (exclusive) of a field, exactly as received."""
        return ((self.article.title or "") if name == "title" else self.article.text)[start:end]

    def sentences(self) -> Iterator[tuple[Passage, Span]]:
        """Yield each sentence of the article with its passage, in order."""
        for passage in self.passages:
            for sentence in passage.doc.sents:
                yield passage, sentence
