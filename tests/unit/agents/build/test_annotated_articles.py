"""The invented annotated articles on which the record confidence is fitted."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.build.annotated_articles import annotated_articles, names_one_of
from streams.contract.records import Participant

BLOCK = """title: Guards [h1|attacked]
date: 2026-03-11
h1 ASSAULT?: gunmen; the guards, two men
h2 ACCUSE (negated): -; -

Gunmen [h1|attacked] the guards. Nobody [h2|blamed] them.
"""


def party(text: str) -> Participant:
    """Return a participant with these words and no other field."""
    nothing = dict.fromkeys(("entity_id", "label", "role", "country", "sector"))
    return Participant(text=text, name=text, field="text", start=0, end=1, **nothing)


def test_marks_are_removed_and_give_offsets(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(BLOCK, "utf-8")
    (annotated,) = annotated_articles(tmp_path)
    article = annotated.article
    assert (article.title, article.published_at) == ("Guards attacked", "2026-03-11")
    assert article.text == "Gunmen attacked the guards. Nobody blamed them."
    fields = {"title": article.title or "", "text": article.text}
    assert [fields[m.field][m.start : m.end] for m in annotated.marks] == ["attacked", "attacked", "blamed"]
    assault, _, blame = (mark.happening for mark in annotated.marks)
    assert (assault.optional, assault.actors, assault.recipients) == (True, ("gunmen",), ("the guards", "two men"))
    assert (blame.status, blame.actors) == ("negated", ())


@pytest.mark.parametrize(("old", "new"), [("[h2|blamed]", "blamed"), ("[h2|", "[h9|")])
def test_marks_and_happenings_must_correspond(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "one.txt").write_text(BLOCK.replace(old, new), "utf-8")
    with pytest.raises(ValueError, match=r"h9|h2"):
        list(annotated_articles(tmp_path))


def test_the_shipped_articles_are_read() -> None:
    assert len(list(annotated_articles())) >= 30


@pytest.mark.parametrize(
    ("text", "phrases", "same"),
    [
        ("seven border guards", ("the guards",), True),
        ("the army of Kelmar", ("army",), True),
        ("the mayor", ("the guards", "gunmen"), False),
    ],
)
def test_a_party_is_named_by_the_head_of_a_phrase(text: str, phrases: tuple[str, ...], same: bool) -> None:
    assert names_one_of(party(text), phrases) is same
