"""The desk's API as an OpenAPI 3.1 document: shapes from the record classes, bounds from the code that checks them."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, get_args

import msgspec

from streams.contract.records import Article, EnrichedArticle, Event, Status
from streams.desk.desk_api import MOST_A_PAGE, PAGE
from streams.desk.downloads import COLUMNS, TYPES
from streams.desk.health_view import Health
from streams.desk.store.article_queries import ArticleRow, DeadLetterRow
from streams.desk.store.event_queries import BUCKETS, Bucket, MapPoints
from streams.desk.store.filters import LONGEST_VALUE, MOST_VALUES
from streams.http_api.responses import JSON, PROBLEM
from streams.ops.settings import Settings

Node = dict[str, Any]

ABOUT = """\
A read-only view of Dateline's output. All endpoints that show events have the same filters: a repeated parameter
matches any of its values, and different parameters must all match. Lists are newest first. For the next page, send
`next` of a response as `before`, with the same filters."""
# As the code checks them: no control characters, and at least one visible character; in phrases, at least one word.
_VALUE = {"type": "string", "minLength": 1, "maxLength": LONGEST_VALUE, "pattern": r"^[^\x00-\x1f]*\S[^\x00-\x1f]*$"}
_PHRASE = _VALUE | {"pattern": r"^[^\x00-\x1f]*\w[^\x00-\x1f]*$"}
_BOX = r"^-?[0-9]+(\.[0-9]+)?(,-?[0-9]+(\.[0-9]+)?){3}$"
FILTERS: dict[str, tuple[str, Node]] = {
    "type": ("Event type, such as ASSAULT.", _VALUE),
    "mode": ("Mode, such as armed-attack.", _VALUE),
    "status": ("Status.", {"enum": list(get_args(Status))}),
    "country": ("Country of the event's place, ISO 3166-1 alpha-3.", _VALUE),
    "actor_country": ("Country of an actor or recipient.", _VALUE),
    "sector": ("PLOVER sector of an actor or recipient.", _VALUE),
    "actor": ("Words in the name of an actor or recipient; `*` at the end matches any ending.", _PHRASE),
    "text": ("Words in the title or the sentence of evidence; of articles, in title or text.", _PHRASE),
    "source": ("Publisher.", _VALUE),
}
_DAY = {"type": "string", "format": "date"}
SINGLE: dict[str, tuple[str, Node]] = {
    "box": (
        "South, west, north, east in degrees around the event's place.",
        {"type": "string", "pattern": _BOX, "examples": ["29,60,39,75"]},
    ),
    "from": ("First day.", _DAY),
    "to": ("Last day.", _DAY),
    "date_of": ("Date of the event or of the report.", {"enum": ["event", "report"], "default": "event"}),
    "min_confidence": ("Minimum confidence.", {"type": "number", "minimum": 0, "maximum": 1, "default": 0}),
}
PAGING: dict[str, tuple[str, Node]] = {
    "before": ("Cursor: `next` of the previous page.", {"type": "string", "pattern": r"^[1-9][0-9]{0,15}$"}),
    "limit": ("Rows per page.", {"type": "integer", "minimum": 1, "maximum": MOST_A_PAGE, "default": PAGE}),
}


def document(settings: Settings) -> Node:
    """Return the OpenAPI document, as a new object."""
    made: Node = {
        "openapi": "3.1.0",
        "info": {"title": "Dateline's desk", "version": version("dateline"), "description": ABOUT},
        "paths": _paths(),
        "components": {"schemas": _schemas()},
    }
    codes = ["400"]
    if settings.desk_token is not None:
        made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{"token": []}]
        codes.append("401")
    elif not settings.desk_open:
        codes.append("421")
    for path, methods in made["paths"].items():
        missing = ["404"] if "{" in path else []
        for code in [*codes, *missing, "501", "503"]:
            methods["get"]["responses"][code] = {"$ref": f"#/components/responses/{code}"}
    made["components"]["responses"] = _refusals()
    return made


def _paths() -> Node:
    def page(of: Node) -> Node:
        return {
            "type": "object",
            "properties": {
                "items": {"type": "array", "items": of},
                "next": {"type": ["string", "null"]},
                "stream_from": {"type": "string", "description": "For `after` of the stream."},
            },
            "required": ["items", "next"],
        }

    numbered = _object(seq={"type": "integer"}, event=_ref("Event"))
    happening = _object(seq={"type": "integer"}, happening={"type": "object"})
    filters = FILTERS | SINGLE
    by = ("The bucket.", {"enum": list(BUCKETS), "default": "day"})
    download = {
        "format": ("File format.", {"enum": list(TYPES)}),
        "columns": ("Columns of CSV and Parquet.", {"enum": list(COLUMNS)}),
    }
    return {
        "/api/events": _get("events", "Events.", filters | PAGING, page(numbered)),
        "/api/events/{event_id}": _get("event", "One event.", {}, numbered, path="event_id"),
        "/api/articles": _get("articles", "Articles.", filters | PAGING, page(_ref("ArticleRow"))),
        "/api/articles/{article_id}": _get("article", "One article.", {}, _article(), path="article_id"),
        "/api/happenings": _get("happenings", "Happenings.", filters | PAGING, page(happening)),
        "/api/happenings/{happening_id}": _get("happening", "One happening.", {}, happening, path="happening_id"),
        "/api/counts": _get(
            "counts", "Events by bucket.", filters | {"by": by}, {"type": "array", "items": _ref("Bucket")}
        ),
        "/api/map": _get("map", "Events by place.", filters, _ref("MapPoints")),
        "/api/dead-letters": _get("dead_letters", "Articles that were not read.", PAGING, page(_ref("DeadLetterRow"))),
        "/api/health": _get("health", "State of the stream.", {}, _ref("Health")),
        "/api/route": _get("route", "The filter as an entry of routes.toml.", filters, None, "application/toml"),
        "/api/download": _get("download", "The events as a file.", filters | download, None, *TYPES.values()),
    }


def _get(
    identity: str,
    summary: str,
    query: dict[str, tuple[str, Node]],
    shape: Node | None,
    *media: str,
    path: str = "",
) -> Node:
    parameters: list[Node] = [
        {"name": name, "in": "query", "description": about, "schema": _repeated(schema) if name in FILTERS else schema}
        for name, (about, schema) in query.items()
    ]
    if path:
        parameters.append({"name": path, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}})
    shapes = {name: shape or {"type": "object" if name.endswith("geo+json") else "string"} for name in media or (JSON,)}
    content = {name: {"schema": schema} for name, schema in shapes.items()}
    answer = {"description": "Success.", "content": content}
    return {
        "get": {"operationId": identity, "summary": summary, "parameters": parameters, "responses": {"200": answer}}
    }


def _repeated(schema: Node) -> Node:
    return {"type": "array", "items": schema, "maxItems": MOST_VALUES}


def _article() -> Node:
    return _object(
        article={"anyOf": [_ref("Article"), {"type": "null"}]},
        record={"anyOf": [_ref("EnrichedArticle"), {"type": "null"}]},
        outcome={"enum": ["enriched", "duplicate", "dead", None]},
        duplicates={"type": "array", "items": {"type": "string"}},
        events={"type": "array", "items": _ref("Event")},
    )


def _object(**properties: Node) -> Node:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _ref(name: str) -> Node:
    return {"$ref": f"#/components/schemas/{name}"}


def _schemas() -> Node:
    types = [Event, EnrichedArticle, Article, ArticleRow, Bucket, MapPoints, DeadLetterRow, Health]
    _, made = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    text = {"type": "string"}
    return dict(made) | {"Problem": _object(title=text, status={"type": "integer"}, detail=text)}


def _refusals() -> Node:
    about = {
        "400": "A parameter is wrong: the detail names it and how to fix it.",
        "401": "The token is missing or wrong.",
        "404": "The id does not exist.",
        "421": "The Host header is not localhost and no token is set.",
        "501": "A required extra is not installed.",
        "503": "Too many requests, or the query takes too long; retry after `Retry-After` seconds.",
    }
    content = {PROBLEM: {"schema": _ref("Problem")}}
    return {code: {"description": text, "content": content} for code, text in about.items()}
