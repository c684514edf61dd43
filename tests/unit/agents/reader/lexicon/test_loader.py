"""The loader of word lists and tables: what it returns, and errors that name the file and the key or line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agents.reader.lexicon.loader import DataFile, data_file, read_rows, read_toml, read_words
from streams.contract.errors import Misconfigured

TABLES = """
limit = 3
verbs = "strike hit"
names = ["New York", "Rome"]
[weights]
bias = -1
[kinds]
people = "man woman"
bodies = ["board"]
"""


@pytest.fixture
def table(tmp_path: Path) -> DataFile:
    path = tmp_path / "words.toml"
    path.write_text(TABLES, "utf-8")
    return DataFile(path)


def test_reads_values_by_key_and_type(table: DataFile) -> None:
    assert table.read("limit", int) == 3
    assert table.read("weights", dict[str, float]) == {"bias": -1.0}
    assert table.read("kinds.people", str) == "man woman"


def test_word_lists_are_texts_or_lists(table: DataFile) -> None:
    assert table.words("verbs") == {"strike", "hit"}
    assert table.words("verbs", "names") == {"strike", "hit", "New York", "Rome"}
    assert table.word_lists("kinds") == {"people": {"man", "woman"}, "bodies": {"board"}}


def test_a_file_of_word_lists_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "tense.toml"
    path.write_text('will = ["shall"]\nuntil = "till to"\n', "utf-8")
    assert DataFile(path).word_lists() == {"will": {"shall"}, "until": {"till", "to"}}


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("absent", "words.toml: key 'absent' is missing"),
        ("weights.absent", "words.toml: key 'weights.absent' is missing"),
        ("limit.inside", "words.toml: key 'limit.inside' is missing"),
        ("verbs", "words.toml: key 'verbs': Expected `int`, got `str`"),
    ],
)
def test_an_error_names_file_and_key(table: DataFile, key: str, message: str) -> None:
    with pytest.raises(Misconfigured, match=re.escape(message)):
        table.read(key, int)


def test_a_number_among_word_lists_is_named(table: DataFile) -> None:
    with pytest.raises(Misconfigured, match=r"words\.toml: key 'limit'"):
        table.words("limit")
    with pytest.raises(Misconfigured, match=r"words\.toml: key 'weights\.bias'"):
        table.word_lists("weights")


def test_broken_toml_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("a = 1\nb = [\n", "utf-8")
    with pytest.raises(Misconfigured, match=r"broken\.toml: .*line 3|broken\.toml: .*end of document"):
        read_toml(path, dict[str, int])


def test_a_data_file_is_read_once() -> None:
    import agents.reader.timex.tense as tense

    assert data_file(tense.__file__, "tense.toml") is data_file(tense.__file__, "tense.toml")


def test_rows_skip_comments_and_fill_fields(tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text("# about\nname\tsize\n\na\t1\nb\n", "utf-8")
    assert read_rows(path, 2, tuple, header=True) == [("a", "1"), ("b", "")]


def test_a_bad_row_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text("# about\n1\nx\n", "utf-8")
    with pytest.raises(Misconfigured, match=r"rows\.tsv:3: invalid literal for int"):
        read_rows(path, 1, lambda fields: int(fields[0]))
    path.write_text("a\tb\tc\n", "utf-8")
    with pytest.raises(Misconfigured, match=r"rows\.tsv:1: 3 fields, but at most 2 are allowed"):
        read_rows(path, 2, tuple)


def test_words_of_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text("one two\nthree\n", "utf-8")
    assert read_words(path) == {"one", "two", "three"}
