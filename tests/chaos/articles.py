"""The numbered, invented articles of a run. Some of them are planted: they must become dead letters."""

from __future__ import annotations

import random

import msgspec

from streams.contract.errors import Reason

PLANT_EVERY = 50
"""One of this many regular articles is planted."""
PLANTS = {
    Reason.NOT_JSON: '{{"id": "{id}", "text": "Rebels att',
    Reason.TEXT_BLANK: '{{"id": "{id}", "text": " "}}',
    Reason.TEXT_NOT_STRING: '{{"id": "{id}", "text": ["Rebels attacked."]}}',
}
"""Messages that cannot be read, by the reason that the dead letter gives."""
KILLS_ITS_READER, HANGS_ITS_READER = "[die]", "[hang]"
"""Markers in a text. The readers of these tests act on them."""

ACTORS = ("Rebels", "Gunmen", "Militants", "Soldiers", "Separatists")
SPEAKERS = ("the Varland ministry", "the army", "hospital officials")
SOURCES = 7
CITIES = ("Kabul", "Lima", "Oslo", "Accra", "Dakar", "Hanoi", "Quito", "Tunis")
SENTENCES = (
    "{actor} attacked a checkpoint near {city} on Monday, killing {count} soldiers, {speaker} said.",
    "{actor} had attacked before dawn on the road to {city}, killing {count} people in two cars, {speaker} said.",
    "Envoys of both sides met in {city} to end the dispute over village {count}.",
    "Thousands marched in Oslo against the decision of mayor Ilse Brakken.",
    "Varland and Ostria signed a trade agreement after {count} days of talks.",
    "They never signed anything, said Brakken, who leads the Council of Hallow.",
    "Nothing else happened in village {count} on that day.",
)


def identity(number: int) -> str:
    """Return the id of an article, which is also the key of its message."""
    return f"n{number:06}"


def article(number: int) -> tuple[bytes, Reason | None]:
    """Return the raw message of a number and, if it is planted, the reason of its dead letter."""
    if number % PLANT_EVERY == PLANT_EVERY - 1:
        reason = list(PLANTS)[number // PLANT_EVERY % len(PLANTS)]
        return PLANTS[reason].format(id=identity(number)).encode(), reason
    return _good(number, ""), None


def poison(number: int, mark: str) -> bytes:
    """Return an article that makes its reader process do what the marker says."""
    return _good(number, f" {mark}")


def _good(number: int, mark: str) -> bytes:
    dice = random.Random(number)
    sentences = dice.sample(SENTENCES, dice.randint(1, 4))
    values = {"actor": ACTORS, "speaker": SPEAKERS, "city": CITIES, "count": range(2, 90)}
    text = " ".join(s.format(**{name: dice.choice(given) for name, given in values.items()}) for s in sentences)
    fields = {
        "id": identity(number),
        "title": f"Report {number} from Varland",
        "text": text + mark,
        "source": f"Source {dice.randrange(SOURCES)}",
        # Reports of one day come in order of time, until the hours begin again.
        "published_at": f"2026-03-{1 + number % 28:02}T{number // 28 % 24:02}:00:00Z",
    }
    return msgspec.json.encode(fields)
