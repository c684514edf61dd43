"""Tables: each row is an article; a row that is not is kept, with one line that says how to fix it."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.ingest.extract.field_map import parse_fields
from streams.ingest.extract.items import FailedItem, FoundArticle, Item
from streams.ingest.files import read_file
from streams.ingest.formats.csv_file import read_table
from tests.unit.support.article_formats import TABLE_MAP, expected, table

URL = "https://lenz.example/orvat"


def rows(content: bytes, spec: str | None = None, max_bytes: int = 100_000) -> list[Item]:
    return list(read_table(io.BytesIO(content), "a.csv", max_bytes, parse_fields(spec) if spec else None))


def test_a_row_is_an_article() -> None:
    (found,) = rows(table(URL), TABLE_MAP)
    assert isinstance(found, FoundArticle)
    assert (found.key, found.origin, found.doubt) == (URL.encode(), "a.csv:2", "")
    assert json.loads(found.value) == expected(URL) | {"authors": "Anna Writer"}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_byte_order_mark_and_line_ends(separator: str) -> None:
    lines = [["\ufeffid", "text"], ["7", '"One.\r\n\r\nTwo."'], [""], []]
    (found,) = rows("\r\n".join(map(separator.join, lines)).encode())
    assert isinstance(found, FoundArticle)
    assert (found.key, json.loads(found.value)) == (b"7", {"id": "7", "text": "One.\r\n\r\nTwo."})


def test_rows_that_do_not_fit_are_kept_with_a_line_each() -> None:
    content = b"title,text\nTalks,They met, and left.\nTalks\nTalks,\nTalks,\xff\xfe\nTalks,They met.\n"
    found = [item for item in rows(content) if isinstance(item, FoundArticle)]
    assert [item.origin for item in found] == [f"a.csv:{n}" for n in (2, 3, 4, 5, 6)]
    many, few, blank, binary, good = found
    assert (many.value, few.value) == (b"Talks,They met, and left.", b"Talks")
    assert "has 3 cells where the first line names 2 columns" in many.doubt
    assert "no text in 'text'" in blank.doubt
    assert json.loads(blank.value) == {"title": "Talks"}
    assert (json.loads(binary.value)["text"], binary.doubt) == ("ÿþ", "")
    assert good.doubt == ""


@pytest.mark.parametrize(
    ("content", "spec", "why"),
    [
        (b"text\rtitle\nThey met.\n", None, "names no columns in its first line"),
        (b"title,body\nTalks,They met.\n", None, "no column for the text among title, body: --map text=COLUMN"),
        (b"title,body\nTalks,They met.\n", "text=corpus", "no column 'corpus', only title, body: correct --map"),
        (b"text,text\nTalks,They met.\n", None, "more than one column 'text'"),
    ],
)
def test_a_table_without_the_columns_fails_in_one_line(content: bytes, spec: str | None, why: str) -> None:
    (failed,) = rows(content, spec)
    assert isinstance(failed, FailedItem)
    assert why in failed.why


def test_a_quote_that_does_not_close_ends_within_bounds() -> None:
    first, failed = rows(b'text\nThey met.\n"They' + b" left and\n" * 1000, max_bytes=1000)
    assert isinstance(first, FoundArticle)
    assert isinstance(failed, FailedItem)
    assert failed.origin == "a.csv:3"
    assert "quote" in failed.why
    assert isinstance(rows(b"text\n" + b"x" * 5000, max_bytes=1000)[-1], FailedItem)


def test_a_cell_longer_than_the_csv_limit() -> None:
    (found,) = rows(b"text\n" + b"x" * 200_000, max_bytes=1_000_000)
    assert isinstance(found, FoundArticle)
    assert len(found.value) > 200_000


def test_a_cut_archive_gives_the_rows_before(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"text\nThey met.\n", mtime=0)[:-4])
    *_, found, failed = read_file(path, lambda p: p.open("rb"), 1000)
    assert isinstance(found, FoundArticle)
    assert isinstance(failed, FailedItem)
    assert "a.csv.gz:3" in failed.origin


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=5))
def test_any_text_comes_through(texts: list[str]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([["id", "text"], *(["x", text] for text in texts)])
    found = rows(out.getvalue().encode())
    assert [json.loads(item.value)["text"] for item in found if isinstance(item, FoundArticle)] == texts


@given(st.binary(max_size=200))
def test_any_bytes_end_without_a_loss(content: bytes) -> None:
    """Every row is published or reported as failed."""
    for item in rows(b"text\n" + content, max_bytes=100):
        assert item.origin.startswith("a.csv")
