"""A stream of stories with copies planted among them: exact, under another headline, cut short, edited."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import Literal, get_args

import msgspec

from streams.contract.records import Article

Kind = Literal["exact", "headline", "truncated", "edited"]
KINDS: tuple[Kind, ...] = get_args(Kind)
SHORTEST, LONGEST = 0.3, 0.8
"""Of a truncated copy, as a share of its story."""
EDITED = 0.1
"""Of the words of an edited copy each is with this chance replaced, left out, or followed by another word."""
LATEST = 1000
"""Stories after its own, at the most, that a copy comes."""


class Item(msgspec.Struct, frozen=True):
    """One article of the stream."""

    article: Article
    story: str
    """Id of the story that it is, or is a copy of."""
    kind: Kind | None = None
    """How it was copied; None for the story itself."""


def planted(stories: Sequence[Article], copies: int, seed: int) -> list[Item]:
    """The stories in order with `copies` of each kind among them, each after its own story."""
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
    return [item for _, item in sorted(placed, key=lambda place: place[0])]


def _cut(text: str, rng: random.Random) -> str:
    return text[: int(len(text) * rng.uniform(SHORTEST, LONGEST))].rsplit(None, 1)[0] + "..."


def _edited(text: str, words: Sequence[str], rng: random.Random) -> str:
    def edit(match: re.Match[str]) -> str:
        if rng.random() >= EDITED:
            return match[0]
        return rng.choice(["", rng.choice(words), f"{match[0]} {rng.choice(words)}"])

    return re.sub(r"\S+", edit, text)
