"""A stream of stories with planted copies: exact, with another headline, truncated, edited."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

from streams.contract.records import Article

Kind = Literal["exact", "headline", "truncated", "edited", "city", "toll", "actor", "country", "date"]
KINDS: tuple[Kind, ...] = ("exact", "headline", "truncated", "edited")
"""Copies with the same content as their story."""
LOOK_ALIKES: tuple[Kind, ...] = ("city", "toll", "actor", "country", "date")
"""Different news in almost the same words: one fact differs and the source too, in any order."""
FACTS = {
    "city": ("Quetta", "Lahore", "Kabul", "Herat", "Basra", "Goma"),
    "toll": ("five", "nine", "12", "31", "forty", "two"),
    "actor": ("rebels", "soldiers", "police", "gunmen", "militiamen", "settlers"),
    "country": ("Pakistan", "Iraq", "Mali", "Peru", "Kenya", "Sudan"),
    "date": ("Monday", "Tuesday", "Friday", "Sunday", "1 May", "last week"),
}
LEAD = "A blast in the city of {city} in {country} killed {toll} {actor} on {date}, officials said."
SHORTEST, LONGEST = 0.3, 0.8
"""Length of a truncated copy, as a share of its story."""
EDITED = 0.1
"""Probability that a word of an edited copy is replaced, left out, or followed by another word."""
LATEST = 1000
"""Most stories between a story and its copy."""


class Item(msgspec.Struct, frozen=True):
    """One article of the stream."""

    article: Article
    story: str
    """Id of its story."""
    kind: Kind | None = None
    """The kind of copy; None for the story itself."""


def planted(stories: Sequence[Article], copies: int, seed: int, look_alikes: int = 0) -> list[Item]:
    """Return the stories in order with `copies` of each kind among them, each after its story.

    `look_alikes`, of all kinds together, come in pairs after a story: its text under a lead, and the same text under a
    lead with one changed fact, by another source.
    """
    rng = random.Random(seed)
    words = [word for story in stories for word in story.text.split()]
    change: dict[Kind, Callable[[str], str]] = {
        "truncated": lambda text: _cut(text, rng),
        "edited": lambda text: _edited(text, words, rng),
    }
    placed = [(float(at), Item(story, story.id)) for at, story in enumerate(stories)]
    for kind in KINDS:
        for at in rng.sample(range(len(stories)), copies):
            story = stories[at]
            copy = msgspec.structs.replace(
                story,
                id=f"{story.id}/{kind}",
                text=change.get(kind, str)(story.text),
                title=rng.choice(stories).title if kind == "headline" else story.title,
                source="copy",
            )
            placed.append((at + rng.uniform(0, LATEST), Item(copy, story.id, kind)))
    # Each after a different story if there are enough: otherwise two of them may be equal by chance.
    order = rng.sample(range(len(stories)), len(stories))
    for number in range(look_alikes):
        at = order[number % len(order)]
        pair = _look_alikes(stories[at], LOOK_ALIKES[number % len(LOOK_ALIKES)], number, rng)
        placed += [(at + rng.uniform(0, LATEST), item) for item in pair]
    return [item for _, item in sorted(placed, key=lambda place: place[0])]


def _look_alikes(story: Article, kind: Kind, number: int, rng: random.Random) -> Iterator[Item]:
    """Yield two articles that differ in one fact, in random order."""
    facts = {name: rng.choice(known) for name, known in FACTS.items()}
    other = facts | {kind: rng.choice([fact for fact in FACTS[kind] if fact != facts[kind]])}
    for source, told in (("one", facts), ("other", other)):
        lead = LEAD.format(**told)
        yield Item(
            msgspec.structs.replace(
                story,
                id=f"{story.id}/{kind}/{number}/{source}",
                text=f"{lead} {story.text}",
                title=lead.partition(",")[0],
                source=source,
                url=None,
            ),
            story.id,
            kind,
        )


def _cut(text: str, rng: random.Random) -> str:
    return text[: int(len(text) * rng.uniform(SHORTEST, LONGEST))].rsplit(None, 1)[0] + "..."


def _edited(text: str, words: Sequence[str], rng: random.Random) -> str:
    def edit(match: re.Match[str]) -> str:
        if rng.random() >= EDITED:
            return match[0]
        return rng.choice(["", rng.choice(words), f"{match[0]} {rng.choice(words)}"])

    return re.sub(r"\S+", edit, text)
