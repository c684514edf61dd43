"""Which language an article is in."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from streams.records import Article

ENOUGH = 40
"""Letters below which the text says too little; the article's own `language` is taken, else English."""
SURE = 0.9
"""Probability from which the text overrides what the article says of itself."""
SAMPLE = 2_000
"""Characters that are looked at."""


def detect(article: Article) -> str:
    """The ISO 639-1 code of the language the text is written in."""
    declared = (article.language or "").strip().lower()[:2]
    sample = article.text[:SAMPLE]
    if sum(c.isalpha() for c in sample) < ENOUGH:
        return declared or "en"
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= SURE or not declared else declared


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE, norm_probs=True)
