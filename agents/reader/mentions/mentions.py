"""Where things are named: the model's entity spans, repaired for what news text breaks. Who they are is `names`."""

from __future__ import annotations

from typing import NamedTuple

from agents.reader.mentions.label_voting import elsewhere, vote
from agents.reader.mentions.missed_names import introduced, missed_names, taken_by
from agents.reader.mentions.result_tables import rows
from agents.reader.mentions.span_candidates import SpanCandidate, candidates
from agents.reader.mentions.sport import is_report, is_sport, name_teams
from agents.reader.syntax.tree import Doc, Span
from agents.reader.text.article_text import ArticleText
from agents.reader.text.passages import readable
from streams.contract.records import Field, Mention


class NamedSpan(NamedTuple):
    """A name in its place: tokens of a passage and characters of the field that they stand for."""

    passage: int
    """Index into `page.passages`."""
    token_start: int
    token_end: int
    """Tokens of the passage's doc, end exclusive."""
    label: str
    """One of `LABELS`."""
    field: Field
    start: int
    end: int
    """Code points of the field as received, end exclusive."""
    text: str
    """The name as it is meant to be read: without character references, soft hyphens and broken encoding."""
    written: str
    """The field's own characters from `start` to `end`."""

    def mention(self) -> Mention:
        """Return the span as a record."""
        return Mention(field=self.field, start=self.start, end=self.end, text=self.written)


def find_mentions(page: ArticleText) -> list[NamedSpan]:
    """Return the names in an article, in reading order, none overlapping another."""
    docs = [passage.doc for passage in page.passages]
    sport = is_sport(docs)
    found = [c for index, doc in enumerate(docs) for c in _of_passage(index, doc, sport)]
    found += elsewhere(found, docs)
    vote(found)
    if sport and is_report(docs, found):
        name_teams(found)
    found.sort(key=lambda c: (c.passage, c.start))
    return [named(page, c.passage, c.span, c.label) for c in found]


def _of_passage(index: int, doc: Doc, sport: bool) -> list[SpanCandidate]:
    """The names of a passage: those of a row, the model's where no row speaks, then what the model did not see."""
    found = rows(index, doc, sport)
    taken = taken_by(found)
    found += [c for c in candidates(index, doc) if taken.isdisjoint(range(c.start, c.end))]
    taken = taken_by(found)
    found += [short for _, short in introduced(found) if short.start not in taken]
    return found + missed_names(index, doc, taken_by(found))


def named(page: ArticleText, index: int, span: Span, label: str) -> NamedSpan:
    """Return a span of a passage's tokens as a name."""
    passage = page.passages[index]
    start, end = passage.span_offsets(span)
    written = page.slice(passage.field, start, end)
    return NamedSpan(index, span.start, span.end, label, passage.field, start, end, readable(written), written)
