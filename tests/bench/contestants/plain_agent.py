"""The Faust agent that one writes from the documentation of Faust and spaCy: `nlp(text)` an article, then send.

Commits as Faust does by default. Runs in a Python environment without the project; variables say where to read and
write.
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
    """Entities of each article."""
    async for article in stream:
        doc = nlp(f"{article.get('title') or ''}\n\n{article['text']}".strip())
        entities = [{"text": ent.text, "label": ent.label_} for ent in doc.ents]
        await enriched.send(key=article["id"], value={"id": article["id"], "entities": entities})


if __name__ == "__main__":
    app.main()
