"""Markup in a text is replaced by spaces of the same length, so that offsets stay right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.reader.text.markup import without_markup


@given(st.text(alphabet='<>/&;ltbrp[]caption= \n"x1'))
def test_the_length_never_changes(text: str) -> None:
    assert len(without_markup(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One.<br><br>Two.", ["One.", "Two."]),
        ("One. &lt;br&gt;&lt;br /&gt;Two.", ["One.", "Two."]),
        ("One. &#60;p&#62;Two.&#60;/p&#62;", ["One.", "Two."]),
        ('<p class="lead">One.</p><p>Two.</p>', ["One.", "Two."]),
        ('One <a href="https://example.org/x">two</a> three.', ["One", "two", "three."]),
        ('One. [caption id="a_7" align="left"]Soldiers in 2012[/caption] Two.', ["One.", "Two."]),
        ('One. [gallery ids="1,2"] Two.', ["One.", "Two."]),
        ("Benihana <BNHN> files an offer at a < b and c > d.", None),
        ("[sic] He said [in Dari] that 3 < 4.", None),
        ("x <3 y", None),
        ("One. <script>Gunmen killed 99 people.</script> Two.", ["One.", "Two."]),
        ('One. <STYLE type="text/css">p > b { color: red }</style >Two.', ["One.", "Two."]),
        ("One. &lt;script&gt;x()&lt;/script&gt;<p>Two.</p>", ["One.", "Two."]),
        ("A play called <script> ran for a year.", None),
        ("<article><section>One.</section></article>", ["One."]),
    ],
)
def test_tags_and_shortcodes_are_left_out_and_nothing_else(text: str, words: list[str] | None) -> None:
    assert without_markup(text).split() == (text.split() if words is None else words)


def test_block_tags_separate_paragraphs() -> None:
    assert without_markup("One.<br>Two.<b>three</b>") == "One.\n\n  Two.   three    "


def test_unclosed_code_is_read_in_time() -> None:
    text = "<script>" * 30_000 + "</style>"
    assert without_markup(text) == text
