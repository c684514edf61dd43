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
_SPACE = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#xa0|#8194|#8195|#8201);", re.I)
BLOCKS = frozenset(
    {"br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "tr", "table", "blockquote"}
)
"""Tags that part paragraphs."""
INLINE = frozenset(
    {"a", "b", "i", "u", "em", "strong", "span", "font", "sup", "sub", "small", "big", "img", "s", "cite", "q", "wbr"}
)
"""Tags inside a paragraph."""


def without_markup(text: str) -> str:
    """The text with blanks for tags, shortcodes and references to blanks, each as long as what it stands for.

    A shortcode goes with what it encloses: the caption of a picture. What is no tag of HTML stays: "<BNHN>".
    """
    if "[" in text and "]" in text:
        text = _SHORTCODE.sub(lambda m: _gap(m.group()), text)
    if "&" in text:
        text = _SPACE.sub(lambda m: " " * len(m.group()), text)
    if "<" in text or "&lt;" in text or "&#" in text:
        text = _TAG.sub(_blank, text)
    return text


def _blank(tag: re.Match[str]) -> str:
    name = tag["name"].lower()
    if name in BLOCKS:
        return _gap(tag.group())
    return " " * len(tag.group()) if name in INLINE else tag.group()


def _gap(text: str) -> str:
    """The end of a paragraph, as long as the text."""
    return ("\n\n" + " " * len(text))[: len(text)]
