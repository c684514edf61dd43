"""Reduction of an event's score in off-topic articles: "attack" in a match report, "release" of an album."""

from __future__ import annotations

import math
from collections.abc import Iterable

from agents.reader.relevance.article_topics import DATA, TextTopic

LARGEST_LOSS = DATA.read("largest_loss", float)
THRESHOLD = DATA.read("threshold", float)
SENTENCE_SHARE = DATA.read("sentence_share", float)
HALF_WEIGHT_WORDS = DATA.read("half_weight_words", float)
UNAMBIGUOUS = DATA.read("unambiguous", dict[str, float])
OFFICIALS = DATA.words("officials.words")
OFFICIAL_TYPES = DATA.words("officials.types")
OFFICIAL_SHARE = DATA.read("officials.share", float)
FIGURATIVE = DATA.words("figurative.topics")
PRESENT_TENSE = DATA.words("figurative.present_tense")
EDGE = 0.02
"""Margin by which scores are kept from 0 and 1; smaller losses are ignored."""


def loss_share(
    article: TextTopic, event_type: str, modes: Iterable[str], parties: Iterable[str], *, present: bool = False
) -> float:
    """Return the share, 0 to 1, of the loss that applies to an event, from its type, modes and parties (lemmas).

    `present` is whether the event is reported in the present tense.
    """
    if article.name in FIGURATIVE or (present and article.name in PRESENT_TENSE):
        return 1.0
    shares = [
        UNAMBIGUOUS[name] for name in (event_type, *(f"{event_type}-{mode}" for mode in modes)) if name in UNAMBIGUOUS
    ]
    if event_type in OFFICIAL_TYPES and not OFFICIALS.isdisjoint(parties):
        shares.append(OFFICIAL_SHARE)
    return min(shares, default=1.0)


def reduced_score(score: float, article: TextTopic, sentence: TextTopic, share: float = 1.0) -> tuple[float, str]:
    """Return the score (0 to 1) of an event reduced by the topics of article and sentence, and the reason if it was."""
    lost = share * _lost(article)
    if lost < EDGE:
        return score, ""
    if sentence.on_topic > 0.5:
        lost *= SENTENCE_SHARE
    p = min(max(score, EDGE), 1 - EDGE)
    odds = math.log(p / (1 - p)) - lost
    reason = f"the article is about {article.name} ({', '.join(article.words)})"
    return round(1 / (1 + math.exp(-odds)), 3), reason


def _lost(text: TextTopic) -> float:
    """Return the log-odds that an event loses by the topic of its text."""
    trusted = text.size / (text.size + HALF_WEIGHT_WORDS)
    return LARGEST_LOSS * trusted * max(0.0, 1 - text.on_topic / THRESHOLD)
