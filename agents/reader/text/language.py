"""Which language an article is in."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from agents.reader.lexicon.label_words import label_words
from streams.contract.records import Article

ENOUGH = 20
"""Letters below which the text says too little; the article's own `language` is taken, else English."""
SURE = 0.9
"""Probability from which the text overrides what the article says of itself."""
SAMPLE = 2_000
"""Characters that are looked at."""
ENGLISH = 0.12
"""Share of English function words among the ordinary words from which a text is English."""
PIDGIN = "pcm"
"""Nigerian Pidgin, which shares its words with English,"""
TELLING = 40
"""so that it takes so many words to tell the two apart."""

_WORD = re.compile(r"[^\W\d_]+")


def detect(article: Article) -> str:
    """The ISO 639-1 code of the language the text is written in."""
    declared = (article.language or "").strip().lower()[:2]
    every = _WORD.findall(article.text[:SAMPLE])
    ordinary = _ordinary(every)
    if sum(map(len, ordinary)) < ENOUGH:
        return declared or "en"
    if sum(word in label_words("function_words") for word in ordinary) >= ENGLISH * len(ordinary):
        return "en"
    language, probability = _identifier().classify(" ".join(ordinary))
    if language == PIDGIN and len(every) < TELLING:
        return "en"
    return str(language) if probability >= SURE or not declared else declared


def _ordinary(every: list[str]) -> list[str]:
    """The words that are no names: those not capitalised, or all of a text that is all in capitals."""
    small = [word for word in every if not word[0].isupper()]
    shouted = [word.lower() for word in every if word.isupper() and len(word) > 1]
    return small if len(small) >= len(shouted) else small + shouted


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE, norm_probs=True)
