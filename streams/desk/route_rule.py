"""Convert a filter to an entry of `routes.toml`."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from streams.desk.store.filters import Filter, to_rule


def route_toml(wanted: Filter, name: str = "my-route") -> str:
    """Return a `[[route]]` table that matches what the filter matches; what a rule cannot express is a comment.

    Raises:
        BadQuery: no event could match the filter.
    """
    lines = ["[[route]]", f"name = {_toml(name)}"]
    fields: dict[str, Any] = msgspec.to_builtins(to_rule(wanted))
    lines += [f"{field} = {_toml(value)}" for field, value in fields.items() if value]
    if wanted.source:
        lines.append(f"# a route has no source: filter by it as you read ({', '.join(map(_comment, wanted.source))})")
    if wanted.date_from or wanted.date_to:
        lines.append("# a route has no dates: it takes events as they come")
    if len(lines) == 2:
        lines.append("# no filter is set: this route takes every event")
    return "\n".join(lines) + "\n"


def _comment(text: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _toml(value: object) -> str:
    """Return a TOML value: strings, numbers and arrays in JSON are valid TOML, except for U+007F."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
