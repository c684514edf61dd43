"""The reader reads or refuses any input: no exception, correct offsets, deterministic results.

`make fuzz` sends more: `make fuzz ARGS="--inputs 100000"`.
"""

from __future__ import annotations

import gc
import random
from functools import _lru_cache_wrapper

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.pool.outcome import DeadArticle, Enriched, Outcome
from streams.contract.errors import Reason
from tests.fuzz.articles import ENDLESS, SEED, damaged_sample, message, samples
from tests.fuzz.check import check
from tests.fuzz.damage import DAMAGES, SNIPPETS, Damage
from tests.fuzz.growth import MOST, endless
from tests.fuzz.run import fuzz, read
from tests.support.work import executed_lines

MESSAGES, DAMAGED, BATCH = 256, 32, 32
CHARS = 2000
ENTRIES = 500
"""Limit for a cache without a bound, which may be keyed by names of our tables and never by words of a text."""


def encoded(article: dict[str, str]) -> bytes:
    return msgspec.json.encode(article)


def test_hostile_messages_are_read_or_refused() -> None:
    tally = fuzz(0, MESSAGES, SEED)
    assert not tally.failures
    assert tally.outcomes.total() == MESSAGES
    assert tally.outcomes["enriched"] > MESSAGES / 2
    assert tally.events > MESSAGES / 2
    assert len(tally.outcomes) > 4, "some are refused, for several reasons"


def test_a_number_gives_the_same_message() -> None:
    assert [message(n) for n in range(50)] == [message(n) for n in range(50)]
    assert message(1) != message(1, seed=1)


@pytest.mark.parametrize("damage", dict.fromkeys(DAMAGES), ids=lambda damage: damage.__name__.strip("_"))
def test_a_damage_changes_a_text(damage: Damage) -> None:
    """A damage without effect would test nothing; it must not need a text of some length either."""
    text = "Rebels attacked 3 villages near Oslo on Sunday. “They fled,” she said."
    assert any(damage(random.Random(n), text) != text for n in range(20))
    damage(random.Random(1), "")


def test_the_check_finds_wrong_outcomes() -> None:
    raw = encoded({"text": "Rebels attacked Oslo on Sunday, killing nine soldiers."})
    (good,) = read([raw])
    assert isinstance(good, Enriched)
    check(raw, good)
    spoilt: list[Outcome] = [
        DeadArticle(Reason.READER_FAILED, "read", "IndexError", "list index out of range"),
        msgspec.structs.replace(good, events=[]),
        msgspec.structs.replace(good, value=good.value.replace(b'"start":16,"end":20', b'"start":16,"end":21')),
        msgspec.structs.replace(good, value=good.value.replace(b'"label":"GPE"', b'"label":7')),
        msgspec.structs.replace(good, value=good.value + b" "),
    ]
    for outcome in spoilt:
        assert outcome != good
        with pytest.raises((AssertionError, msgspec.ValidationError)):
            check(raw, outcome)


def test_damaged_articles_are_read_and_all_that_is_found_slices_to_its_text() -> None:
    rng = random.Random(SEED)
    for _ in range(0, DAMAGED, BATCH):
        raws = [encoded(damaged_sample(rng)) for _ in range(BATCH)]
        for raw, outcome in zip(raws, read(raws), strict=True):
            check(raw, outcome)


@given(
    st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=8), st.sampled_from(["Rebels", "attacked", "Oslo"])))
)
@settings(max_examples=40)
def test_any_text_is_read(pieces: list[str]) -> None:
    article = {"id": "a", "title": " ".join(pieces[:3]), "text": " ".join(pieces), "language": "en"}
    (outcome,) = read([encoded(article)])
    check(encoded(article), outcome)


@pytest.mark.parametrize("kind", ENDLESS)
def test_the_work_for_endless_text_grows_no_faster_than_the_text(kind: str) -> None:
    once, twice, long = (endless(kind, many * CHARS) for many in (1, 2, 3))
    (outcome,) = read([long])  # first, because some results are kept
    assert isinstance(outcome, Enriched)
    check(long, outcome)
    assert executed_lines(lambda: read([twice])) < MOST * executed_lines(lambda: read([once]))


def test_an_article_reads_the_same_alone_among_others_and_again() -> None:
    rng = random.Random(SEED)
    articles = [encoded(article) for article in (*samples(), *(damaged_sample(rng) for _ in range(8)))]
    together = read(articles)
    alone = [read([article])[0] for article in articles[::3]]
    assert alone == together[::3]
    assert read(articles[::-1])[::-1] == together


def test_no_cache_grows_with_what_is_read() -> None:
    read(encoded(article) for article in samples())
    # Frozen objects, which imports leave, are not among those that the collector lists.
    gc.unfreeze()
    cached = [o for o in gc.get_objects() if isinstance(o, _lru_cache_wrapper)]
    ours = [function for function in cached if function.__module__.startswith("agents.")]
    assert len(ours) > 10
    for function in ours:
        if function.cache_parameters()["maxsize"] is None:
            assert function.cache_info().currsize < ENTRIES, function
