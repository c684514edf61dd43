"""Candidate spans for toponyms: the longest sequences of words that the gazetteer knows, with labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.reader.gazetteer.index import FeatureClass, gazetteer
from agents.reader.lexicon.countries import countries, country_named, nationality
from agents.reader.lexicon.place_words import place_words, short_regions
from agents.reader.syntax.tree import Doc, Token
from agents.reader.text.article_text import ArticleText
from streams.contract.records import Entity

LONGEST = 6
"""Words of the longest place name that is looked up."""
_FIGURES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "QUANTITY", "PERCENT", "LANGUAGE"})
_JOINERS = frozenset(
    {
        "of",
        "de",
        "del",
        "la",
        "las",
        "los",
        "le",
        "al",
        "el",
        "and",
        "on",
        "upon",
        "the",
        "da",
        "do",
        "dos",
        "di",
        "du",
        "des",
        "kwa",
        "an",
        "en",
        "sur",
        "-",
        "–",
        "'",
        "'s",
        ".",
    }
)
PLACES = frozenset({"GPE", "LOC"})
_PARTS = frozenset({",", "and", "or", "of", "in", "(", "-", "–", "/", "&"})
"""Words and marks between two places that the model labelled as one."""


@dataclass(slots=True)
class ToponymCandidate:
    """A sequence of tokens that may be a place name."""

    start: int
    end: int
    """Token offsets in the passage's document, end exclusive."""
    name: str
    """The name as the gazetteer knows it; empty if it does not."""
    label: str
    """The model's label of it or of the longer name around it; empty if it has none."""
    whole: bool
    """Whether it is all of that name, except modifiers and words for the kind of place."""
    first: bool
    """Whether it is at the start of that name."""
    level: int = 0
    """The `FeatureClass` that context words indicate; 0 for none."""
    people: bool = False
    """Whether it is a nationality word."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name found by the model: its label and token offsets."""

    label: str
    start: int
    end: int
    body: bool = False
    """Whether it is an organisation with a known sector."""


def named_tokens(article_text: ArticleText, entities: Sequence[Entity]) -> list[dict[int, Named]]:
    """Return for each passage the names at its tokens, by token index, from the mentions of the entities."""
    wanted = {(mention.field, mention.start) for entity in entities for mention in entity.mentions}
    starts: dict[tuple[str, int], tuple[int, int]] = {}
    for n, passage in enumerate(article_text.passages):
        field, offsets = passage.field, passage.offsets
        for token in passage.doc.tokens:
            if token.idx < len(offsets) and (place := (field, offsets[token.idx])) in wanted:
                starts[place] = (n, token.i)
    found: list[dict[int, Named]] = [{} for _ in article_text.passages]
    for entity in entities:
        for mention in entity.mentions:
            at = starts.get((mention.field, mention.start))
            if at is None:
                continue
            passage = article_text.passages[at[0]]
            tokens = passage.doc.tokens
            end = at[1] + 1
            while end < len(tokens) and passage.offsets[tokens[end].idx] < mention.end:
                end += 1
            named = Named(entity.label, at[1], end, entity.label == "ORG" and entity.sector is not None)
            found[at[0]].update(dict.fromkeys(range(at[1], end), named))
    return found


def find_toponym_candidates(doc: Doc, named: Mapping[int, Named]) -> list[ToponymCandidate]:
    """Return the candidates of a passage, in text order, without overlap."""
    spans: list[ToponymCandidate] = []
    end = 0
    for token in doc.tokens:
        if token.i < end or not _is_capital(token):
            continue
        span = _span_at(doc, named, token, spans)
        if span is not None:
            spans.append(span)
            end = span.end
    return spans


