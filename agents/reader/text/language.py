"""Identification of the language of an article."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from agents.reader.lexicon.common_words import is_common_word
from agents.reader.lexicon.label_words import label_words
from streams.contract.records import Article

MIN_LETTERS = 20
"""Letters below which a text is too short to identify: the article's own `language` is taken, else English."""
MIN_PROBABILITY = 0.9
"""Probability from which the identified language overrides the article's own `language`."""
SAMPLE = 2_000
"""Characters of an article that are examined."""
PARAGRAPH_SAMPLE = 500
"""Characters of a paragraph that are examined."""
FUNCTION_SHARE = 0.12
"""Share of English function words among the ordinary words from which a text is English."""
COMMON_SHARE = 0.6
"""Share of common English words among the ordinary words from which a short text is English."""
PIDGIN = "pcm"
"""Nigerian Pidgin, which shares most of its words with English."""
SHORT_TEXT = 40
"""Words below which a text is short: Pidgin and English cannot be distinguished in it."""

PARAGRAPH_WORDS, PARAGRAPH_LETTERS = 4, 40
"""Ordinary words needed to call a paragraph English, and letters needed to call it foreign."""

_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_FIRST = re.compile(r"(?:^|[.!?\n\"] *)([A-Z][a-z]+)")
_WORD = re.compile(r"[^\W\d_]+")


def detect(article: Article) -> str:
    """Return the ISO 639-1 code of the language of an article's text."""
    declared = (article.language or "").strip().lower()[:2]
    every = _WORD.findall(article.text[:SAMPLE])
    ordinary = _ordinary(every)
    if sum(map(len, ordinary)) < MIN_LETTERS:
        return declared or "en"
    if len(_function_words(ordinary)) >= FUNCTION_SHARE * len(ordinary):
        return "en"
    if len(every) < SHORT_TEXT and _looks_english([*_sentence_openers(article.text), *ordinary]):
        return "en"
    language, probability = _identifier().classify(" ".join(ordinary))
    if language == PIDGIN and len(every) < SHORT_TEXT:
        return "en"
    return str(language) if probability >= MIN_PROBABILITY or not declared else declared


def paragraph_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of a paragraph; None if it is too short or may be English."""
    ordinary = _ordinary(_WORD.findall(text[:PARAGRAPH_SAMPLE]))
    share = len(_function_words(ordinary)) / (len(ordinary) or 1)
    if sum(map(len, ordinary)) < MIN_LETTERS or share >= FUNCTION_SHARE:
        return "en" if share >= FUNCTION_SHARE and len(ordinary) >= PARAGRAPH_WORDS else None
    if share > FUNCTION_SHARE / 3 or sum(map(len, ordinary)) < PARAGRAPH_LETTERS:
        return None
    language, probability = _identifier().classify(" ".join(ordinary))
    sure = probability >= MIN_PROBABILITY or not _LATIN.search("".join(ordinary))
    return str(language) if sure and language not in ("en", PIDGIN) else None


def _ordinary(every: list[str]) -> list[str]:
    """Return the words that are not names: the lower-case ones, and in a text in capitals the others, lowered."""
    lower = [word for word in every if not word[0].isupper()]
    capitals = [word.lower() for word in every if word.isupper() and len(word) > 1]
    return lower if len(lower) >= len(capitals) else lower + capitals


def _sentence_openers(text: str) -> list[str]:
    """Return the first words of sentences that are English function words, in lower case: "the", "after"."""
    return _function_words([word.lower() for word in _FIRST.findall(text[:SAMPLE])])


def _function_words(words: list[str]) -> list[str]:
    known = label_words("function_words")
    return [word for word in words if word in known]


def _looks_english(words: list[str]) -> bool:
    """Return whether most words of a short text are common English words; other languages share some of them."""
    known = sum(is_common_word(word) or word in label_words("function_words") for word in words)
    return known >= COMMON_SHARE * len(words)


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_modelpath(MODEL_DIR / MODEL_FILE, norm_probs=True)
