"""Render HTML from templates: every value is escaped, and an undefined value is an error. No network."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined

from streams.desk.view.article_view import ArticleView, mark_classes
from streams.desk.view.times import date_text, time_text

STYLES = ("desk.css", "reading.css")


def render(template: str, **values: Any) -> str:
    """Return a page rendered from its template."""
    return _environment().get_template(template).render(**values)


def standalone_page(articles: Sequence[ArticleView]) -> str:
    """Return one HTML file with articles and their events: no script, no external resource, style allowed by hash."""
    style = "\n".join(_static(name) for name in STYLES)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'"
    return render("standalone.html", articles=articles, style=style, policy=policy)


def indented_json(record: bytes) -> str:
    """Return the JSON of a record, indented."""
    return msgspec.json.format(record, indent=2).decode("utf-8", "replace")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("streams.desk.view"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"classes": mark_classes, "web": safe_link, "path": lambda value: quote(value, safe="")}
    made.filters |= {"time": time_text, "date": date_text}
    return made


@cache
def _static(name: str) -> str:
    return resources.files("streams.desk.view").joinpath("static", name).read_text(encoding="utf-8")


def safe_link(value: str | None) -> str | None:
    """Return an address if it is http or https, else None: a `javascript:` or `file:` address must not be a link."""
    try:
        return value if value and urlsplit(value).scheme in ("http", "https") else None
    except ValueError:
        return None
