"""One fixture: a file as it is fed, and the article that it must give."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

TITLE = "Mayor’s ‘last offer’ to Ostrey’s café owners"
PARAGRAPHS = (
    "The mayor of Ostrey made a “last offer” to the town’s café owners on Monday – a cut in the fees for tables outside.",
    "Nell Aubrecht, who speaks for forty owners, said that her members would vote on the plan before the weekend.",
    "The council had doubled the fees in January, and twelve cafés closed their terraces in protest within a month.",
    "A second meeting is planned for Friday in the old customs house, according to a statement from the town hall.",
)
TEXT = "\n\n".join(PARAGRAPHS)
AUTHOR = "Rhea Solvang"
URL = "https://ostrey-post.example/town/cafe-fees"
WHEN = "2026-03-09T10:00:00+01:00"
DAY = "2026-03-09"
SITE = "Ostrey Post"


@dataclass(frozen=True)
class Shape:
    """A fixture. Fields of `expected` that are None are not checked; `lacks` must not be in the text."""

    kind: str
    name: str
    file: str
    body: bytes
    expected: dict[str, Any] = field(
        default_factory=lambda: {
            "title": TITLE,
            "text": TEXT,
            "published_at": WHEN,
            "authors": [AUTHOR],
            "language": "en",
        }
    )
    fields: str | None = None
    lacks: tuple[str, ...] = ()

    def but(self, **expected: Any) -> Shape:
        """Return a copy with other expectations."""
        return replace(self, expected=self.expected | expected)
