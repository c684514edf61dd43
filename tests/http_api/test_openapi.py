"""The OpenAPI document is valid, and the HTTP API conforms to it."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from streams.contract.codec import decode_article
from streams.http_api.openapi import document
from streams.http_api.openapi_page import page
from streams.http_api.validation import VISIBLE, article_schema
from streams.ops.settings import load
from tests.http_api.conftest import MakeHttpApi
from tests.support.patience import TOOL_SECONDS

TOKEN = "a-token-that-nobody-guesses"


@pytest.mark.parametrize("token", [None, TOKEN])
def test_it_is_valid(token: str | None) -> None:
    made = document(load(door_token=token))
    OpenAPIV31SpecValidator(made).validate()
    example = made["paths"]["/articles"]["post"]["requestBody"]["content"]["application/json"]["example"]
    Draft202012Validator(article_schema(5000)).validate(example)
    refused = {"401", "421"} & made["paths"]["/articles"]["post"]["responses"].keys()
    assert refused == {"421" if token is None else "401"}


@pytest.mark.broker
def test_schemathesis_finds_nothing(make_http_api: MakeHttpApi) -> None:
    """Schemathesis runs all of its checks, with a seed so that every run sends the same requests."""
    http_api = make_http_api(DATELINE_DOOR_ARTICLES="10", DATELINE_DOOR_TOKEN=TOKEN).until_ready()
    ran = subprocess.run(
        [
            *(Path(sys.executable).with_name("st"), "run", f"{http_api.url}/openapi.json"),
            *("--max-examples", "8", "--seed", "1", "--header", f"Authorization: Bearer {TOKEN}"),
            # A loaded machine generates slowly.
            *("--suppress-health-check", "too_slow", "--generation-database", "none", "--no-color"),
        ],
        capture_output=True,
        text=True,
        timeout=TOOL_SECONDS,
        cwd=http_api.log.parent,
    )
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert re.search(r"Tested: 3$", ran.stdout, re.M)
    assert http_api.process.metric(r'dateline_door_requests_total\{code="202"') > 10
    assert http_api.process.metric(r'dateline_door_requests_total\{code="422"') > 10
    assert http_api.process.metric(r'dateline_door_requests_total\{code="500"') == 0


def test_visible_text_is_text_to_the_workers() -> None:
    visible = [chr(code) for code in range(0x110000) if re.match(VISIBLE, chr(code))]
    assert len(visible) > 30_000
    for character in visible:
        decode_article(b'{"text":"%s"}' % character.replace("\\", "\\\\").replace('"', '\\"').encode(), max_chars=9)


class Tags(HTMLParser):
    """Collects the resources that a page loads and its links."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str | None]] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record a tag and its addresses."""
        self.tags.add(tag)
        self.found += [(name, value) for name, value in attrs if name in ("src", "href", "action", "style")]


def test_the_page_is_escaped_and_loads_nothing() -> None:
    made = document(load(door_token=TOKEN))
    evil = "<script>alert('x')</script>\"&"
    made["info"]["description"] = made["paths"]["/articles"]["post"]["summary"] = evil
    made["components"]["schemas"]["RawArticle"]["properties"]["text"]["description"] = evil
    shown = page(made)
    tags = Tags()
    tags.feed(shown)
    assert tags.found == [("href", "openapi.json")]
    assert "script" not in tags.tags
    assert shown.count("&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;&quot;&amp;") == 3
    for words in ("POST /articles", "application/x-ndjson", "published_at", "429", "Authorization: Bearer"):
        assert words in shown
