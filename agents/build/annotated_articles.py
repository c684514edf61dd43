"""The invented, annotated articles of `annotated/*.txt`, on which the confidence of records is fitted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from streams.contract.records import Article, Participant

FOLDER = Path(__file__).parent / "annotated"
EVERYDAY = FOLDER / "general"
"""Articles of everyday news, annotated with the types of both packs."""
_HEADER = re.compile(r"(?P<id>h\d+) (?P<type>[A-Z]+)(?P<optional>\?)?(?: \((?P<status>\w+)\))?: (?P<parties>.*)")
_MARK = re.compile(r"\[(h\d+)\|([^\]]+)\]")
_CUT = re.compile(r"[,;(]|\s(?:of|in|on|at|from|for|to|with|by|who|which|that|near|between|against)\s")
_ARTICLES = frozenset({"the", "a", "an", "his", "her", "its", "their"})
FAMILIES = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""Types that differ only in the side from which annotators see them."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One real-world event of an article."""

    event_type: str
    optional: bool
    status: str
    actors: tuple[str, ...]
    """Phrases, each of which names a party; empty if the article names none."""
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that report a happening: offsets in characters of a field, end exclusive."""

    field: str
    start: int
    end: int
    happening: Happening


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article and every mention of a happening in it."""

    article: Article
    marks: tuple[Mark, ...]


def annotated_articles(folder: Path = FOLDER) -> Iterator[AnnotatedArticle]:
    """Read the articles of a folder, in order.

    Raises:
        ValueError: a block has a mark without a happening, or a happening without a mark.
    """
    for file in sorted(folder.glob("*.txt")):
        for number, block in enumerate(file.read_text("utf-8").split("\n---\n")):
            if block.strip():
                yield _article(f"{file.stem}-{number}", block.strip())


def _article(identity: str, block: str) -> AnnotatedArticle:
    head, _, body = block.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines() if line.startswith(("title: ", "date: ")))
    happenings = {m["id"]: _happening(m) for m in map(_HEADER.fullmatch, head.splitlines()) if m}
    title, of_title = _unmarked("title", fields["title"], happenings)
    text, of_text = _unmarked("text", body, happenings)
    marks = (*of_title, *of_text)
    if unused := [name for name, h in happenings.items() if all(mark.happening is not h for mark in marks)]:
        raise ValueError(f"{identity}: no mark of {unused[0]}")
    return AnnotatedArticle(Article(id=identity, title=title, text=text, published_at=fields["date"]), marks)


def _happening(match: re.Match[str]) -> Happening:
    actors, _, recipients = match["parties"].partition(";")
    return Happening(
        match["type"],
        match["optional"] is not None,
        match["status"] or "asserted",
        _phrases(actors),
        _phrases(recipients),
    )


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(phrase for part in text.split(",") if (phrase := part.strip()) not in ("", "-"))


def _unmarked(field: str, marked: str, happenings: dict[str, Happening]) -> tuple[str, list[Mark]]:
    """Return a field without its marks, and the marks with the offsets of their words in the result."""
    text, marks, at = "", [], 0
    for match in _MARK.finditer(marked):
        if match[1] not in happenings:
            raise ValueError(f"no happening {match[1]} for {match[0]!r}")
        text += marked[at : match.start()]
        marks.append(Mark(field, len(text), len(text) + len(match[2]), happenings[match[1]]))
        text += match[2]
        at = match.end()
    return text + marked[at:], marks


def names_one_of(party: Participant, phrases: Sequence[str]) -> bool:
    """Return whether a participant is one of the annotated parties: the head of one is a word of the other."""
    return any(same_party(text, phrase) for text in (party.text, party.name or "") for phrase in phrases)


def same_party(one: str, other: str) -> bool:
    """Return whether two phrases name one party: the head of one is a word of the other."""
    mine, theirs = _words(one), _words(other)
    heads = [_words(_CUT.split(phrase)[0])[-1:] for phrase in (one, other)]
    return bool(mine and theirs) and bool(set(heads[0]) & set(theirs) or set(heads[1]) & set(mine))


def _words(text: str) -> list[str]:
    plain = text.lower().replace("'s", "").replace("’s", "")
    return [word for word in re.findall(r"[^\W_]+", plain) if word not in _ARTICLES]
