"""Articles as text, with what each sentence tells."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime

from tests.happenings.world import Article, Phrases, Telling, phrases

NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@dataclass(frozen=True)
class Written:
    """An article with its text, and by sentence the happening that it tells."""

    article: Article
    title: str
    text: str
    sentences: tuple[tuple[int, int, Telling], ...]
    """Offsets into the text, and what is reported there."""


def write(article: Article, which: Phrases) -> Written:
    """The text of an article; one id always gives the same."""
    draw = random.Random(f"{article.id}/{which}")
    first = article.tellings[0]
    dateline = f"{first.truth.spots[0].text.upper()} ({article.agency}) - " if article.agency else ""
    text, sentences = dateline, []
    for number, telling in enumerate(article.tellings):
        if number:
            text += " " if telling.truth == first.truth else "\n\n"
        sentence = spoken(telling, article.at, which, draw)
        sentences.append((len(text), len(text) + len(sentence), telling))
        text += sentence
    text += "\n\n" + draw.choice(phrases()["words"]["filler"])
    return Written(article, _title(first, which, draw), text, tuple(sentences))


def spoken(telling: Telling, at: datetime, which: Phrases, draw: random.Random) -> str:
    """One sentence."""
    truth, spot = telling.truth, telling.spot or telling.truth.spots[0]
    values = {
        "site": truth.site,
        "place": f"{spot.text}, {spot.country_name}," if draw.random() < 0.3 else spot.text,
        "city": truth.spots[0].text,
        "day": _day(truth.day, at),
        "today": _day(at, at),
        "victims": truth.victims,
        "people": truth.people,
        "demand": truth.why,
        "crime": truth.why,
        "topic": truth.why,
        "sayer": telling.sayer,
        "group": telling.group,
        "wrong": number(telling.wrong),
        "ago": telling.ago,
    }
    values |= {slot: number(count) for slot, count in telling.counts.items()}
    values.setdefault("injured", "several")
    for name, party in zip(("one", "other"), truth.parties, strict=False):
        title, person, nation = party
        values[name] = f"{nation}'s {title.lower()}, {person}," if name == "other" else f"{nation}'s {title} {person}"
    values |= {key.capitalize(): value[:1].upper() + value[1:] for key, value in values.items()}
    sentence = draw.choice(phrases()[which][telling.phrase]).format_map(values)
    sentence = _varied(sentence, draw)
    return sentence.replace(",,", ",").replace(",.", ".").replace(", on ", " on ") if "," in sentence else sentence


def _varied(sentence: str, draw: random.Random) -> str:
    """With words before or after it, so that two sources seldom write the same sentence."""
    before, after = draw.choice(phrases()["words"]["before"]), draw.choice(phrases()["words"]["after"])
    if before:
        sentence = f"{before}, {sentence[:1].lower() if sentence.split()[0] in LOWERED else sentence[:1]}{sentence[1:]}"
    return sentence.removesuffix(".") + f"{after}."


LOWERED = {"A", "An", "At", "About", "Gunmen", "Armed", "Militants", "Police", "Officers", "There", "The"}


def number(count: int) -> str:
    """As news writes it: words to twelve, then figures."""
    return NUMBERS[count] if count < len(NUMBERS) else f"{count:,}"


def _title(telling: Telling, which: Phrases, draw: random.Random) -> str:
    truth = telling.truth
    if truth.kind not in ("bomb", "shooting") or telling.phrase not in ("bomb", "shooting"):
        return f"News from {truth.spots[0].text}"
    city, killed = truth.spots[0].text, number(telling.counts.get("killed", 0))
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
    """RFC 3339, as `published_at`."""
    return at.isoformat().replace("+00:00", "Z")
