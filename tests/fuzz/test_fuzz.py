"""Whatever a text does, the reader reads it: nothing raised, every offset right, in time, the same each time.

DATELINE_FUZZ=100000 reads so many damaged articles in place of a few.
"""

from __future__ import annotations

import gc
import os
import random
import time
from collections.abc import Iterator, Sequence
from functools import _lru_cache_wrapper, cache
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.outcome import Dead, Enriched, Limits, Outcome, outcomes
from agents.reader.reading import Reader
from streams.errors import Reason
from tests.unit.hostile import ENDLESS, SEED, SNIPPETS, damaged, samples
from tests.unit.pages import model

DAMAGED = int(os.environ.get("DATELINE_FUZZ", "64"))
BATCH = 32
SPANS = {
    ("sentence", "sentence_start", "sentence_end"),
    ("trigger", "trigger_start", "trigger_end"),
    ("text", "start", "end"),
}
ENTRIES = 500
"""Most entries of a cache without a bound: those keyed by names of our own tables, never by words of a text."""


@cache
def reader() -> Reader:
    return Reader(model())


def read(articles: Sequence[dict[str, str]]) -> list[Outcome]:
    raws: list[bytes | None] = [msgspec.json.encode(article) for article in articles]
    return outcomes(reader(), raws, "2026-03-12T00:00:00Z", Limits(10**6, 10**7))


def records(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a message, however deep."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from records(inner)


def check(article: dict[str, str], outcome: Outcome) -> None:
    """It was read, or is in another language; what was found in it stands where it says."""
    if isinstance(outcome, Dead):
        assert outcome.reason in (Reason.UNSUPPORTED_LANGUAGE, Reason.TEXT_BLANK), outcome
        return
    for message in (outcome.value, *(event.value for event in outcome.events)):
        for record in records(msgspec.json.decode(message)):
            for text, start, end in SPANS:
                if isinstance(record.get(start), int):
                    assert article[record["field"]][record[start] : record[end]] == record[text]


def test_damaged_articles_are_read_and_all_that_is_found_slices_to_its_text() -> None:
    rng = random.Random(SEED)
    for _ in range(0, DAMAGED, BATCH):
        articles = [damaged(rng) for _ in range(BATCH)]
        for article, outcome in zip(articles, read(articles), strict=True):
            check(article, outcome)


@given(
    st.lists(
        st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=8), st.sampled_from(["Rebels", "attacked", "Oslo"]))
    )
)
@settings(deadline=None, max_examples=60)
def test_any_text_is_read(pieces: list[str]) -> None:
    article = {"id": "a", "title": " ".join(pieces[:3]), "text": " ".join(pieces), "language": "en"}
    (outcome,) = read([article])
    check(article, outcome)


@pytest.mark.parametrize("kind", ENDLESS)
def test_endless_text_is_read_in_time(kind: str) -> None:
    text = "The mayor of Oslo met the press. " + ENDLESS[kind] * (10_000 // len(ENDLESS[kind]))
    article = {"id": "a", "text": text, "language": "en", "published_at": "2026-03-10"}
    began = time.process_time()
    (outcome,) = read([article])
    assert time.process_time() - began < 10
    assert isinstance(outcome, Enriched)
    check(article, outcome)


def test_an_article_reads_the_same_alone_among_others_and_again() -> None:
    rng = random.Random(SEED)
    articles = [*samples(), *(damaged(rng) for _ in range(8))]
    together = read(articles)
    alone = [read([article])[0] for article in articles[::3]]
    assert alone == together[::3]
    assert read(articles[::-1])[::-1] == together


def test_no_cache_grows_with_what_is_read() -> None:
    read(samples())
    cached = [o for o in gc.get_objects() if isinstance(o, _lru_cache_wrapper)]
    ours = [function for function in cached if function.__module__.startswith("agents.")]
    assert len(ours) > 10
    for function in ours:
        if function.cache_parameters()["maxsize"] is None:
            assert function.cache_info().currsize < ENTRIES, function
