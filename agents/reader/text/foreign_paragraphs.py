"""Removal of paragraphs that are not in English from an article that is."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader.text.language import detect, paragraph_language
from agents.reader.text.passages import CleanedPassage, passages
from streams.contract.records import Article

ENGLISH_SHARE = 0.4
"""Share of English characters from which the English paragraphs of an article in another language are read."""
ENGLISH_LETTERS = 200
"""Characters in English that such an article must have: fewer are a quotation."""


def readable_passages(article: Article) -> tuple[str, list[CleanedPassage], bool]:
    """Return the language of an article, its English passages, and whether other passages were left out.

    An article that is not in English has no passages. If a large part of it is English (a summary in another language
    first, the same text in two languages), the language is "en" and that part is returned.
    """
    language = detect(article)
    cleaned = passages(article)
    languages = _fill_gaps([paragraph_language(clean.text) for clean in cleaned])
    english = sum(len(clean.text) for clean, spoken in zip(cleaned, languages, strict=True) if spoken == "en")
    if language != "en":
        whole = sum(len(clean.text) for clean in cleaned)
        if english < ENGLISH_LETTERS or english < ENGLISH_SHARE * whole:
            return language, [], False
    kept = [clean for clean, spoken in zip(cleaned, languages, strict=True) if spoken in (None, "en")]
    if not kept:
        return language, cleaned if language == "en" else [], False
    return "en", kept, len(kept) < len(cleaned)


def _fill_gaps(languages: Sequence[str | None]) -> list[str | None]:
    """Return the languages of paragraphs, with those too short to identify filled in from their neighbours.

    A paragraph takes a foreign language if the one before has it and the next identified one, if any, has it too.
    """
    settled = list(languages)
    for index, language in enumerate(languages):
        before = settled[index - 1] if index else None
        after = next((later for later in languages[index + 1 :] if later), before)
        if language is None and before not in (None, "en") and before == after:
            settled[index] = before
    return settled
