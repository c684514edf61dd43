"""Paragraphs in a language that the model does not read, inside an article in English."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader.text.language import detect, paragraph_language
from agents.reader.text.passages import Clean, passages
from streams.contract.records import Article

ENGLISH_SHARE = 0.4
"""Share of the letters from which an article is read for its English paragraphs, whatever it begins with."""
ENGLISH_LETTERS = 200
"""Fewer letters in English are a quotation, not an article."""


def readable_passages(article: Article) -> tuple[str, list[Clean], bool]:
    """The language of an article, its passages in English, and whether paragraphs in another language were left out.

    An article that is not in English has no passages. Where a good part of it is English (a summary in another
    language before it, the same text in two languages), it is read for that part.
    """
    language = detect(article)
    cleaned = passages(article)
    languages = _settled([paragraph_language(clean.text) for clean in cleaned])
    english = sum(len(clean.text) for clean, spoken in zip(cleaned, languages, strict=True) if spoken == "en")
    if language != "en":
        whole = sum(len(clean.text) for clean in cleaned)
        if english < ENGLISH_LETTERS or english < ENGLISH_SHARE * whole:
            return language, [], False
    kept = [clean for clean, spoken in zip(cleaned, languages, strict=True) if spoken in (None, "en")]
    if not kept:
        return language, cleaned if language == "en" else [], False
    return "en", kept, len(kept) < len(cleaned)


def _settled(languages: Sequence[str | None]) -> list[str | None]:
    """A paragraph too short to tell, between two in one foreign language or after the last, is in that language."""
    settled = list(languages)
    for index, language in enumerate(languages):
        before = settled[index - 1] if index else None
        after = next((later for later in languages[index + 1 :] if later), before)
        if language is None and before not in (None, "en") and before == after:
            settled[index] = before
    return settled
