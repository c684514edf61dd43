"""HTML fragments to paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.ingest.extract.html_text import paragraphs


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("", ""),
        ("Plain  text\nwrapped.\n\nNext.", "Plain text wrapped.\n\nNext."),
        ("<p>One</p>\n<p>two <b>bold</b>\nwords</p>", "One\n\ntwo bold words"),
        ("One<br/>two", "One\n\ntwo"),
        ("A<!-- hidden -->B<style>p{}</style>C", "ABC"),
        ("5 &lt; 6 &amp; 7&nbsp;&gt; 6", "5 < 6 & 7 > 6"),
        ("<ul><li>a<li>b</ul>tail", "a\n\nb\n\ntail"),
        ("<p>One</p><figure><img><figcaption>A man.</figcaption></figure><p>Two</p>", "One\n\nTwo"),
        ('<p>One</p><p class="wp-caption-text">A man.</p> two', "One\n\ntwo"),
        ("<p", ""),
        ("<" * 50, "<" * 50),
    ],
)
def test_blocks_become_paragraphs(fragment: str, text: str) -> None:
    assert paragraphs(fragment) == text


@given(st.text(alphabet="<>/&;!-ap \n\x00\ud800é", max_size=80))
def test_any_fragment_gives_clean_paragraphs(fragment: str) -> None:
    blocks = paragraphs(fragment).split("\n\n")
    assert all(block == " ".join(block.split()) for block in blocks)


def test_deep_nesting_ends() -> None:
    assert "x" in paragraphs("<div>" * 100_000 + "x") or paragraphs("<div>" * 100_000 + "x") == ""
