"""Explanations from a separate process equal those of this process, and a process that ends is replaced."""

from __future__ import annotations

import os
import signal

from agents.explain.article_reasons import article_reasons, article_records
from agents.explain.process_explainer import ProcessExplainer
from agents.reader.reading import NewsReader, NewsReading
from streams.contract.records import Article
from streams.desk.view.article_view import article_view
from streams.ops.settings import load
from tests.unit.support.article_texts import model

ARTICLE = Article(id="a", text="Rebels attacked a convoy near Oslo on Sunday, killing nine.", language="en")


def read() -> NewsReading:
    (reading,) = NewsReader(model()).read([ARTICLE])
    assert isinstance(reading, NewsReading)
    return reading


def test_the_reasons_belong_to_the_events_of_the_page() -> None:
    reading = read()
    record, events = article_records(reading)
    view = article_view(ARTICLE, record, events, article_reasons(reading))
    assert view.wrong_marks == 0
    assert [shown.event for shown in view.events] == events
    rows = {row.name: row.reason for row in view.events[0].rows}
    assert "subject" in rows["actor"]
    assert all(rows[name] for name in ("status", "recipient", "when", "where"))


async def test_a_process_that_ends_is_replaced() -> None:
    settings = load()

    explainer = ProcessExplainer(settings)
    first = await explainer.explain(ARTICLE)
    assert first == article_reasons(read())
    assert explainer._process is not None
    os.kill(explainer._process.pid, signal.SIGKILL)
    await explainer._process.wait()
    other = Article(id="b", text=ARTICLE.text, language="en")
    assert await explainer.explain(other) is None
    assert await explainer.explain(Article(id="c", text=ARTICLE.text, language="en")) is not None
    assert await explainer.explain(ARTICLE) == first
    await explainer.close()
