"""Mentions of names in an article: the model's entity spans, corrected for the style of news text."""

from __future__ import annotations

from typing import NamedTuple

from agents.reader.mentions.label_voting import mentions_missed_elsewhere, vote
from agents.reader.mentions.missed_names import bracketed_acronyms, covered_tokens, missed_names
from agents.reader.mentions.result_tables import names_in_rows
from agents.reader.mentions.span_candidates import SpanCandidate, candidates
from agents.reader.mentions.sport import is_match_report, is_sport, label_teams
from agents.reader.syntax.tree import Doc, Span
from agents.reader.text.article_text import ArticleText
from agents.reader.text.passages import readable
from streams.contract.records import Field, Mention


class NamedSpan(NamedTuple):
    """A mention with its token offsets in a passage and character offsets in the field."""

    passage: int
    """Index into `ArticleText.passages`."""
    token_start: int
    token_end: int
    """Token offsets in the passage's document, end exclusive."""
    label: str
    """One of `LABELS`."""
    field: Field
    start: int
    end: int
    """Offsets in the field as received, in code points, end exclusive."""
    text: str
    """The name in readable form: character references and encoding resolved, soft hyphens removed."""
    written: str
    """The characters of the field as received."""

    def mention(self) -> Mention:
        """Return the span as a record."""
        return Mention(field=self.field, start=self.start, end=self.end, text=self.written)


def find_mentions(article_text: ArticleText) -> list[NamedSpan]:
    """Return the mentions in an article, in text order; they do not overlap."""
    docs = [passage.doc for passage in article_text.passages]
    sport = is_sport(docs)
    found = [c for index, doc in enumerate(docs) for c in _of_passage(index, doc, sport)]
    found += mentions_missed_elsewhere(found, docs)
    vote(found)
    if sport and is_match_report(docs, found):
        label_teams(found)
    found.sort(key=lambda c: (c.passage, c.start))
    return [named_span(article_text, c.passage, c.span, c.label) for c in found]


def _of_passage(index: int, doc: Doc, sport: bool) -> list[SpanCandidate]:
    """Return the names of a passage: from result tables, else from the model, then those that the model missed."""
    found = names_in_rows(index, doc, sport)
    taken = covered_tokens(found)
    found += [c for c in candidates(index, doc) if taken.isdisjoint(range(c.start, c.end))]
    taken = covered_tokens(found)
    found += [short for _, short in bracketed_acronyms(found) if short.start not in taken]
    return found + missed_names(index, doc, covered_tokens(found))


def named_span(article_text: ArticleText, index: int, span: Span, label: str) -> NamedSpan:
    """Return a span of tokens in the passage with this index as a mention."""
    passage = article_text.passages[index]
    start, end = passage.span_offsets(span)
    written = article_text.slice(passage.field, start, end)
    return NamedSpan(index, span.start, span.end, label, passage.field, start, end, readable(written), written)
