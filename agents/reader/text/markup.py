"""Removal of markup that scrapers leave in a text: HTML tags, plain or escaped, and WordPress shortcodes."""

from __future__ import annotations

import re

_TAG = re.compile(
    r"(?:<|&lt;|&#60;|&#x3c;)/?(?P<name>[a-zA-Z][a-zA-Z0-9]{0,9})(?:\s[^<>\[\]]{0,300}?)?\s?/?(?:>|&gt;|&#62;|&#x3e;)",
    re.I,
)
_SHORTCODE = re.compile(
    r"\[(?P<code>caption|gallery|video|audio|embed|playlist|vc_\w+|su_\w+)\b[^\[\]]{0,400}\](?:[^\[\]]{0,600}\[/(?P=code)\])?"
    r"|\[/?(?:caption|gallery|video|audio|embed|vc_\w+|su_\w+)\b[^\[\]]{0,400}\]",
    re.I,
)
_OPEN, _CLOSE = r"(?:<|&lt;|&#60;|&#x3c;)", r"(?:>|&gt;|&#62;|&#x3e;)"
_INVISIBLE = ("script", "style", "template", "svg", "noscript")
"""Tags whose content is not shown as text."""
_CODE = re.compile(rf"{_OPEN}(?P<name>{'|'.join(_INVISIBLE)})\b[^<>]{{0,300}}?{_CLOSE}", re.I)
_CODE_ENDS = {name: re.compile(rf"{_OPEN}/{name}\s?{_CLOSE}", re.I) for name in _INVISIBLE}
_SPACE = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#xa0|#8194|#8195|#8201);", re.I)
BLOCKS = frozenset(
    {
        "br",
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "tr",
        "td",
        "th",
        "table",
        "thead",
        "tbody",
        "blockquote",
        "article",
        "section",
        "header",
        "footer",
        "main",
        "aside",
        "nav",
        "figure",
        "figcaption",
        "dl",
        "dt",
        "dd",
        "pre",
        "body",
        "html",
        "iframe",
        "form",
    }
)
"""Tags that end a paragraph."""
INLINE = frozenset(
    {"a", "b", "i", "u", "em", "strong", "span", "font", "sup", "sub", "small", "big", "img", "s", "cite", "q", "wbr"}
)
"""Tags within a paragraph."""


def without_markup(text: str) -> str:
    """Return the text with tags, shortcodes and references to spaces replaced by as many blanks, so offsets stay valid.

    A shortcode is removed with its content (the caption of a picture). What is not an HTML tag stays: "<BNHN>".
    """
    if "[" in text and "]" in text:
        text = _SHORTCODE.sub(lambda m: _gap(m.group()), text)
    if "&" in text:
        text = _SPACE.sub(lambda m: " " * len(m.group()), text)
    if "<" in text or "&lt;" in text or "&#" in text:
        text = _TAG.sub(_blank, _without_code(text))
    return text


def _without_code(text: str) -> str:
    """Return the text with scripts and style sheets replaced by blanks; an element that is not closed stays."""
    kept: list[str] = []
    at = 0
    unclosed: set[str] = set()
    for tag in _CODE.finditer(text):
        name = tag["name"].lower()
        if tag.start() < at or name in unclosed:
            continue
        close = _CODE_ENDS[name].search(text, tag.end())
        if close is None:
            unclosed.add(name)
            continue
        kept += [text[at : tag.start()], _gap(text[tag.start() : close.end()])]
        at = close.end()
    return "".join([*kept, text[at:]])


def _blank(tag: re.Match[str]) -> str:
    name = tag["name"].lower()
    if name in BLOCKS:
        return _gap(tag.group())
    return " " * len(tag.group()) if name in INLINE else tag.group()


def _gap(text: str) -> str:
    """Return a paragraph break of the same length as the text."""
    return ("\n\n" + " " * len(text))[: len(text)]
