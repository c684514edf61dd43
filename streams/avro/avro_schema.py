"""Avro schemas of the records, generated from their JSON Schemas."""

from __future__ import annotations

import json
from typing import Any

from streams.contract.json_schema import schema
from streams.contract.topics import ENRICHED, EVENTS

NAMESPACE = "dateline"
KINDS = {ENRICHED: "article", EVENTS: "event"}
"""Topic to the name of its record, for topics that are copied as Avro."""
SIMPLE = {"string": "string", "integer": "long", "number": "double", "boolean": "boolean"}

Node = dict[str, Any]


def avro_schema(name: str) -> Node:
    """Return the Avro schema of `article` or `event`, as a new object.

    A field that may be null or absent has the default null, a list the empty list. Enumerations become strings, because
    a new value would break readers of an Avro enum.
    """
    return of_json_schema(schema(name))


def of_json_schema(made: Node) -> Node:
    """Return the Avro schema of a given JSON Schema."""
    record: Node = _record(made["$ref"].rpartition("/")[2], made["$defs"], set())
    return record


def _record(title: str, definitions: Node, named: set[str]) -> Any:
    """Return the full schema of a record at its first use, and its name afterwards."""
    if title in named:
        return f"{NAMESPACE}.{title}"
    named.add(title)
    definition = definitions[title]
    required = definition.get("required", ())
    return {
        "type": "record",
        "name": title,
        "namespace": NAMESPACE,
        "doc": definition.get("description", ""),
        "fields": [
            _field(field, shape, field in required, definitions, named)
            for field, shape in definition["properties"].items()
        ],
    }


def _field(name: str, shape: Node, required: bool, definitions: Node, named: set[str]) -> Node:
    kinds = [kind for kind in shape.get("anyOf", [shape]) if kind.get("type") != "null"]
    types = [_type(kind, definitions, named) for kind in kinds]
    field: Node = {"name": name, "doc": shape.get("description", "")}
    if not required or "anyOf" in shape:
        return field | {"type": ["null", *types], "default": None}
    (kind,) = types
    return field | {"type": kind} | ({"default": []} if shape.get("type") == "array" else {})


def _type(shape: Node, definitions: Node, named: set[str]) -> Any:
    if "$ref" in shape:
        return _record(shape["$ref"].rpartition("/")[2], definitions, named)
    if "enum" in shape:
        return "string"
    if shape["type"] == "array":
        return {"type": "array", "items": _type(shape["items"], definitions, named)}
    return SIMPLE[shape["type"]]


def avro_file(name: str) -> str:
    """Return the Avro schema of a record as text, for files and `dateline schema`."""
    return json.dumps(avro_schema(name), indent=2, ensure_ascii=False) + "\n"
