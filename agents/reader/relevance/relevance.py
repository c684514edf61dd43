"""Reduction of an event's score by the article's topic: "attack" in a match report, "release" of an album."""

from __future__ import annotations

import math
from collections.abc import Iterable

from agents.reader.relevance.article_topics import DATA, TextTopic

MOST = DATA.read("most", float)
FROM = DATA.read("from", float)
SENTENCE = DATA.read("sentence", float)
TRUST = DATA.read("trust", float)
PLAIN = DATA.read("plain", dict[str, float])
GOVERNING = DATA.words("governing.words")
SAID_BY_THEM = DATA.words("governing.types")
GOVERNED = DATA.read("governing.share", float)
FIGURATIVE = DATA.words("figurative.topics")
TOLD_IN_PRESENT = DATA.words("figurative.told_in_present")
EDGE = 0.02
"""Margin by which scores are kept from 0 and 1; smaller losses are ignored."""


def share(
    article: TextTopic, event_type: str, modes: Iterable[str], parties: Iterable[str], *, present: bool = False
) -> float:
    """Return the share, 0 to 1, of the loss that applies to an event, from its type, modes and parties (lemmas).

    `present` is whether the event is reported in the present tense.
    """
    if article.name in FIGURATIVE or (present and article.name in TOLD_IN_PRESENT):
        return 1.0
    shares = [PLAIN[name] for name in (event_type, *(f"{event_type}-{mode}" for mode in modes)) if name in PLAIN]
    if event_type in SAID_BY_THEM and not GOVERNING.isdisjoint(parties):
        shares.append(GOVERNED)
    return min(shares, default=1.0)


def reduced_score(score: float, article: TextTopic, sentence: TextTopic, share: float = 1.0) -> tuple[float, str]:
    """Return the score (0 to 1) of an event reduced by the topics of article and sentence, and the reason if it was."""
    lost = share * _lost(article)
    if lost < EDGE:
        return score, ""
    if sentence.on_topic > 0.5:
        lost *= SENTENCE
    p = min(max(score, EDGE), 1 - EDGE)
    odds = math.log(p / (1 - p)) - lost
    reason = f"the article is about {article.name} ({', '.join(article.words)})"
    return round(1 / (1 + math.exp(-odds)), 3), reason


def _lost(text: TextTopic) -> float:
    """Return the log-odds that an event loses by the topic of its text."""
    trusted = text.size / (text.size + TRUST)
    return MOST * trusted * max(0.0, 1 - text.on_topic / FROM)
