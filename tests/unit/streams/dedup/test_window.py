from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from streams.dedup.fingerprint import Fingerprint
from streams.dedup.verdict import Verdict
from streams.dedup.window import Window, window_start_ms
from tests.unit.support.duplicate_stories import fingerprint_of, story

BLOCK, CAPACITY = 100, 6
TEXT = story(0, 20)
MARKS = [
    fingerprint_of("whole", TEXT, "https://a.example/1"),
    fingerprint_of("copy", TEXT),
    fingerprint_of("half", TEXT[: len(TEXT) // 2]),
    fingerprint_of("third", TEXT[: len(TEXT) // 3]),
    fingerprint_of("whole", TEXT + " More."),
    fingerprint_of("page", TEXT[len(TEXT) // 3 :], "https://a.example/1"),
    fingerprint_of("other", story(1)),
    fingerprint_of("other copy", story(1)),
]
Log = list[tuple[Fingerprint, int]]

steps = st.one_of(st.integers(0, 30), st.integers(-20, 5), st.integers(80, 250))
logs = st.lists(st.tuples(st.sampled_from(MARKS), steps), min_size=1, max_size=60).map(
    lambda drawn: list(
        zip([m for m, _ in drawn], [1000 + t for t in accumulate(step for _, step in drawn)], strict=True)
    )
)


def read(log: Log) -> Window:
    window = Window(BLOCK, CAPACITY)
    for fingerprint, moment in log:
        window.add(fingerprint, moment)
    return window


@given(logs, st.data())
def test_a_worker_that_starts_late_reaches_the_same_verdicts(log: Log, data: st.DataObject) -> None:
    """This holds for every article on which both still have a verdict, and for all later ones."""
    end = data.draw(st.integers(1, len(log)))
    begin = window_start_ms(log[end - 1][1], BLOCK)
    late = next(at for at, (_, moment) in enumerate(log) if moment >= begin)
    old, new = read(log[:end]), read(log[late:end])
    for fingerprint, moment in [(log[0][0], -1), *log[end:]]:
        assert [old.verdict(m.key) for m in MARKS] == [new.verdict(m.key) for m in MARKS]
        if moment >= 0:
            old.add(fingerprint, moment)
            new.add(fingerprint, moment)
    assert [old.verdict(m.key) for m in MARKS] == [new.verdict(m.key) for m in MARKS]


@given(logs)
def test_a_repeat_in_the_same_block_or_the_next_has_the_first_verdict(log: Log) -> None:
    """An article counts as new if it was not seen in this block or the previous one."""
    window, block = Window(BLOCK, len(log)), 0
    first: dict[bytes, tuple[int, Verdict]] = {}
    seen: dict[bytes, int] = {}
    for fingerprint, moment in log:
        key, block = fingerprint.key, max(block, moment // BLOCK)
        new = seen.get(key, -2) < block - 1
        seen[key] = block
        window.add(fingerprint, moment)
        first = {k: (since, verdict) for k, (since, verdict) in first.items() if since >= block - 1}
        assert {k: window.verdict(k) for k in first} == {k: verdict for k, (_, verdict) in first.items()}
        verdict = window.verdict(key)
        assert verdict is not None
        if new:
            first[key] = block, verdict


@given(logs)
def test_a_duplicate_names_an_article_that_is_read(log: Log) -> None:
    window = Window(BLOCK, CAPACITY)
    for fingerprint, moment in log:
        window.add(fingerprint, moment)
        verdict = window.verdict(fingerprint.key)
        assert verdict is not None
        assert verdict.duplicate_of != verdict.article_id


def test_what_is_remembered_is_bounded_by_number_and_age() -> None:
    window = Window(BLOCK, 10)
    for number in range(100):
        window.add(fingerprint_of(f"a{number}", story(number)), 1000)
        assert len(window) <= 20
    window.add(fingerprint_of("a99 copy", story(99)), 1000)
    verdict = window.verdict(fingerprint_of("a99 copy", story(99)).key)
    assert verdict is not None
    assert verdict.duplicate_of == "a99"
    window.add(fingerprint_of("b99 copy", story(99)), 1000 + 3 * BLOCK)
    verdict = window.verdict(fingerprint_of("b99 copy", story(99)).key)
    assert verdict is not None
    assert verdict.duplicate_of is None
    assert len(window) == 1
