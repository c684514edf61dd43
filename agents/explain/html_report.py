"""HTML report: articles with their events and reasons in one file, as in the desk's article view."""

from __future__ import annotations

from collections.abc import Sequence

from agents.explain.article_reasons import article_reasons, article_records
from agents.reader.reading import NewsReading
from streams.desk.view.article_view import ArticleView, article_view
from streams.desk.view.rendering import standalone_page


def html_report(readings: Sequence[NewsReading]) -> str:
    """Return one HTML document for any number of articles: no script, no external resource, all text escaped."""
    return standalone_page([_view(number, reading) for number, reading in enumerate(readings, 1)])


def _view(number: int, reading: NewsReading) -> ArticleView:
    record, events = article_records(reading)
    return article_view(reading.article, record, events, article_reasons(reading), prefix=f"a{number}-")
