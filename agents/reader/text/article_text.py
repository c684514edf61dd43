"""An article laid out for reading: passages of cleaned text that remember where each character came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from agents.reader.syntax.tree import Doc, Span
from agents.reader.text.page_layout import TOLD, Part
from streams.contract.records import Article, Field


@dataclass(slots=True)
class Passage:
    """A heading or paragraph of one field, cleaned (quotes, wraps, case) and parsed."""

    field: Field
    text: str
    """As read by the model: white space folded, encoding repaired, headline capitals lowered."""
    offsets: Sequence[int]
    """For each character of `text`, the code point of the field that it stands for."""
    ends: Sequence[int]
    """For each character of `text`, the code point of the field just after what it stands for."""
    doc: Doc
    part: Part = "story"
    """What of the page it is: the story itself, or what stands beside it."""

    @property
    def is_headline(self) -> bool:
        """Whether it is the title or a headline that stands in the text."""
        return self.field == "title" or self.part == "headline"

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters `start` to `end` of the cleaned text stand in the field as received."""
        return self.offsets[start], self.ends[end - 1]

    def place(self, span: Span) -> tuple[int, int]:
        """Return where a span of tokens stands in the field as received."""
        return self.written(span.start_char, span.end_char)


@dataclass(slots=True)
class ArticleText:
    """One article being read: its passages in order, the title's first."""

    article: Article
    published: datetime | None
    passages: list[Passage] = field(default_factory=list)

    @property
    def dateline(self) -> int | None:
        """The index of the first passage that is a dateline; None where the article has none."""
        return next((n for n, passage in enumerate(self.passages) if passage.part == "dateline"), None)

    @property
    def lead(self) -> int:
        """The index of the first paragraph of the story, after headline and dateline; 0 where there is none."""
        return next((n for n, p in enumerate(self.passages) if p.field == "text" and p.part == "story"), 0)

    @property
    def undated(self) -> str:
        """Why there is no date of publication, for expressions that need it."""
        warned = (warning for warning in self.article.warnings if warning.field == "published_at")
        reason = next(warned, None)
        return f"no publication date: {reason.reason.replace('_', ' ')}" if reason else "no publication date"

    @property
    def told(self) -> list[Doc]:
        """The documents of all passages, in order, empty for those beside the story: they report no events."""
        return [passage.doc if passage.part in TOLD else Doc("") for passage in self.passages]

    def slice(self, name: Field, start: int, end: int) -> str:
        """Return the article's own characters, exactly as received."""
        return ((self.article.title or "") if name == "title" else self.article.text)[start:end]

    def sentences(self) -> Iterator[tuple[Passage, Span]]:
        """Yield each sentence of the article with the passage that holds it."""
        for passage in self.passages:
            for sentence in passage.doc.sents:
                yield passage, sentence
