"""Posted articles are on the topic, byte for byte, with the id and key that any feed gives, or they are refused."""

from __future__ import annotations

import io
import json
import re

import pytest

from streams.contract.codec import decode_article
from streams.ingest.extract.items import FoundArticle
from streams.ingest.formats.jsonl import read_lines
from tests.http_api.conftest import on_topic
from tests.http_api.server_process import JSON, LINES, HttpApiProcess

pytestmark = pytest.mark.broker

BY_URL = b'{"url": "https://www.a-paper.example/kabul/?utm_source=x",  "text": "Rebels attacked a post near Kabul."}'
BY_ID = b'{"text":"Envoys met in Lima.","id":7,"mood":"calm"}'
BY_CONTENT = '{"title":"À Lomé","text":"“Nobody” signed.","authors":["A. Writer"],"published_at":"2024-02-29"}'.encode()
ALL = (BY_URL, BY_ID, BY_CONTENT)


def ids(*articles: bytes) -> list[str]:
    return [decode_article(article, max_chars=5000).id for article in articles]


@pytest.mark.parametrize(
    ("body", "media_type", "articles"),
    [
        (BY_URL, JSON, (BY_URL,)),
        (b"\xef\xbb\xbf " + BY_CONTENT + b"\n", JSON + "; charset=UTF-8", (BY_CONTENT,)),
        (b"[" + b" , ".join(ALL) + b"]", JSON, ALL),
        (b"\r\n".join((*ALL[:2], b"", ALL[2])), LINES, ALL),
    ],
)
def test_each_article_with_202_is_on_the_topic(
    http_api: HttpApiProcess, body: bytes, media_type: str, articles: tuple[bytes, ...]
) -> None:
    before = len(on_topic(http_api))
    answer = http_api.post(body, media_type)
    assert (answer.status, answer.json) == (202, {"ids": ids(*articles), "warnings": []})
    messages = on_topic(http_api)
    assert len(messages) == before + len(articles)
    fed = [item for item in read_lines(io.BytesIO(b"\n".join(articles)), "x", 5000) if isinstance(item, FoundArticle)]
    assert {(item.key, item.value) for item in fed} <= {(message.key, message.value) for message in messages}


def test_a_date_that_cannot_be_read_is_named_and_the_article_accepted(http_api: HttpApiProcess) -> None:
    """A client sends what a publisher wrote, and an article is useful without its date."""
    dates = ("Wed Nov 23", "9 Mar 2026 07:58 ET", 1773050400, "2023-02-29", "2026-03-11")
    articles = [json.dumps({"text": f"Envoys met {i}.", "published_at": date}) for i, date in enumerate(dates)]
    answer = http_api.post("\n".join(articles).encode(), LINES)
    assert answer.status == 202
    assert len(answer.json["ids"]) == len(dates)
    assert answer.json["warnings"] == [
        {"at": "line 1", "field": "published_at", "reason": "incomplete_date"},
        {"at": "line 4", "field": "published_at", "reason": "unknown_date_form"},
    ]


@pytest.mark.parametrize(
    ("body", "media_type", "status", "words"),
    [
        (b"", JSON, 400, "the body is empty"),
        (b"{", JSON, 400, "not JSON|truncated"),
        (b'{"text":"a"} {"text":"b"}', JSON, 400, "trailing"),
        (b'[{"text":"a"}, {"text":}]', JSON, 400, "not JSON.*byte"),
        (b'{"text":"a"}\n{"text"\n', LINES, 400, "line 2: .*none of 2 articles was sent"),
        (b'{"text":"\xff"}', JSON, 400, "byte 9 is not UTF-8"),
        (b"\n \n", LINES, 422, "no article"),
        (b"[]", JSON, 422, "no article"),
        (b"5", JSON, 422, "a number, not a JSON object"),
        (b'{"title":"a"}', JSON, 422, "no `text`: send"),
        (
            b'[{"text":"a"},{"text":" "},{"text":3}]',
            JSON,
            422,
            "article 2: .*space, and 1 more; none of 3",
        ),
        (b'{"text":"a","title":5}', JSON, 422, r"`\$\.title`: fix it"),
        (b'{"text":"a","id":1.5}', JSON, 422, r"`\$\.id`"),
        (b'{"text":"a","published_at":{"year":2024}}', JSON, 422, r"`\$\.published_at`"),
        (json.dumps({"text": "a" * 5001}).encode(), JSON, 422, "DATELINE_MAX_ARTICLE_CHARS is 5000"),
        (b"[" + b",".join([BY_ID] * 6) + b"]", JSON, 422, "more than 5 articles, which is DATELINE_DOOR_ARTICLES"),
        (json.dumps({"text": "a", "x": "y" * 9900}).encode(), JSON, 413, "DATELINE_MAX_MESSAGE_BYTES is 10000"),
        (b" " * 20001, JSON, 413, "DATELINE_DOOR_BODY_BYTES is 20000"),
        (BY_ID, "text/plain", 415, "text/plain: send application/json or application/x-ndjson"),
        (BY_ID, JSON + "; charset=latin-1", 415, "UTF-8"),
    ],
)
def test_unreadable_articles_are_refused_and_not_sent(
    http_api: HttpApiProcess, body: bytes, media_type: str, status: int, words: str
) -> None:
    before = http_api.process.metric("dateline_door_articles_total")
    answer = http_api.post(body, media_type)
    assert answer.status == status
    assert re.search(words, answer.detail)
    assert http_api.process.metric("dateline_door_articles_total") == before
