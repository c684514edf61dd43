"""The text of invented articles, with the happening that each sentence reports."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime

from tests.happenings.world import Article, Phrases, Report, phrases

NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@dataclass(frozen=True)
class WrittenArticle:
    """An article with its text, and the happening that each sentence reports."""

    article: Article
    title: str
    text: str
    sentences: tuple[tuple[int, int, Report], ...]
    """Offsets into the text, and the happening reported there."""


def write(article: Article, which: Phrases) -> WrittenArticle:
    """Return the text of an article; deterministic for its id."""
    draw = random.Random(f"{article.id}/{which}")
    first = article.reports[0]
    dateline = f"{first.truth.place_rows[0].text.upper()} ({article.agency}) - " if article.agency else ""
    text, sentences = dateline, []
    for number, report in enumerate(article.reports):
        if number:
            text += " " if report.truth == first.truth else "\n\n"
        sentence = sentence_of(report, article.at, which, draw)
        sentences.append((len(text), len(text) + len(sentence), report))
        text += sentence
    text += "\n\n" + draw.choice(phrases()["words"]["filler"])
    return WrittenArticle(article, _title(first, which, draw), text, tuple(sentences))


def sentence_of(report: Report, at: datetime, which: Phrases, draw: random.Random) -> str:
    """Return one sentence."""
    truth, place_row = report.truth, report.place_row or report.truth.place_rows[0]
    values = {
        "site": truth.site,
        "place": f"{place_row.text}, {place_row.country_name}," if draw.random() < 0.3 else place_row.text,
        "city": truth.place_rows[0].text,
        "day": _day(truth.day, at),
        "today": _day(at, at),
        "victims": truth.victims,
        "people": truth.people,
        "demand": truth.why,
        "crime": truth.why,
        "topic": truth.why,
        "sayer": report.sayer,
        "group": report.group,
        "wrong": number(report.wrong),
        "ago": report.ago,
    }
    values |= {slot: number(count) for slot, count in report.counts.items()}
    values.setdefault("injured", "several")
    for name, party in zip(("one", "other"), truth.parties, strict=False):
        title, person, nation = party
        values[name] = f"{nation}'s {title.lower()}, {person}," if name == "other" else f"{nation}'s {title} {person}"
    values |= {key.capitalize(): value[:1].upper() + value[1:] for key, value in values.items()}
    sentence = draw.choice(phrases()[which][report.phrase]).format_map(values)
    sentence = _varied(sentence, which, draw)
    return sentence.replace(",,", ",").replace(",.", ".").replace(", on ", " on ") if "," in sentence else sentence


def _varied(sentence: str, which: Phrases, draw: random.Random) -> str:
    """Add words before or after the sentence, so that two sources seldom write the same one."""
    before, after = (draw.choice(phrases()[which].get(name, phrases()["words"][name])) for name in ("before", "after"))
    if before:
        sentence = f"{before}, {sentence[:1].lower() if sentence.split()[0] in LOWERED else sentence[:1]}{sentence[1:]}"
    return sentence.removesuffix(".") + f"{after}."


LOWERED = {"A", "An", "At", "About", "Gunmen", "Armed", "Militants", "Police", "Officers", "There", "The"}


def number(count: int) -> str:
    """Return a number as news writes it: words up to twelve, then digits."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def _title(report: Report, which: Phrases, draw: random.Random) -> str:
    truth = report.truth
    if truth.kind not in ("bomb", "shooting") or report.phrase not in ("bomb", "shooting"):
        return f"News from {truth.place_rows[0].text}"
    city, killed = truth.place_rows[0].text, number(report.counts.get("killed", 0))
    values = {
        "city": city,
        "City": city,
        "killed": killed,
        "victims": truth.victims,
        "Victims": truth.victims.capitalize(),
    }
    return draw.choice(phrases()[which]["title"]).format_map(values)


def _day(day: datetime, at: datetime) -> str:
    if abs((at.date() - day.date()).days) < 6:
        return day.strftime("%A")
    return f"{day.strftime('%B')} {day.day}"


def moment(at: datetime) -> str:
    """Return the time in RFC 3339, as in `published_at`."""
    return at.isoformat().replace("+00:00", "Z")