def _span_at(
    doc: Doc, named: Mapping[int, Named], token: Token, before: list[ToponymCandidate]
) -> ToponymCandidate | None:
    """Return the candidate that starts at a capitalized token; None if there is none."""
    at = token.i
    if token.lower_ == "the" or (token.ent_type_ in _FIGURES and at not in named):
        return None
    around = named.get(at)
    if (code := short_regions().get(token.text)) and _is_after_town(doc, around, at, before):
        return ToponymCandidate(at, at + 1, code, "GPE", True, True, FeatureClass.ADMIN1)
    end = _longest_name(doc, at, around)
    if end is None:
        return _unknown(doc, around, at)
    if end < 0:
        return ToponymCandidate(at, -end, "", "", False, False)
    text = doc[at:end].text
    people = nationality(text) if country_named(text) is None else None
    label, whole, first = _role(doc, around, at, end)
    if around is not None and label in PLACES and first and not whole:
        rest = {token.lower_ for token in doc.tokens[end : around.end]}
        if rest & place_words()["organisations"]:
            label = "ORG"
        elif not rest & _PARTS:
            return ToponymCandidate(at, around.end, "", label, True, True)
    if people and (not gazetteer().find(text) or label == "NORP"):
        return ToponymCandidate(at, end, countries()[people].name, label, whole, first, FeatureClass.COUNTRY, True)
    return ToponymCandidate(at, end, text, label, whole, first, people=label == "NORP" and _is_people(text))


def _is_people(name: str) -> bool:
    """Return whether a word for people is of an area or first-level region, not of a country or town."""
    return country_named(name) is None and any(
        main and gazetteer().rows["kind"][row] <= FeatureClass.ADMIN1 for row, main in gazetteer().find(name)
    )


def _longest_name(doc: Doc, at: int, around: Named | None) -> int | None:
    """Return the end of the longest known name from a token; negated for a phrase that is never a place, else None."""
    ends = []
    for token in doc.tokens[at : at + LONGEST]:
        if _is_capital(token):
            ends.append(token.i + 1)
        elif token.lower_ not in _JOINERS or token.is_sent_start:
            break
    for end in reversed(ends):
        if around is not None and around.label == "PERSON" and around.start == at and end > around.end:
            continue
        text = doc[at:end].text
        if text.lower() in place_words()["never"]:
            return -end
        if gazetteer().find(text) or nationality(text):
            return end
    return None


def _is_capital(token: Token) -> bool:
    """Return whether a word is written as a name: "Lima", "d'Ivoire", "el-Oued"."""
    word = token.text
    return not word.islower() and (word[0].isupper() or (len(word) > 3 and word[1] in "'’-"))


def _is_after_town(doc: Doc, around: Named | None, at: int, before: Sequence[ToponymCandidate]) -> bool:
    """Return whether the abbreviation of a region is in a context of regions: "Salem, OR", "western Mass."."""
    if at >= 2 and doc[at - 1].text in (",", "(") and _is_capital(doc[at - 2]):
        return (bool(before) and before[-1].end == at - 1) or doc[at].text[-1] == "."
    return doc[at].text[-1] == "." and around is not None and around.label in PLACES


def _unknown(doc: Doc, around: Named | None, at: int) -> ToponymCandidate | None:
    """Return a candidate that the model labelled as a place and the gazetteer does not know; None if there is none."""
    if around is None or around.label not in PLACES or around.start != at:
        return None
    rest = next((n for n in range(at + 1, around.end) if gazetteer().find(doc[n : around.end].text)), None)
    if rest is not None and all(_is_modifier(token) for token in doc.tokens[at:rest]):
        return None
    return ToponymCandidate(at, around.end, "", around.label, True, True)


def _role(doc: Doc, around: Named | None, start: int, end: int) -> tuple[str, bool, bool]:
    if around is None:
        return "", True, True
    outside = [doc[n] for n in (*range(around.start, start), *range(end, around.end))]
    whole = all(_is_modifier(token) for token in outside)
    first = all(_is_modifier(doc[n]) for n in range(around.start, start))
    return around.label, whole, first


def _is_modifier(token: Token) -> bool:
    lower = token.lower_
    return (
        lower in place_words()["modifiers"]
        or lower in place_words()["kinds_before"]
        or lower in place_words()["kinds_after"]
        or lower in ("the", "of", "'s", "'", "-", "’s", ",")
    )
