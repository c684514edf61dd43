"""Which language an article is in."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from agents.reader.lexicon.common_words import is_common_word
from agents.reader.lexicon.label_words import label_words
from streams.contract.records import Article

ENOUGH = 20
"""Letters below which the text says too little; the article's own `language` is taken, else English."""
SURE = 0.9
"""Probability from which the text overrides what the article says of itself."""
SAMPLE = 2_000
"""Characters of an article that are looked at."""
PARAGRAPH_SAMPLE = 500
"""Characters of a paragraph that are looked at."""
ENGLISH = 0.12
"""Share of English function words among the ordinary words from which a text is English."""
COMMON = 0.6
"""Share of common words of English among the ordinary words from which a short text is English."""
PIDGIN = "pcm"
"""Nigerian Pidgin, which shares its words with English,"""
TELLING = 40
"""so that it takes so many words to tell the two apart."""

FEWEST_WORDS, FEWEST_LETTERS = 4, 40
"""Ordinary words that show that a paragraph is English, and letters that show that it is not."""

_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_FIRST = re.compile(r"(?:^|[.!?\n\"] *)([A-Z][a-z]+)")
_WORD = re.compile(r"[^\W\d_]+")


def detect(article: Article) -> str:
    """Return the ISO 639-1 code of the language the text is written in."""
    declared = (article.language or "").strip().lower()[:2]
    every = _WORD.findall(article.text[:SAMPLE])
    ordinary = _ordinary(every)
    if sum(map(len, ordinary)) < ENOUGH:
        return declared or "en"
    if len(_function_words(ordinary)) >= ENGLISH * len(ordinary):
        return "en"
    if len(every) < TELLING and _looks_english([*_opening(article.text), *ordinary]):
        return "en"
    language, probability = _identifier().classify(" ".join(ordinary))
    if language == PIDGIN and len(every) < TELLING:
        return "en"
    return str(language) if probability >= SURE or not declared else declared


def paragraph_language(text: str) -> str | None:
    """Return the language of one paragraph; None where it is too short to tell, or may be English all the same."""
    ordinary = _ordinary(_WORD.findall(text[:PARAGRAPH_SAMPLE]))
    share = len(_function_words(ordinary)) / (len(ordinary) or 1)
    if sum(map(len, ordinary)) < ENOUGH or share >= ENGLISH:
        return "en" if share >= ENGLISH and len(ordinary) >= FEWEST_WORDS else None
    if share > ENGLISH / 3 or sum(map(len, ordinary)) < FEWEST_LETTERS:
        return None
    language, probability = _identifier().classify(" ".join(ordinary))
    sure = probability >= SURE or not _LATIN.search("".join(ordinary))
    return str(language) if sure and language not in ("en", PIDGIN) else None


def _ordinary(every: list[str]) -> list[str]:
    """Return the words that are no names: those not capitalised, or all of a text that is all in capitals."""
    small = [word for word in every if not word[0].isupper()]
    shouted = [word.lower() for word in every if word.isupper() and len(word) > 1]
    return small if len(small) >= len(shouted) else small + shouted


def _opening(text: str) -> list[str]:
    """Return the first words of sentences that are function words of English: "The", "After"."""
    return _function_words([word.lower() for word in _FIRST.findall(text[:SAMPLE])])


def _function_words(words: list[str]) -> list[str]:
    known = label_words("function_words")
    return [word for word in words if word in known]


def _looks_english(words: list[str]) -> bool:
    """Return whether most words of a short text are common ones of English; each language knows some of them."""
    known = sum(is_common_word(word) or word in label_words("function_words") for word in words)
    return known >= COMMON * len(words)


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE, norm_probs=True)
