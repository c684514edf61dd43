"""The OpenAPI 3.1 document of the HTTP API: schemas from the records, limits from the settings."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from streams.http_api.request_body import JSON_TYPES, LINES_TYPES
from streams.http_api.responses import JSON, PROBLEM
from streams.http_api.validation import article_schema
from streams.ops.settings import Settings

Node = dict[str, Any]

ABOUT = """\
Articles are published to Kafka. If one article of a request is wrong, none is published. The response is 202 when
the broker has confirmed every article. After 503 some articles may have been published: send the request again. This
is safe, because the same article has the same id."""
EXAMPLE = {
    "url": "https://frontier-post.example/zhob-checkpoint",
    "source": "frontier-post",
    "published_at": "2026-03-11T05:00:00Z",
    "title": "Seven soldiers killed in attack on Zhob checkpoint",
    "text": "Gunmen attacked a military checkpoint near Zhob, killing seven soldiers, the army said.",
}
REFUSALS = {
    "400": "The body is empty, incomplete or not JSON; the message names the line.",
    "401": "The token is missing or wrong.",
    "408": "The body did not arrive in time.",
    "413": "The body or an article is too large.",
    "415": "The content type is not uncompressed JSON or NDJSON in UTF-8.",
    "421": "The Host header is not localhost and no token is set.",
    "422": "The JSON is not an article, or holds too many; the message names the article and the field.",
    "429": "Too many requests are in progress; retry after `Retry-After` seconds.",
    "503": "The broker did not confirm in time; retry after `Retry-After` seconds.",
}
LATER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
CHALLENGE = {"WWW-Authenticate": {"description": "How to send the token.", "schema": {"type": "string"}}}


def document(settings: Settings) -> Node:
    """Return a new OpenAPI document with the limits of the settings."""
    made: Node = {
        "openapi": "3.1.0",
        "info": {"title": "Dateline HTTP API", "version": version("dateline"), "description": ABOUT},
        "paths": {
            "/articles": {"post": _post(settings)},
            "/healthz": {"get": _healthz()},
            "/openapi.json": {"get": _get("openapi", "This document.", {JSON: {"schema": {"type": "object"}}})},
            "/": {"get": _get("page", "This document as a web page.", {"text/html": {"schema": {"type": "string"}}})},
        },
        "components": {"schemas": _schemas(settings)},
    }
    if settings.door_token is not None:
        made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made["paths"]["/articles"]["post"]["security"] = [{"token": []}]
    return made


def _post(settings: Settings) -> Node:
    one = {"$ref": "#/components/schemas/RawArticle"}
    many = {"type": "array", "items": one, "minItems": 1, "maxItems": settings.door_articles}
    can_be = {"401": settings.door_token, "421": not (settings.door_token or settings.door_open)}
    refusals = {code: about for code, about in REFUSALS.items() if can_be.get(code, True)}
    accepted = {"$ref": "#/components/schemas/Accepted"}
    return {
        "operationId": "post_articles",
        "summary": "Send one article or several.",
        "requestBody": {
            "required": True,
            "content": {
                JSON_TYPES[0]: {"schema": {"anyOf": [one, many]}, "example": EXAMPLE},
                LINES_TYPES[0]: {"schema": {"type": "string", "description": "One article per line, each as in JSON."}},
            },
        },
        "responses": {
            "202": {"description": "The broker has confirmed every article.", "content": {JSON: {"schema": accepted}}},
            **{code: _refusal(code, about) for code, about in refusals.items()},
        },
    }


def _refusal(code: str, about: str) -> Node:
    headers = {"401": CHALLENGE, "429": LATER, "503": LATER}.get(code, {})
    made = {"description": about, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    return made | ({"headers": headers} if headers else {})


def _healthz() -> Node:
    content = {JSON: {"schema": {"$ref": "#/components/schemas/Health"}}}
    made = _get("healthz", "Whether articles are accepted.", content)
    made["responses"]["503"] = {"description": "Articles are not accepted; see `reasons`.", "content": content}
    return made


def _get(identity: str, summary: str, content: Node) -> Node:
    responses = {"200": {"description": "Success.", "content": content}}
    return {"operationId": identity, "summary": summary, "responses": responses}


def _strings(*names: str) -> Node:
    """Return the schema of an object whose fields are required strings."""
    return {"type": "object", "properties": {name: {"type": "string"} for name in names}, "required": list(names)}


def _schemas(settings: Settings) -> Node:
    strings = {"type": "array", "items": {"type": "string"}}
    fault, warning = (_strings(*names) for names in (("at", "reason", "message"), ("at", "field", "reason")))
    return {
        "RawArticle": article_schema(settings.max_article_chars),
        "Accepted": {
            "description": "The articles' ids, in order, and the fields that will not be used as sent.",
            "type": "object",
            "properties": {"ids": strings, "warnings": {"type": "array", "items": warning}},
            "required": ["ids", "warnings"],
        },
        "Health": {
            "type": "object",
            "properties": {"ok": {"type": "boolean"}, "reasons": strings},
            "required": ["ok", "reasons"],
        },
        "Problem": {
            "description": "RFC 9457 problem; `faults` describes each wrong article.",
            "type": "object",
            "properties": {
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string"},
                "faults": {"type": "array", "items": fault},
            },
            "required": ["title", "status", "detail"],
        },
    }
