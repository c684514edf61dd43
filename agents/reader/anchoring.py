"""How far a sentence ties an event down: a day, a place, a number make it one; a bare noun often is none."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Token

WEIGHTS: dict[str, float] = tomllib.loads((Path(__file__).parent / "anchoring.toml").read_text("utf-8"))
EDGE = 0.02
"""Closest to 0 and 1 that a score is taken."""
_LABELS = {"DATE": "day", "TIME": "day", "GPE": "place", "LOC": "place", "FAC": "place", "CARDINAL": "number"}
_TAGS = {"VB": "infinitive", "VBG": "participle", "NN": "noun", "NNS": "nouns", "NNP": "noun", "NNPS": "nouns"}
_OWN = frozenset({"prep", "poss", "relcl", "acl"})


def anchored(score: float, head: Token) -> float:
    """A trigger's score (0…1) weighed by its form and by what else its sentence holds: log-odds add up."""
    p = min(max(score, EDGE), 1 - EDGE)
    odds = math.log(p / (1 - p)) + WEIGHTS["bias"] + sum(WEIGHTS[fact] for fact in _facts(head))
    return round(1 / (1 + math.exp(-odds)), 3)


def _facts(head: Token) -> Iterator[str]:
    yield from sorted({_LABELS[e.label_] for e in head.sent.ents if e.label_ in _LABELS})
    form = _TAGS.get(head.tag_)
    if form:
        yield form
    if form in ("noun", "nouns") and not any(c.dep_ in _OWN for c in head.children):
        yield "bare"
