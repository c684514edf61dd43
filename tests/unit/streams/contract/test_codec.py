"""Decoding: any bytes give an article or a reason."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.contract.codec import canonical_url, decode_article, parse_moment
from streams.contract.errors import Reason, Unreadable
from streams.contract.records import Article

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = ("id", "text", "title", "url", "published_at", "authors", "extra", "language", "section", "own")
FIELDS = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, JSON))


def _decode(raw: bytes | None) -> Article | Reason:
    try:
        return decode_article(raw, max_chars=5000)
    except Unreadable as unreadable:
        return unreadable.reason


@given(st.binary() | FIELDS.map(lambda fields: json.dumps(fields).encode()))
def test_an_article_or_a_reason(raw: bytes) -> None:
    """Nothing is raised, and the result is deterministic."""
    first = _decode(raw)
    assert first == _decode(raw)
    if isinstance(first, Article):
        assert first.id
        assert first.text.strip()
        msgspec.json.encode(first)


@given(FIELDS, st.text(min_size=1).filter(lambda text: any(c.isalnum() for c in text)))
def test_the_text_is_as_received(fields: dict[str, object], text: str) -> None:
    """The text is unchanged, because offsets count code points, and unknown fields are kept."""
    article = decode_article(json.dumps(fields | {"text": text, "title": "t"}).encode(), max_chars=10_000)
    assert article.text == text
    if fields.get("own") is not None:
        assert article.extra["own"] == fields["own"]


def test_a_byte_order_mark_is_no_error() -> None:
    """Some programs write a byte order mark."""
    assert decode_article(b'\xef\xbb\xbf{"text": "a."}', max_chars=10).text == "a."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"url": "http://www.example.org/a/?utm_source=x&b=1&a=2#top"}, {"url": "https://example.org/a?a=2&b=1"}),
        ({"title": "a"}, {"title": "a", "section": "world", "source": "wire"}),
        ({"id": "7", "url": "https://example.org/a"}, {"id": 7, "url": "https://example.org/b"}),
    ],
)
def test_equal_articles_have_equal_ids(one: dict[str, object], other: dict[str, object]) -> None:
    """The id is the given one, else from the canonical URL, else from title and text."""
    ids = {decode_article(json.dumps(f | {"text": "t."}).encode(), max_chars=99).id for f in (one, other)}
    assert len(ids) == 1


def test_other_articles_have_other_ids() -> None:
    """The boundary between title and text is part of the id."""
    articles = [{"title": "ab", "text": "c"}, {"title": "a", "text": "bc"}, {"text": "abc"}]
    ids = {decode_article(json.dumps(fields).encode(), max_chars=99).id for fields in articles}
    assert len(ids) == len(articles)


def test_too_long_texts_are_reported_with_their_length() -> None:
    with pytest.raises(Unreadable, match=r"^11 characters of title and text; DATELINE_MAX_ARTICLE_CHARS is 10$"):
        decode_article(b'{"title": "T", "text": "They met.."}', max_chars=10)


def test_too_deep_nesting_is_reported() -> None:
    with pytest.raises(Unreadable, match="too deep") as refused:
        decode_article(b'{"text": "They met.", "x": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", max_chars=10)
    assert refused.value.reason is Reason.NOT_JSON


def test_too_many_authors_move_to_extra() -> None:
    """The original list is neither lost nor copied."""
    article = decode_article(json.dumps({"text": "t.", "authors": ["A"] * 201}).encode(), max_chars=10)
    assert article.authors == []
    assert len(article.extra["authors"]) == 201


@pytest.mark.parametrize("url", ["", "no address", "https://", "https://[", "https://a:port/"])
def test_invalid_addresses(url: str) -> None:
    """These have no canonical form."""
    assert canonical_url(url) is None


@pytest.mark.parametrize(
    ("value", "year"),
    [
        ("2023-07-24", 2023),
        ("2023-07-24T10:00:00Z", 2023),
        ("2023-07-24T10:00:00+05:30", 2023),
        (" 1987-02-26 ", 1987),
    ],
)
def test_valid_times(value: str, year: int) -> None:
    """Dates and RFC 3339 times give a time with a zone."""
    moment = parse_moment(value)
    assert moment is not None
    assert moment.year == year
    assert moment.tzinfo is not None


@pytest.mark.parametrize("value", ["", "yesterday", "2023-13-01", "1066-10-14", "9999-01-01", "24/07/2023"])
def test_invalid_times(value: str) -> None:
    """This includes times that cannot be a publication time."""
    assert parse_moment(value) is None


@given(st.text())
def test_any_text_as_time(value: str) -> None:
    """No text raises."""
    parse_moment(value)
