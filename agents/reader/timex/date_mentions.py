"""Date mentions: the time expressions of an article as TIMEX3, resolved against its publication date."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader.syntax.tree import Doc
from agents.reader.text.article_text import ArticleText
from agents.reader.timex.expressions import Expression, find_expressions
from agents.reader.timex.intervals import TimeInterval
from agents.reader.timex.reference_time import ReferenceTime
from agents.reader.timex.resolve import Resolved, resolve
from agents.reader.timex.tense import tense_direction
from streams.contract.records import DateMention, Field

_DAYS = frozenset({"weekday", "day", "weekday_and_day", "numeric", "relative"})
"""Readings of expressions that can name a day."""
QUARTER_REACH = 5
"""Number of paragraphs after a quarter within which "a year ago" means the same quarter of that year."""


def find_dates(article_text: ArticleText) -> list[DateMention]:
    """Return the date, time and duration expressions of an article, in text order.

    If an expression cannot be resolved, its value is None and `missing` gives the reason.
    """
    context = ReferenceTime(article_text.published, article_text.undated)
    named = 0
    found = []
    for i, passage in enumerate(article_text.passages):
        if i - named > QUARTER_REACH:
            context.compared = None
        expressions = list(find_expressions(passage.text, passage.doc))
        for n, e in enumerate(expressions):
            context.lean = tense_direction(passage.doc, e.start, e.end)
            if e.reading == "clock" and context.lean <= 0:
                context.last = _day_of_sentence(passage.doc, e, expressions[n + 1 :], context) or context.last
            resolved = resolve(e, context)
            start, end = passage.source_offsets(e.start, e.end)
            found.append(_mention(article_text, passage.field, start, end, resolved))
            if e.reading != "ago" and resolved.interval:
                context.last = resolved.interval
            if _names_quarter(e, resolved):
                context.quarter = context.compared = resolved.interval
                named = i
    return found


def _day_of_sentence(
    doc: Doc, clock: Expression, later: Sequence[Expression], context: ReferenceTime
) -> TimeInterval | None:
    """Return the day that a sentence names after a time of day: "shortly before noon, a bomb went off on Sunday"."""
    end = next((sentence.end_char for sentence in doc.sents if clock.start < sentence.end_char), clock.end)
    named = next((e for e in later if e.end <= end and e.reading in _DAYS), None)
    found = resolve(named, context) if named is not None else None
    return found.interval if found is not None and found.grain == "day" else None


def _mention(article_text: ArticleText, field: Field, start: int, end: int, resolved: Resolved) -> DateMention:
    return DateMention(
        field=field,
        start=start,
        end=end,
        text=article_text.slice(field, start, end),
        type=resolved.type,
        value=resolved.value,
        grain=resolved.grain,
        missing=resolved.missing,
    )


def _names_quarter(e: Expression, resolved: Resolved) -> bool:
    return e.reading == "quarter" and resolved.interval is not None
