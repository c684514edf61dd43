"""Optional fields never lose an article: every value is decoded, and unused values are reported with a reason."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from streams.contract.article import Article
from streams.contract.article_fields import LONGEST, Fallback
from streams.contract.codec import decode_article, parse_moment
from streams.contract.errors import Unreadable
from streams.contract.field_warning import WarningReason

OPTIONAL = ("id", "title", "url", "source", "section", "published_at", "fetched_at", "language", "authors", "extra")
RECEIVED = parse_moment("2026-03-10T08:00:00Z")
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**25), 10**25),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["", " ", "NaT", "2026-03-09", "3/9/2026", "2091-01-01", "\ud83d", "x" * 5000, "9" * 600]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "$date", "value", "a"]), inner, max_size=2)
    ),
    max_leaves=5,
)


def decoded(fields: dict[str, Any], received: float | None = None, fallback: Fallback = "none") -> Article:
    raw = json.dumps({"text": "They met."} | fields).encode()
    return decode_article(raw, max_chars=10_000, received=received, fallback=fallback)


def warned(article: Article) -> list[tuple[str, str]]:
    return [(warning.field, warning.reason) for warning in article.warnings]


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(OPTIONAL, VALUES)))
@example({name: [] for name in OPTIONAL})
@example({name: {} for name in OPTIONAL})
@example(dict.fromkeys(OPTIONAL, True))
@example(dict.fromkeys(OPTIONAL, 1e300))
@example(dict.fromkeys(OPTIONAL, float("nan")))
@example(dict.fromkeys(OPTIONAL, "\udc00"))
def test_no_optional_value_loses_an_article(fields: dict[str, Any]) -> None:
    article = decoded(fields)
    assert article.text == "They met."
    assert article.id
    msgspec.json.encode(article)
    assert article == decoded(fields)
    for name in ("published_at", "fetched_at"):
        value = getattr(article, name)
        assert value is None or parse_moment(value) is not None
    assert len(article.warnings) <= 2 * len(OPTIONAL)


@pytest.mark.parametrize("name", OPTIONAL)
@pytest.mark.parametrize("depth", [100, 960, 995, 5000])
def test_nesting_of_any_depth_loses_no_article_or_is_not_json(name: str, depth: int) -> None:
    """Beyond the nesting limit of the decoder the message is a dead letter; nothing else is raised."""
    raw = f'{{"text": "They met.", "{name}": {"[" * depth}{"]" * depth}}}'.encode()
    if depth < 900:
        assert decode_article(raw, max_chars=100).text == "They met."
        return
    with suppress(Unreadable):
        assert decode_article(raw, max_chars=100).text == "They met."


@pytest.mark.parametrize("name", LONGEST)
def test_a_field_that_is_too_long_is_left_out(name: str) -> None:
    """Long values would be copied into keys, headers and every event."""
    article = decoded({name: "x" * (LONGEST[name] + 1)})
    assert [field for field, _ in warned(article)] == [name]
    assert article.extra[name] == "x" * (LONGEST[name] + 1)
    assert "xxx" not in (article.id, article.title, article.url, article.source, article.section, article.language)


@pytest.mark.parametrize(
    ("field", "given", "used"),
    [
        ("source", {"id": 7, "name": "Halvern Gazette"}, "Halvern Gazette"),
        ("section", ["Health", "Keld Bay"], "Health"),
        ("language", ["en"], "en"),
        ("language", "English", "en"),
        ("language", "en_US", "en"),
        ("language", "EN-gb", "en"),
        ("language", "eng", "en"),
        ("language", "French", "fr"),
        ("language", "ger", "de"),
        ("authors", "Nell Aubrecht", ["Nell Aubrecht"]),
        ("authors", {"name": "Nell Aubrecht"}, ["Nell Aubrecht"]),
        ("authors", [{"name": "Nell Aubrecht"}, None, "Benno Quist"], ["Nell Aubrecht", "Benno Quist"]),
    ],
)
def test_a_usable_value_is_used(field: str, given: Any, used: Any) -> None:
    article = decoded({field: given})
    assert getattr(article, field) == used
    assert article.warnings == []


@pytest.mark.parametrize(
    ("field", "given"),
    [("url", 5512), ("title", ["One", "Two"]), ("source", True), ("section", False), ("authors", 7), ("id", {"a": 1})],
)
def test_a_value_of_a_wrong_type_is_left_out_and_kept(field: str, given: Any) -> None:
    article = decoded({field: given})
    assert warned(article) == [(field, "wrong_type")]
    assert article.extra == {field: given}


def test_a_broken_author_does_not_lose_the_others() -> None:
    article = decoded({"authors": ["Nell Aubrecht", 7]})
    assert article.authors == ["Nell Aubrecht"]
    assert warned(article) == [("authors", "wrong_type")]


def test_half_a_surrogate_pair_is_replaced_and_offsets_stay() -> None:
    """Scrapers cut texts inside an emoji."""
    raw = b'{"title": "Talks \\ud83d", "text": "They met \\ud83d\\ude00. \\\\ud83d \\udc00"}'
    article = decode_article(raw, max_chars=100)
    assert article.text == "They met \U0001f600. \\ud83d \ufffd"
    assert article.title == "Talks \ufffd"
    assert warned(article) == [("text", "bad_unicode"), ("title", "bad_unicode")]


def test_a_date_after_the_fetch_or_the_receipt_is_not_trusted() -> None:
    fetched = "2026-03-09T18:40:00Z"
    for day, reason in (("2026-03-10", None), ("2026-03-11", "future_date"), ("2091-01-01", "future_date")):
        assert warned(decoded({"published_at": day, "fetched_at": fetched})) == (
            [("published_at", reason)] if reason else []
        )
    assert RECEIVED is not None
    late = decoded({"published_at": "2026-03-12"}, RECEIVED.timestamp())
    assert warned(late) == [("published_at", "future_date")]
    assert late.extra == {"published_at": "2026-03-12"}
    assert decoded({"published_at": "2026-03-12"}, -1.0).published_at == "2026-03-12"


def test_an_invalid_fetch_time_is_ignored() -> None:
    article = decoded({"published_at": "2026-03-09", "fetched_at": "1970-01-01T00:00:00Z"})
    assert article.published_at == "2026-03-09"
    assert warned(article) == [("fetched_at", "placeholder_date")]


@pytest.mark.parametrize(
    ("fallback", "published", "reason"),
    [
        ("none", None, None),
        ("fetched_at", "2026-03-09T18:40:00Z", "from_fetched_at"),
        ("broker_timestamp", "2026-03-10T08:00:00.000+00:00", "from_broker_timestamp"),
    ],
)
def test_a_substitute_date_is_marked(fallback: Fallback, published: str | None, reason: str | None) -> None:
    assert RECEIVED is not None
    article = decoded({"published_at": "soon", "fetched_at": "2026-03-09T18:40:00Z"}, RECEIVED.timestamp(), fallback)
    assert article.published_at == published
    marks = [("published_at", reason)] if reason else []
    assert warned(article) == [("published_at", WarningReason.UNKNOWN_DATE_FORM), *marks]
