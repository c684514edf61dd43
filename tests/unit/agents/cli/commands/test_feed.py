"""`dateline feed --dry-run` shows the articles to publish without a broker, and fails if one is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from streams.ops.settings import load
from tests.broker.commands import CommandLine

GOOD = {"id": "a-1", "title": "Talks open", "text": "Envoys met in Lima on Monday.", "published_at": "2026-03-10"}


@pytest.fixture
def dateline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    return CommandLine(load(), monkeypatch, capsys)


def write(*values: object) -> None:
    lines = [value if isinstance(value, str) else json.dumps(value) for value in values]
    Path("in.jsonl").write_text("\n".join(lines), encoding="utf-8")


def test_it_shows_each_article_and_says_that_nothing_was_sent(dateline: CommandLine) -> None:
    write(GOOD, GOOD | {"id": "a-2", "published_at": "soon"})
    ran = dateline("feed", "in.jsonl", "--dry-run")
    assert ran.code == 0
    assert "2 articles, 0 of which no worker could read; nothing was sent" in ran.out
    first, second = (line for line in ran.out.splitlines() if line.startswith("a-"))
    assert first.split()[:2] == ["a-1", "2026-03-10"]
    assert "published_at" in second


def test_unreadable_articles_are_counted_and_fail(dateline: CommandLine) -> None:
    write(GOOD, "{not json", {"id": "a-3"})
    ran = dateline("feed", "in.jsonl", "--dry-run")
    assert ran.code == 1
    assert "3 articles, 2 of which no worker could read" in ran.out
    assert "in.jsonl:2" in ran.out


def test_escape_sequences_of_an_article_stay_text(dateline: CommandLine) -> None:
    write(GOOD | {"title": "\x1b[2Jgone"})
    assert "\x1b[2J" not in dateline("feed", "in.jsonl", "--dry-run").out


@pytest.mark.parametrize("command", [("feed", "in.jsonl", "--dry-run"), ("enrich", "in.jsonl")])
def test_an_unknown_language_is_refused(dateline: CommandLine, command: tuple[str, ...]) -> None:
    write(GOOD)
    ran = dateline(*command, "--language", "klingon")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "dateline: --language klingon: give an ISO 639-1 code or an English name, as in en or English\n"


def test_a_language_may_be_given_by_name(dateline: CommandLine) -> None:
    write(GOOD, GOOD | {"id": "a-2", "language": "fr"})
    ran = dateline("feed", "in.jsonl", "--dry-run", "--language", "english")
    assert ran.code == 0
    assert [line.split()[2] for line in ran.out.splitlines() if line.startswith("a-")] == ["en"]


EMPTY = ["jsonl", "json", "ndjson", "csv", "tsv"]


@pytest.mark.parametrize(("kind", "body"), [(kind, body) for kind in EMPTY for body in ("", "\n \n")])
def test_an_empty_file_of_any_kind_has_no_article(dateline: CommandLine, kind: str, body: str) -> None:
    Path(f"in.{kind}").write_text(body, encoding="utf-8")
    ran = dateline("feed", f"in.{kind}", "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert "0 articles, 0 of which" in ran.out


@pytest.mark.parametrize(
    ("record", "hint"),
    [
        (
            '{"title": "Talks", "maintext": "They met.", "n": 1}',
            "no field text among title, maintext: --map news-please",
        ),
        ('{"headline": "Talks", "body": "They met."}', "no field text among headline, body: --map text=FIELD"),
        ('{"title": "Talks"}', "1 × dead letter text_missing, as in in.jsonl:1"),
        ('{"text": null, "body": "They met."}', "1 × dead letter text_missing, as in in.jsonl:1"),
    ],
)
def test_a_record_without_a_text_says_how_to_name_it(dateline: CommandLine, record: str, hint: str) -> None:
    Path("in.jsonl").write_text(record + "\n")
    assert hint in dateline("feed", "in.jsonl", "--dry-run").out


@pytest.mark.parametrize(
    ("name", "body", "options", "field"),
    [
        ("in.jsonl", '{"headline": "Talks", "body": "", "summary": "They met."}', ["--map", "text=body"], "body"),
        ("in.jsonl", '{"headline": "Talks", "summary": "They met."}', ["--map", "text=body"], "body"),
        ("in.json", '[{"headline": "Talks", "fields": {"body": null}}]', ["--map", "text=fields.body"], "fields.body"),
        ("in.json", '[{"webTitle": "Talks", "fields": {"bodyText": ""}}]', ["--map", "guardian"], "fields.bodyText"),
        ("in.csv", "headline,body\nTalks,\n", ["--map", "text=body,title=headline"], "body"),
        ("in.csv", "headline,text\nTalks,\n", [], "text"),
    ],
)
def test_a_field_without_a_text_is_named_as_it_is_mapped(
    dateline: CommandLine, name: str, body: str, options: list[str], field: str
) -> None:
    """The hint once suggested a map, although one was given, or said that there is no field `text`."""
    Path(name).write_text(body + "\n")
    said = dateline("feed", name, "--dry-run", *options).out
    assert f"1 × dead letter text_missing, has no text in {field!r}: correct the row, or --map text=NAME, as in" in said
    assert "no field text" not in said
