"""Markup that scrapers leave in a text: HTML tags, plain or as character references, shortcodes of blogs."""

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
_UNSEEN = ("script", "style", "template", "svg", "noscript")
"""Tags whose content is no text that a reader sees."""
_CODE = re.compile(rf"{_OPEN}(?P<name>{'|'.join(_UNSEEN)})\b[^<>]{{0,300}}?{_CLOSE}", re.I)
_CODE_ENDS = {name: re.compile(rf"{_OPEN}/{name}\s?{_CLOSE}", re.I) for name in _UNSEEN}
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
"""Tags that part paragraphs."""
INLINE = frozenset(
    {"a", "b", "i", "u", "em", "strong", "span", "font", "sup", "sub", "small", "big", "img", "s", "cite", "q", "wbr"}
)
"""Tags inside a paragraph."""


def without_markup(text: str) -> str:
    """Return the text with blanks for tags, shortcodes and references to blanks, each as long as what it stands for.

    A shortcode goes with what it encloses: the caption of a picture. What is no tag of HTML stays: "<BNHN>".
    """
    if "[" in text and "]" in text:
        text = _SHORTCODE.sub(lambda m: _gap(m.group()), text)
    if "&" in text:
        text = _SPACE.sub(lambda m: " " * len(m.group()), text)
    if "<" in text or "&lt;" in text or "&#" in text:
        text = _TAG.sub(_blank, _without_code(text))
    return text


def _without_code(text: str) -> str:
    """Return the text without scripts and style sheets. One that is not closed stays: it is no page's."""
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
    """Return the end of a paragraph, as long as the text."""
    return ("\n\n" + " " * len(text))[: len(text)]
