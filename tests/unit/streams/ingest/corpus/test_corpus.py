"""Every fixture gives its article: title, text, date, authors and language are right."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from streams.contract.codec import decode_article
from streams.ingest.extract.field_map import parse_fields
from streams.ingest.extract.items import FoundArticle
from streams.ingest.files import read_file
from tests.unit.streams.ingest.corpus import feeds, pages, records
from tests.unit.streams.ingest.corpus.shapes import Shape

SHAPES = [*pages.shapes(), *feeds.shapes(), *records.shapes()]


def read(shape: Shape, folder: Path) -> dict[str, Any]:
    """Return the first article of a fixture's file as a worker decodes it; empty if there is none."""
    path = folder / shape.file
    path.write_bytes(shape.body)
    fields = parse_fields(shape.fields) if shape.fields else None
    for item in read_file(path, lambda file: file.open("rb"), 1 << 20, fields):
        if isinstance(item, FoundArticle):
            article = decode_article(item.value, max_chars=100_000)
            return {name: getattr(article, name) for name in article.__struct_fields__}
    return {}


def flat(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: f"{shape.kind}-{shape.name}".replace(" ", "_"))
def test_a_shape_gives_its_article(shape: Shape, tmp_path: Path) -> None:
    article = read(shape, tmp_path)
    looked_at = {name: value for name, value in shape.expected.items() if value is not None or name == "published_at"}
    assert {name: flat(article.get(name)) for name in looked_at} == {name: flat(v) for name, v in looked_at.items()}
    assert not [words for words in shape.lacks if words in article["text"]]


def test_the_corpus_is_broad() -> None:
    kinds = Counter(shape.kind for shape in SHAPES)
    assert len(SHAPES) >= 150
    assert len(kinds) >= 15
