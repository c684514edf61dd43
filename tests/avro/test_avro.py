"""Avro: schemas match the records, the encoding equals the JSON, and the registry client handles errors."""

from __future__ import annotations

import io
import json
import socket
from collections.abc import Iterator
from typing import Any

import fastavro
import pytest

from streams.avro.avro_schema import avro_schema, of_json_schema
from streams.avro.schema_registry import register
from streams.avro.wire_format import AvroEncoder
from streams.contract.codec import encode
from streams.contract.errors import Misconfigured, Transient, Unreadable
from streams.contract.records import Record
from streams.ops.settings import Settings, load
from tests.avro.registry import Registry, serving
from tests.contract.test_compatibility import BASELINE
from tests.unit.support.records import article, bare_event, event

RECORDS = [("event", event()), ("event", bare_event()), ("article", article())]


@pytest.fixture
def registry() -> Iterator[Registry]:
    """Return an empty registry."""
    with serving() as running:
        yield running


@pytest.mark.parametrize(("name", "record"), RECORDS)
def test_avro_decodes_to_the_json_value(name: str, record: Record) -> None:
    written = AvroEncoder(name, 70_000).write(encode(record))
    assert written[:5] == b"\x00\x00\x01\x11\x70"
    read: Any = fastavro.schemaless_reader(io.BytesIO(written[5:]), fastavro.parse_schema(avro_schema(name)), None)
    assert without_nulls(read) == without_nulls(json.loads(encode(record)))


def without_nulls(value: Any) -> Any:
    """Remove nulls: a field that JSON leaves out is null in Avro."""
    if isinstance(value, dict):
        return {key: without_nulls(part) for key, part in value.items() if part is not None}
    return [without_nulls(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("name", "record"), RECORDS)
def test_the_current_schema_reads_baseline_records(name: str, record: Record) -> None:
    """A registry requires this by default: every field added since the baseline has a default."""
    was = fastavro.parse_schema(of_json_schema(json.loads((BASELINE / f"{name}.json").read_text(encoding="utf-8"))))
    out = io.BytesIO()
    fastavro.schemaless_writer(out, was, json.loads(encode(record)))
    out.seek(0)
    read: Any = fastavro.schemaless_reader(out, was, fastavro.parse_schema(avro_schema(name)))
    assert read.keys() == json.loads(encode(record)).keys()


def test_a_field_that_a_newer_worker_adds_is_left_out() -> None:
    newer = json.dumps(json.loads(encode(event())) | {"mood": "calm"}).encode()
    assert AvroEncoder("event", 1).write(newer) == AvroEncoder("event", 1).write(encode(event()))


@pytest.mark.parametrize("value", [None, b"", b"{", b"[]", b"{}", b'{"event_id": 5}', b"\xff"])
def test_invalid_records_are_refused(value: bytes | None) -> None:
    with pytest.raises(Unreadable, match="no such record"):
        AvroEncoder("event", 1).write(value)


def test_a_schema_is_registered_once(registry: Registry) -> None:
    settings = settings_for(registry, registry_auth="someone:a-secret")
    first, again = (register(settings, "events/1-value", avro_schema("event")) for _ in range(2))
    assert first == again == 1
    assert register(settings, "other-value", avro_schema("article")) == 2
    assert registry.subjects == {"events/1-value": [1, 1], "other-value": [2]}
    assert json.loads(registry.schemas[0]) == avro_schema("event")
    assert set(registry.authorizations) == {"Basic c29tZW9uZTphLXNlY3JldA=="}


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        ((401, b"who?"), Misconfigured, "DATELINE_REGISTRY_AUTH"),
        ((409, b'{"error_code":409}'), Misconfigured, "compatibility"),
        ((500, b"oh"), Transient, "answers 500"),
        ((302, b""), Transient, "answers 302"),
        ((200, b"<html>"), Transient, "without an id"),
        ((200, b'{"id":"1"}'), Transient, "without an id"),
        ((200, b'{"id":-1}'), Transient, "without an id"),
        ((200, b"[" * 2_000_000), Transient, "without an id"),
    ],
)
def test_other_registry_errors_are_one_line(
    registry: Registry, answer: tuple[int, bytes], error: type[Exception], words: str
) -> None:
    registry.answer = answer
    with pytest.raises(error, match=words):
        register(settings_for(registry), "events-value", {})


def test_an_unreachable_registry() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(Transient, match="DATELINE_REGISTRY"):
        register(load(registry=f"http://127.0.0.1:{port}"), "events-value", {})


@pytest.mark.parametrize("address", [None, "localhost:8081", "ftp://localhost", "http://"])
def test_an_invalid_address(address: str | None) -> None:
    with pytest.raises(Misconfigured, match="http://localhost:8081"):
        register(load(registry=address), "events-value", {})


def settings_for(registry: Registry, **own: Any) -> Settings:
    return load(registry=registry.url, **own)
