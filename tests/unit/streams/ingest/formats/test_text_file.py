"""Plain-text articles: the header form is recognised, and other text is not interpreted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.ingest.formats.text_file import parse_text

BODY = "Talks between Ruvania and Ostmark opened in Lenz on Monday.\n\nThey end on Friday.\n"


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n\n"])
def test_section_title_and_body(gap: str) -> None:
    article = parse_text(f"\nWorld{gap}Talks open in Lenz{gap}{BODY}", "a/talks.txt")
    assert article == {
        "section": "World",
        "title": "Talks open in Lenz",
        "text": BODY,
        "extra": {"file": "a/talks.txt"},
    }


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "",
        " \n\n ",
        "Talks open in Lenz\n\n" + BODY.replace("\n\n", "\n"),
        "World\n\nTalks open in Lenz\n" + BODY,
        "World\n\nTalks open in Lenz\n\n",
        "They met on Monday.\n\nThey talked.\n\nThey left.",
        "W" * 81 + "\n\nTalks\n\n" + BODY,
        "World\n\n" + "T" * 301 + "\n\n" + BODY,
    ],
)
def test_without_the_form_all_is_text(text: str) -> None:
    assert parse_text(text, "x") == {"text": text, "extra": {"file": "x"}}


@given(st.text(alphabet="aB.\r\n \t", max_size=60))
def test_the_body_is_a_part_of_the_text_exactly_as_written(text: str) -> None:
    article = parse_text(text, "x")
    assert text.endswith(article["text"])
    if "title" in article:
        assert article["title"].strip()
        assert article["section"].strip()
        assert article["text"].strip()


def test_blank_floods_take_no_time() -> None:
    text = "World\n" + " \n" * 500_000 + "x"
    assert parse_text(text, "x")["text"] == text
