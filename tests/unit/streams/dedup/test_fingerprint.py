from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streams.contract.records import Article
from streams.dedup.fingerprint import FORMAT, LONGEST_ID, decode_fingerprint, encode_fingerprint, fingerprint
from streams.dedup.sketch import bottom_k, overlap
from tests.unit.support.duplicate_stories import fingerprint_of, story

sets = st.sets(st.integers(0, 2**32 - 1), max_size=300)


def sketch(values: set[int], most: int) -> np.typing.NDArray[np.uint32]:
    return bottom_k(np.array(sorted(values), dtype=np.uint32), most)


@given(sets, sets)
def test_whole_sets_are_compared_exactly(one: set[int], other: set[int]) -> None:
    held, compared = overlap(sketch(one, 301), sketch(other, 301), 301)
    assert compared == len(one)
    assert held == (len(one & other) / len(one) if one else 1.0)


@given(sets, sets, st.integers(1, 50))
def test_sketches_compare_no_more_than_both_know(one: set[int], other: set[int], most: int) -> None:
    held, compared = overlap(sketch(one, most), sketch(other, most), most)
    limit = min((sorted(values)[most - 1] for values in (one, other) if len(values) >= most), default=2**32)
    known = {value for value in one if value <= limit}
    assert compared == len(known)
    if known:
        assert held == pytest.approx(len(known & other) / len(known))


def test_a_sketch_estimates_the_overlap_of_a_truncated_copy() -> None:
    rng = np.random.default_rng(1)
    whole = rng.choice(2**32, 2000, replace=False).astype(np.uint32)
    held, compared = overlap(bottom_k(whole[:600], 128), bottom_k(whole, 128), 128)
    assert (held, compared > 25) == (1.0, True)
    back, _ = overlap(bottom_k(whole, 128), bottom_k(whole[:600], 128), 128)
    assert back == pytest.approx(0.3, abs=0.12)


@given(st.text(max_size=400), st.text(max_size=60), st.text(max_size=40))
def test_any_article_has_a_small_fingerprint_that_comes_back_whole(text: str, title: str, url: str) -> None:
    made = fingerprint(Article(id="a", text=text, title=title, url=url))
    assert made is not None
    assert decode_fingerprint(encode_fingerprint(made)) == made
    long = fingerprint_of("a" * LONGEST_ID, story(1, 400), "https://news.example/a")
    assert len(encode_fingerprint(long)) < 900 + LONGEST_ID


def test_an_article_with_an_endless_id_has_none() -> None:
    assert fingerprint(Article(id="x" * (LONGEST_ID + 1), text=story(1))) is None


def test_layout_case_and_marks_do_not_make_another_text() -> None:
    text = "The Ferry, “late” by 1,200 minutes,\n\n   sailed.  " * 10
    other = 'the ferry "late" by 1,200 minutes - sailed ' * 10
    assert fingerprint_of("a", text).text == fingerprint_of("b", other).text
    assert fingerprint_of("a", text).text != fingerprint_of("b", text.replace("1,200", "1,201")).text


def test_a_title_is_part_of_a_stub_and_not_of_a_story() -> None:
    stub, long = "Subscribe to read this story in full.", story(1)
    assert fingerprint_of("a", stub, title="Ferry sinks").text != fingerprint_of("b", stub, title="Bridge opens").text
    assert fingerprint_of("a", long, title="Ferry sinks").text == fingerprint_of("b", long, title="Bridge opens").text


@pytest.mark.parametrize("title", ["UPDATE 2-Ferry sinks", "(CORRECTED) - Ferry sinks", "REFILE: Ferry sinks"])
def test_titles_that_mark_a_changed_story(title: str) -> None:
    assert fingerprint_of("a", story(1), title=title).revised
    assert not fingerprint_of("a", story(1), title="Ferry sinks, update expected").revised


@given(st.binary(max_size=200))
@example(b"\xdd\x00\x00\x01\x00\x00\xa1\x80")
def test_what_is_not_a_fingerprint_is_none(value: bytes) -> None:
    assert decode_fingerprint(value) is None


def test_a_fingerprint_of_another_format_or_out_of_order_is_none() -> None:
    good = fingerprint_of("a", story(1))
    for change in (
        {"format": FORMAT + 1},
        {"shingles": good.shingles[:-1]},
        {"shingles": good.shingles[::-1]},
        {"numbers": bytes(range(4 * 41))},
        {"text": b""},
    ):
        assert decode_fingerprint(encode_fingerprint(msgspec.structs.replace(good, **change))) is None
    assert decode_fingerprint(None) is None
