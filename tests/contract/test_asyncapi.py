"""The AsyncAPI document is valid by the official schema, names every topic and header, and has no broken reference."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from streams.contract.asyncapi import document
from streams.contract.codec import encode
from streams.contract.headers import DEAD_LETTER_HEADERS, article_headers, event_headers
from streams.contract.topics import FINGERPRINTS, HAPPENINGS_INPUT, catalogue
from tests.unit.support.records import article, event

OFFICIAL = json.loads((Path(__file__).parent / "official/asyncapi-3.0.0.json").read_text(encoding="utf-8"))


def test_it_is_valid_by_the_official_schema() -> None:
    Draft7Validator(OFFICIAL).validate(document())


@pytest.mark.parametrize("path", ["info/title", "channels/raw/messages/input", "operations/read/action"])
def test_the_official_schema_finds_mistakes(path: str) -> None:
    *steps, last = path.split("/")
    changed = node = copy.deepcopy(document())
    for step in steps:
        node = node[step]
    node[last] = 5
    assert not Draft7Validator(OFFICIAL).is_valid(changed)


def references(node: Any) -> Iterator[str]:
    """Yield every `$ref` below a node."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def resolved(made: Any, reference: str) -> Any:
    for step in reference.removeprefix("#/").split("/"):
        made = made[step]
    return made


def test_every_reference_resolves() -> None:
    made = document()
    found = set(references(made))
    assert {"#/components/schemas/Event", "#/channels/raw"} <= found
    assert all(resolved(made, reference) is not None for reference in found)


def test_every_topic_is_a_channel() -> None:
    addresses = {channel["address"] for channel in document()["channels"].values()}
    # The topics of fingerprints and of happenings input are internal to workers.
    assert addresses == {topic.name for topic in catalogue(["{route}"])} - {FINGERPRINTS, HAPPENINGS_INPUT}


def test_the_headers_are_those_that_are_sent() -> None:
    messages = document()["components"]["messages"]
    assert list(messages["event"]["headers"]["properties"]) == [n for n, _ in event_headers("e", "AID", "PER")]
    assert list(messages["article"]["headers"]["properties"]) == [n for n, _ in article_headers("a")]
    assert tuple(messages["dead"]["headers"]["properties"]) == DEAD_LETTER_HEADERS


def test_sent_messages_are_valid() -> None:
    made = document()
    for name, record in (("event", event()), ("article", article())):
        payload = made["components"]["messages"][name]["payload"]
        Draft202012Validator(made | payload).validate(json.loads(encode(record)))
