"""HTML to plain paragraphs: of a feed's fragment as it is, of a page its article only. Needs the extra `feeds`."""

from __future__ import annotations

import logging
import re

from streams.errors import Misconfigured

# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td",
    "th", "tr", "ul",
})
# fmt: on
UNSEEN = frozenset({"head", "iframe", "noscript", "script", "style", "template", "title"})


def paragraphs(fragment: str) -> str:
    """The text of an HTML fragment, a blank line between its blocks; plain text stays what it is."""
    if "<" not in fragment and "&" not in fragment:
        return _joined(fragment)
    from lxml import etree, html

    if not fragment.strip():
        return ""
    try:
        tree = html.fromstring(f"<div>{fragment}</div>")
    except (etree.ParserError, ValueError):
        return ""
    pieces: list[str] = []
    unseen = 0
    for moment, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else None
        if moment == "start":
            unseen += tag in UNSEEN
            pieces += ["\n\n"] if tag in BLOCKS else []
            pieces += [_flat(element.text)] if not unseen else []
            continue
        unseen -= tag in UNSEEN
        pieces += ["\n\n"] if tag in BLOCKS else []
        pieces += [_flat(element.tail)] if not unseen else []
    return _joined("".join(pieces))


def page_text(body: bytes) -> str | None:
    """The article of a web page, a blank line between paragraphs, or None where none is found.

    Raises:
        Misconfigured: trafilatura is not installed.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise Misconfigured("the text of web pages is an extra: pip install 'dateline[feeds]'") from error
    # It logs what it finds wrong with a page; that the page gave nothing is said by the caller.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    text = trafilatura.extract(body, include_comments=False, include_tables=False)
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip()) if text else None


def _flat(text: str | None) -> str:
    """White space inside a block is only spacing."""
    return re.sub(r"\s+", " ", text) if text else ""


def _joined(text: str) -> str:
    blocks = (" ".join(block.split()) for block in text.split("\n\n"))
    return "\n\n".join(block for block in blocks if block)
