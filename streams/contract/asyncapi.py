"""The topics and their records as one AsyncAPI 3.0 document: channels, operations, messages, schemas."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from streams.contract.headers import DEAD_LETTER_HEADERS, article_headers, event_headers, happening_headers
from streams.contract.json_schema import RECORDS, schema
from streams.contract.topics import DEAD, ENRICHED, EVENTS, HAPPENINGS, RAW, route_topic

Node = dict[str, Any]

DESCRIPTION = "News articles in, structured events out. Topics are named without DATELINE_TOPIC_PREFIX."
ROUTE = {"route": {"description": "A route: an event type in lower case, or one of DATELINE_ROUTES."}}


def document() -> Node:
    """Return a new AsyncAPI document: Dateline receives raw articles and sends all other records."""
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Dateline", "version": version("dateline"), "description": DESCRIPTION},
        "defaultContentType": "application/json",
        "channels": {
            "raw": _channel(RAW, "input"),
            "enriched": _channel(ENRICHED, "article"),
            "events": _channel(EVENTS, "event"),
            "routed": _channel(route_topic("{route}"), "event") | {"parameters": ROUTE},
            "happenings": _channel(HAPPENINGS, "happening"),
            "dead": _channel(DEAD, "dead"),
        },
        "operations": {
            "read": _operation("receive", "raw"),
            **{
                f"send_{channel}": _operation("send", channel)
                for channel in ("enriched", "events", "routed", "happenings", "dead")
            },
        },
        "components": {"messages": _messages(), "schemas": _schemas()},
    }


def _channel(address: str, message: str) -> Node:
    return {"address": address, "messages": {message: {"$ref": f"#/components/messages/{message}"}}}


def _operation(action: str, channel: str) -> Node:
    return {"action": action, "channel": {"$ref": f"#/channels/{channel}"}}


def _messages() -> Node:
    headers = {
        "article": [name for name, _ in article_headers("")],
        "event": [name for name, _ in event_headers("", "", "XXX")],
        "happening": [name for name, _ in happening_headers("", 1, "", "XXX")],
    }
    messages: Node = {}
    for name, (_, record) in RECORDS.items():
        messages[name] = {"payload": {"$ref": f"#/components/schemas/{record.__name__}"}}
        if name in headers:
            messages[name]["headers"] = _headers(headers[name])
    messages["dead"] = {
        "summary": "A raw message unchanged, with the reason in its headers.",
        "contentType": "application/octet-stream",
        "headers": _headers(DEAD_LETTER_HEADERS),
    }
    return messages


def _headers(names: Iterable[str]) -> Node:
    return {"type": "object", "properties": {name: {"type": "string"} for name in names}}


def _schemas() -> Node:
    """Return the schemas of all record classes, with references to `#/components/schemas`."""
    found: Node = {}
    for name in RECORDS:
        found |= json.loads(json.dumps(schema(name)["$defs"]).replace("#/$defs/", "#/components/schemas/"))
    return found
