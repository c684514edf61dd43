"""Conversion of HTML fragments of feeds to plain paragraphs. Needs the extra `feeds`."""

from __future__ import annotations

import re

from streams.ingest.extract.boilerplate import remove_captions

# fmt: off
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td",
    "th", "tr", "ul",
})
# fmt: on
UNSEEN = frozenset({"head", "iframe", "noscript", "script", "style", "template", "title"})


def paragraphs(fragment: str) -> str:
    """Return the text of an HTML fragment without captions, blocks separated by blank lines; plain text is kept."""
    if "<" not in fragment and "&" not in fragment:
        return _joined(fragment)
    from lxml import etree, html

    if not fragment.strip():
        return ""
    try:
        tree = html.fromstring(f"<div>{fragment}</div>")
    except (etree.ParserError, ValueError):
        return ""
    remove_captions(tree)
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


def _flat(text: str | None) -> str:
    """Return text with white space collapsed."""
    return re.sub(r"\s+", " ", text) if text else ""


def _joined(text: str) -> str:
    blocks = (" ".join(block.split()) for block in text.split("\n\n"))
    return "\n\n".join(block for block in blocks if block)
