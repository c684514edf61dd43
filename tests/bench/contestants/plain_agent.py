"""The Faust agent from the documentation of Faust and spaCy: `nlp(text)` per article, then send.

It commits automatically, as Faust does. It runs in a Python environment without the project; environment variables
name the broker and the topics.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from typing import Any

import faust

from tests.bench.contestants.stock import load

app = faust.App(
    os.environ["BENCH_GROUP"],
    broker=f"kafka://{os.environ['BENCH_BROKER']}",
    broker_rebalance_timeout=float(os.environ["BENCH_REBALANCE_SECONDS"]),
    broker_session_timeout=6.0,
    consumer_auto_offset_reset="earliest",
    topic_allow_declare=False,
    topic_disable_leader=True,
    store="memory://",
)
articles = app.topic(os.environ["BENCH_FROM"], value_serializer="json")
enriched = app.topic(os.environ["BENCH_TO"], value_serializer="json")
nlp = load(os.environ["BENCH_MODEL"])


@app.agent(articles)  # type: ignore[untyped-decorator]
async def enrich(stream: AsyncIterator[dict[str, Any]]) -> None:
    """Send the entities of each article."""
    async for article in stream:
        doc = nlp(f"{article.get('title') or ''}\n\n{article['text']}".strip())
        entities = [{"text": ent.text, "label": ent.label_} for ent in doc.ents]
        await enriched.send(key=article["id"], value={"id": article["id"], "entities": entities})


if __name__ == "__main__":
    app.main()
