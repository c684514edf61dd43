"""The OpenAPI document as HTML: all text escaped, no external resources."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from typing import Any

Node = dict[str, Any]

STYLE = """\
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
body { color: #222; background: #fff }
h2 { margin-top: 2.5rem }
h2, code, pre { font-family: ui-monospace, monospace }
pre { background: #f4f4f4; padding: 1rem; overflow: auto }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #ddd }
"""
HEAD = """\
<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>{style}</style>
<h1>{title} <small>{version}</small></h1><p>{description}</p>
<p>As OpenAPI 3.1: <a href="openapi.json">openapi.json</a></p>
"""


def page(document: Node) -> str:
    """Return the HTML page of an OpenAPI document."""
    info = {name: escape(document["info"][name]) for name in ("title", "version", "description")}
    parts = [HEAD.format(style=STYLE, **info)]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            parts += _operation(f"{method.upper()} {path}", operation)
    article = document["components"]["schemas"]["RawArticle"]
    parts.append(f"<h2>An article</h2><p>{escape(article['description'])}</p>")
    fields = ((name, _type(shape), shape.get("description", "")) for name, shape in article["properties"].items())
    parts.append(_table(("field", "type", "meaning"), fields))
    return "".join(parts) + "</html>\n"


def _operation(name: str, operation: Node) -> Iterable[str]:
    yield f"<h2>{escape(name)}</h2><p>{escape(operation['summary'])}</p>"
    if "security" in operation:
        yield "<p>With the header <code>Authorization: Bearer …</code>, the token of DATELINE_DOOR_TOKEN.</p>"
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        about = content["schema"].get("description", "An article, or an array of articles.")
        yield f"<p><code>{escape(media_type)}</code>: {escape(about)}</p>"
        if "example" in content:
            yield f"<pre>{escape(json.dumps(content['example'], indent=2, ensure_ascii=False))}</pre>"
    yield _table(("answer", "meaning"), ((code, r["description"]) for code, r in operation["responses"].items()))


def _type(shape: Node) -> str:
    kinds = [part.get("type", "") for part in shape.get("anyOf", [shape])]
    return " or ".join(f"{kind} of strings" if kind == "array" else kind for kind in kinds)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}" for cell in row) for row in rows)
    return f"<table><tr>{top}{body}</table>"
