"""The published schema has every field of the contract, and the records that the code writes are valid."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import ArticleLimits, Enriched
from agents.reader.reading import NewsReader
from streams.contract.codec import decode_article, encode
from streams.contract.errors import Unreadable
from streams.contract.json_schema import RECORDS, schema
from tests.unit.support.article_texts import model
from tests.unit.support.happening_records import happening
from tests.unit.support.records import article, bare_event, event

CONTRACT = {
    "input": {
        "RawArticle": "text id title url source section published_at fetched_at language authors extra",
    },
    "article": {
        "EnrichedArticle": "article_id url title source section language published_at processed_at duplicate_of"
        " event_ids pipeline entities places dates",
        "Pipeline": "version model ontology",
        "Entity": "id name label aliases role country sector mentions",
        "Mention": "field start end text",
        "Place": "field start end text kind name geonames_id lat lon country admin1 precision score missing",
        "DateMention": "field start end text type value grain missing",
    },
    "event": {
        "Event": "event_id article_id url source title language published_at ontology event_type modes contexts"
        " quad_class intensity cameo status attribution actors recipients date location magnitude evidence"
        " confidence missing processed_at pipeline",
        "Attribution": "text verb quoted entity_id field start end",
        "Participant": "text name entity_id label role country sector field start end",
        "EventDate": "value grain text field start end source",
        "Magnitude": "killed injured arrested displaced participants",
        "Count": "min max text field start end",
        "Evidence": "field sentence sentence_start sentence_end trigger trigger_start trigger_end",
        "Missing": "slot reason",
    },
    "happening": {
        "Happening": "happening_id version event_type modes quad_class status actors recipients date location counts"
        " claims corrections denials first_report last_report articles sources independent_sources agencies evidence"
        " reports copies event_ids merged_into split_from follows closes_after updated_at pipeline",
        "Claim": "slot min max text said_by source article_id event_id as_of withdrawn",
        "CountSummary": "latest_min latest_max latest_said_by latest_source as_of lowest highest claims disputed",
        "Correction": "kind slot old_min new_min source article_id event_id reported_at",
        "Denial": "said_by source article_id event_id reported_at sentence",
        "HappeningPlace": "name geonames_id lat lon country admin1 precision agreement",
        "HappeningDate": "value grain source agreement",
        "HappeningParty": "name entity_label role country sector articles",
    },
}
"""Every field of the contract, by schema and class."""

STATUSES = {"asserted", "negated", "hypothetical", "future", "historical"}
RAW = {
    "id": "a-1",
    "title": "Rebels attack army post near Kabul",
    "published_at": "2024-03-05",
    "text": "Rebels killed nine soldiers in Kabul on Sunday, the defence ministry said."
    "\n\nThe president of Turkey met the prime minister of Pakistan in Ankara on Monday to discuss trade.",
    "mood": "kept",
}


def valid(name: str, record: bytes) -> None:
    Draft202012Validator(schema(name)).validate(json.loads(record))


@pytest.mark.parametrize("name", RECORDS)
def test_the_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize(
    ("name", "kind", "field"),
    [
        (name, kind, field)
        for name, kinds in CONTRACT.items()
        for kind, fields in kinds.items()
        for field in fields.split()
    ],
)
def test_every_field_of_the_contract_is_there(name: str, kind: str, field: str) -> None:
    assert field in schema(name)["$defs"][kind]["properties"]


def test_closed_lists_and_descriptions() -> None:
    made = schema("event")["$defs"]
    assert set(made["Event"]["properties"]["status"]["enum"]) == STATUSES
    assert made["Event"]["description"].startswith("Who did what to whom")
    assert "same happening" in made["Event"]["properties"]["story_event_id"]["description"]


@pytest.mark.parametrize("record", [event(), bare_event()])
def test_events_are_valid(record: msgspec.Struct) -> None:
    valid("event", msgspec.json.encode(record))


def test_a_happening_is_valid() -> None:
    valid("happening", encode(happening()))


def test_invalid_records_are_rejected() -> None:
    wrong: dict[str, Any] = json.loads(encode(event()))
    for field, value in {"status": "perhaps", "confidence": "high", "actors": None}.items():
        assert not Draft202012Validator(schema("event")).is_valid(wrong | {field: value})
    del wrong["article_id"]
    assert not Draft202012Validator(schema("event")).is_valid(wrong)
    assert not Draft202012Validator(schema("article")).is_valid({})


def test_a_real_article_is_valid_as_input_and_output() -> None:
    valid("input", json.dumps(RAW).encode())
    valid("article", encode(article()))
    (outcome,) = outcomes(
        NewsReader(model()),
        [json.dumps(RAW).encode()],
        "2024-03-05T10:00:00Z",
        ArticleLimits(10_000, 1 << 20),
    )
    assert isinstance(outcome, Enriched)
    valid("article", outcome.value)
    assert outcome.events
    for out in outcome.events:
        valid("event", out.value)


@pytest.mark.parametrize(
    "raw",
    [{"text": "One."}, {"id": 7, "text": "One.", "authors": "A. Writer"}, {"text": "One.", "title": None, "x": []}],
)
def test_what_the_input_schema_allows_is_read(raw: dict[str, Any]) -> None:
    valid("input", json.dumps(raw).encode())
    assert decode_article(json.dumps(raw).encode(), max_chars=100).text == "One."


@pytest.mark.parametrize("raw", [{}, {"text": None}, {"text": 5}, [], "x"])
def test_what_the_input_schema_forbids_is_refused(raw: object) -> None:
    assert not Draft202012Validator(schema("input")).is_valid(raw)
    with pytest.raises(Unreadable):
        decode_article(json.dumps(raw).encode(), max_chars=100)
