"""JSON Schema (draft 2020-12) of the records, generated from their classes and docstrings."""

from __future__ import annotations

import ast
import inspect
import json
import sys
from types import ModuleType
from typing import Any

import msgspec

from streams.contract import detail, field_warning, happening, records
from streams.contract.happening import HAPPENING_SCHEMA, Happening
from streams.contract.records import ARTICLE_SCHEMA, EVENT_SCHEMA, EnrichedArticle, Event

DRAFT = "https://json-schema.org/draft/2020-12/schema"
INPUT_SCHEMA = "dateline.input/1"

Schema = dict[str, Any]


class RawArticle(msgspec.Struct, kw_only=True):
    """A raw article, the input. Only `text` is required; unknown fields are kept in `extra` and are not an error."""

    text: str
    """The body, not blank, with blank lines between paragraphs. Offsets are code points into it."""
    id: str | int | None = None
    """The id; by default derived from the canonical URL, else from the content, in a deterministic way."""
    title: str | None = None
    """The headline; read like the text, with separate offsets."""
    url: str | None = None
    source: str | None = None
    """The publication."""
    section: str | None = None
    """The section of the publication: World, Business …"""
    published_at: str | int | float | None = None
    """Publication date, preferably an RFC 3339 time or ISO 8601 date; other forms, such as Unix time, are read too.
    "Today" in the text is resolved against it. An unreadable date is left out, with a warning in the record."""
    fetched_at: str | int | float | None = None
    """When it was fetched, in the same forms. A `published_at` more than a day later is rejected."""
    language: str | None = None
    """ISO 639-1 code, used for texts too short for detection."""
    authors: list[str] | str | None = None
    extra: dict[str, Any] | None = None
    """Kept in the raw message; no published record has it."""


RECORDS: dict[str, tuple[str, type[msgspec.Struct]]] = {
    "article": (ARTICLE_SCHEMA, EnrichedArticle),
    "event": (EVENT_SCHEMA, Event),
    "happening": (HAPPENING_SCHEMA, Happening),
    "input": (INPUT_SCHEMA, RawArticle),
}
"""Name to header value `schema` and class."""


def schema(name: str) -> Schema:
    """Return the JSON Schema of `article`, `event`, `happening` or `input`, as a new object."""
    identity, record = RECORDS[name]
    made: Schema = msgspec.json.schema(record)
    docs: dict[tuple[str, str], str] = {}
    for module in (records, detail, field_warning, happening, sys.modules[__name__]):
        docs |= _field_docs(module)
    for title, definition in made["$defs"].items():
        for field, shape in definition["properties"].items():
            if described := docs.get((title, field)):
                shape["description"] = described
        if record is not RawArticle:
            _as_written(getattr(records, title, None) or getattr(happening, title), definition)
    return {"$schema": DRAFT, "$id": f"urn:{identity.replace('/', ':').replace('.', ':')}", **made}


def _as_written(record: type[msgspec.Struct], definition: Schema) -> None:
    """Mark all fields as required, without defaults, except in classes that omit empty fields."""
    for shape in definition["properties"].values():
        shape.pop("default", None)
    if not record.__struct_config__.omit_defaults:
        definition["required"] = list(definition["properties"])


def _field_docs(module: ModuleType) -> dict[tuple[str, str], str]:
    """Return the docstring of each field of a module's classes, by class name and field name."""
    docs = {}
    for node in ast.parse(inspect.getsource(module)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        for field, below in zip(node.body, node.body[1:], strict=False):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(below, ast.Expr)
                and isinstance(below.value, ast.Constant)
            ):
                docs[node.name, field.target.id] = " ".join(str(below.value.value).split())
    return docs


def schema_file(name: str) -> str:
    """Return the JSON Schema of a record as text, for files and `dateline schema`."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"
