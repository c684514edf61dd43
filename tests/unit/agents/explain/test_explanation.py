"""Explain: the marked article, the reasons, and an HTML page that hostile text cannot break."""

from __future__ import annotations

import io
from html.parser import HTMLParser

from rich.console import Console

from agents.cli.commands.explain import show
from agents.explain.explanation import Explanation, explain
from agents.explain.html_report import html_report
from agents.reader.reading import NewsReader, NewsReading
from streams.contract.records import Article
from tests.unit.support.article_texts import model

HOSTILE = (
    '<script>alert(1)</script>Rebels attacked a convoy in "><img src=x onerror=alert(1)> Oslo.\n\n'
    "The group did not attack \x1b[2J\x9b31m\u202e the town' onmouseover='alert(1)' of </mark></p>"
    "<a href=javascript:alert(1)>."
)


def read(text: str, title: str | None = None) -> NewsReading:
    (reading,) = NewsReader(model()).read([Article(id="a", text=text, title=title, language="en")])
    assert isinstance(reading, NewsReading)
    return reading


def explained(text: str, title: str | None = None) -> Explanation:
    return explain(read(text, title))


def printed(explanation: Explanation) -> str:
    console = Console(file=io.StringIO(), width=200, force_terminal=False)
    show(console, explanation)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_segments_add_up_to_the_article() -> None:
    explanation = explained(HOSTILE, "Rebels attack convoy")
    assert "".join(piece.text for piece in explanation.text) == HOSTILE
    assert "".join(piece.text for piece in explanation.title) == "Rebels attack convoy"
    assert any(piece.kind == "event" for piece in explanation.text)


def test_each_slot_has_its_reason() -> None:
    shown = printed(explained("Rebels attacked a convoy on Sunday, the army said."))
    for words in ("Rebels", "subject", "a convoy", "object", "the army", "no literal place"):
        assert words in shown


def test_rejected_triggers_have_a_reason() -> None:
    explanation = explained("Rebels attacked a convoy, killing nine soldiers.")
    (dropped,) = [note.dropped for note in explanation.notes if note.trigger == "killing"]
    assert dropped
    assert f"not coded: {dropped}" in printed(explanation)


def test_each_source_has_its_number() -> None:
    text = "A bomb exploded in Quetta. The army said seven people were killed. Hospital officials put the toll at nine."
    (note,) = [note for note in explained(text).notes if not note.dropped]
    rows = [(row.value, row.reason) for row in note.rows if row.name in ("killed", "claim")]
    assert rows == [
        ("9", "'nine' in another sentence"),
        ("killed 7", "'seven people' according to The army"),
        ("killed 9", "'nine' according to Hospital officials"),
    ]


def test_one_source_of_all_numbers_needs_no_claims() -> None:
    explanation = explained("A bomb killed seven people in Quetta, the army said.")
    assert all(row.name != "claim" for note in explanation.notes for row in note.rows)


def test_a_negation_is_named() -> None:
    assert "negated by 'not'" in printed(explained("The rebels did not attack the town."))


class Tags(HTMLParser):
    """Collects every element and attribute of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_the_page_escapes_the_article() -> None:
    """No markup of the article becomes an element or an attribute."""
    hostile = Tags(html_report([read(HOSTILE, "<b>Rebels</b> attack \"onload='x' convoy")]))
    tame = Tags(
        html_report(
            [read("Rebels attacked a convoy in Oslo, killing nine. They did not attack the town.", "Rebels attack")]
        )
    )
    assert hostile.elements <= tame.elements
    assert hostile.attributes <= tame.attributes
    assert not hostile.elements & {"script", "img", "b"}
    assert not {name for name in hostile.attributes if name.startswith("on")}


def test_article_text_cannot_control_the_terminal() -> None:
    assert not set(printed(explained(HOSTILE))) & {"\x1b", "\x9b", "\u202e"}
