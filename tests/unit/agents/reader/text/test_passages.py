"""Passages: every character of the cleaned text has the offset of its source."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from agents.reader.text.passages import CleanedPassage, passages
from streams.contract.records import Article


def texts(text: str, title: str | None = None) -> list[str]:
    return [clean.text for clean in passages(Article(id="a", text=text, title=title))]


@given(st.text(), st.none() | st.text())
@example("SAN JOSÃ‰ â€” â€œYesâ€\x9d &amp; &#8217; no", "İSTANBUL &#0; ẞ")
@example("ÃÂâ€™Ã©", "&notanentity; &#999999; &#xD800;")
def test_each_letter_maps_into_the_field_in_order(text: str, title: str | None) -> None:
    article = Article(id="a", text=text, title=title)
    for clean in passages(article):
        field = (title or "") if clean.field == "title" else text
        assert len(clean.text) == len(clean.offsets) == len(clean.ends) > 0
        assert all(0 <= a < b <= len(field) or clean.text[i] == " " for i, (a, b) in enumerate(_source_offsets(clean)))
        assert clean.offsets == sorted(clean.offsets)
        assert clean.ends == sorted(clean.ends)
        assert clean.text == clean.text.strip()


def _source_offsets(clean: CleanedPassage) -> list[tuple[int, int]]:
    return list(zip(clean.offsets, clean.ends, strict=True))


def test_lines_of_a_fixed_width_are_one_paragraph() -> None:
    text = (
        "   The harbour master of Port Elsinore said on Tuesday that three of\n"
        "the trawlers lost in the storm had been found adrift near the Lonely\n"
        "Islands, with all of their crews alive and well.\n"
        "   A search for the fourth goes on.\n"
    )
    assert texts(text) == [
        "The harbour master of Port Elsinore said on Tuesday that three of the trawlers lost in the storm had been"
        " found adrift near the Lonely Islands, with all of their crews alive and well.",
        "A search for the fourth goes on.",
    ]


def test_rows_of_a_table_are_separate() -> None:
    assert texts("Norwood 4 3 1 0 7 4 10\nEastham 4 2 1 1 6 4 7\nQueens Vale 4 1 1 2 5 7 4") == [
        "Norwood 4 3 1 0 7 4 10",
        "Eastham 4 2 1 1 6 4 7",
        "Queens Vale 4 1 1 2 5 7 4",
    ]


def test_a_line_break_inside_a_sentence_is_joined() -> None:
    assert texts("Results of the second round of matches\nplayed on Saturday:\nNorwood 2 Eastham 1") == [
        "Results of the second round of matches played on Saturday:",
        "Norwood 2 Eastham 1",
    ]


def test_broken_encoding_is_repaired_and_keeps_offsets() -> None:
    text = "The mayorâ€™s cafÃ© &amp; bar"
    (clean,) = passages(Article(id="a", text=text))
    assert clean.text == "The mayor's café & bar"
    at = clean.text.index("café")
    assert text[clean.offsets[at] : clean.ends[at + 3]] == "cafÃ©"


def test_letters_that_only_look_broken_are_left() -> None:
    assert texts("São Tomé, Ålesund, Ærø and Île-de-France") == ["São Tomé, Ålesund, Ærø and Île-de-France"]


def test_a_headline_in_capitals_takes_the_case_of_the_body() -> None:
    assert texts("The voters of Zarovia elected Mira Dolenc on Sunday.", "ZAROVIA ELECTS DOLENC PRESIDENT") == [
        "Zarovia elects Dolenc president",
        "The voters of Zarovia elected Mira Dolenc on Sunday.",
    ]


def test_datelines_and_teams_in_capitals_are_names() -> None:
    assert texts("NEW DELHI, India - The talks went on.\nDETROIT 4 Boston 1") == [
        "New Delhi, India - The talks went on.",
        "Detroit 4 Boston 1",
    ]


def test_acronyms_keep_their_capitals() -> None:
    assert texts("The EU and NATO met in Oslo, the IMF said.") == ["The EU and NATO met in Oslo, the IMF said."]
