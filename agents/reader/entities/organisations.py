"""Grouping of names of organisations and places that denote one entity: acronyms, short forms, known aliases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from agents.reader.actors.actor_coding import OFFICIAL
from agents.reader.actors.known_actors import known_actor, name_key
from agents.reader.actors.sectors import SectorTerm, term
from agents.reader.actors.segments import Nation, nation, segments, words_of
from agents.reader.lexicon.countries import country_named, nationality
from agents.reader.lexicon.name_parts import generic_words, suffixes
from agents.reader.mentions.mentions import NamedSpan, named_span
from agents.reader.text.article_text import ArticleText

Groups = dict[str, list[NamedSpan]]


def organisation_key(span: NamedSpan, on: date | None) -> str:
    """Return the grouping key of a name without context: country, people, known actor, else normalised spelling."""
    if span.label in ("GPE", "LOC") and (code := country_named(span.text)):
        return f"country {code}"
    if span.label == "NORP" and (code := nationality(span.text)):
        return f"people {code}"
    row = known_actor(span.text, on)
    if row is not None and not row.person:
        return f"known {row.name}"
    words = _without(words_of(span.text), suffixes("company"))
    return name_key(" ".join(words))


def join_neighbours(article_text: ArticleText, spans: Sequence[NamedSpan], on: date | None) -> list[NamedSpan]:
    """Return the mentions with adjacent ones joined that are a known name together: "Pakistani" and "Taliban"."""
    found: list[NamedSpan] = []
    for span in spans:
        last = found[-1] if found else None
        if last is not None and last.passage == span.passage and last.token_end == span.token_start:
            whole = article_text.passages[span.passage].doc[last.token_start : span.token_end]
            row = known_actor(whole.text, on)
            if row is not None and not row.person:
                found[-1] = named_span(article_text, span.passage, whole, "ORG")
                continue
        found.append(span)
    return found


def merge_organisations(article_text: ArticleText, groups: Groups, on: date | None) -> Groups:
    """Return the groups merged where names denote one organisation: acronym, short form, or omitted nationality."""
    links: dict[str, str] = {}
    for finder in (_acronyms(article_text, groups), _without_nationality(groups, on), _short_forms(groups)):
        for short, full in finder:
            links.setdefault(short, full)
    merged: Groups = {}
    for name, spans in groups.items():
        merged.setdefault(_target(links, name), []).extend(spans)
    return merged


def bracketed_acronym(article_text: ArticleText, span: NamedSpan) -> str | None:
    """Return the acronym in brackets after a name: "Electoral Affairs Board (EAB)"; None if there is none."""
    after = article_text.passages[span.passage].doc.tokens[span.token_end : span.token_end + 3]
    if len(after) == 3 and after[0].text == "(" and after[2].text == ")" and is_acronym_of(after[1].text, span.text):
        return after[1].text
    return None


def is_acronym_of(acronym: str, name: str) -> bool:
    """Return whether the letters of an acronym occur in a name in order, starting with the initial of a word."""
    if not (2 <= len(acronym) <= 10 and acronym[:1].isupper() and sum(c.isupper() for c in acronym) >= 2):
        return False
    if len(name) <= len(acronym) or " " not in name:
        return False
    initials = {word[0].casefold() for word in words_of(name)}
    letters = iter(name.casefold())
    return acronym[0].casefold() in initials and all(c in letters for c in acronym.casefold() if c.isalnum())


def _acronyms(article_text: ArticleText, groups: Groups) -> Iterator[tuple[str, str]]:
    """Yield pairs of short and full key: acronyms in brackets, and those equal to the initials of exactly one name."""
    by_text = {span.text: name for name, spans in groups.items() for span in spans}
    initials: dict[str, set[str]] = {}
    for name, spans in groups.items():
        for span in spans:
            acronym = bracketed_acronym(article_text, span)
            if acronym and by_text.get(acronym, name) != name:
                yield by_text[acronym], name
            for letters in _initials(span.text):
                initials.setdefault(letters, set()).add(name)
    for name, spans in groups.items():
        for text in sorted({span.text for span in spans}):
            plain = text.replace(".", "").removeprefix("the ")
            fuller = initials.get(plain, set()) - {name} if plain.isupper() else set()
            if len(fuller) == 1:
                yield name, fuller.pop()


def _initials(text: str) -> Iterator[str]:
    words = [part for word in words_of(text) for part in word.split("-") if part]
    if len(words) > 2:
        yield "".join(word[0] for word in words if word[0].isupper())
        yield "".join(word[0].upper() for word in words)


def _without_nationality(groups: Groups, on: date | None) -> Iterator[tuple[str, str]]:
    """Yield pairs of short and full key that differ by the nationality: "State Department", "US State Department".

    Only bodies of a state, of which a country has one.
    """
    bare: dict[str, list[str]] = {}
    for name, spans in groups.items():
        parts = segments(spans[0].text, on)
        nation = next((i for i, part in enumerate(parts) if part.words[0].lower() != "the"), 0)
        rest = parts[nation + 1 :]
        if rest and isinstance(parts[nation].value, Nation) and _official(rest[-1].value, on, spans[0].text):
            text = spans[0].text[rest[0].start :]
            bare.setdefault(name_key(text), []).append(name)
            row = known_actor(text, on)
            if row is not None:
                bare.setdefault(f"known {row.name}", []).append(name)
    for name in groups:
        if len(fuller := bare.get(name, [])) == 1 and fuller[0] != name:
            yield name, fuller[0]


def _official(value: object, on: date | None, text: str) -> bool:
    if isinstance(value, SectorTerm):
        return "body" in value.kinds and value.sector in OFFICIAL
    row = known_actor(text.split(" ", 1)[-1], on)
    return row is not None and row.sector in OFFICIAL and row.first is None


def _short_forms(groups: Groups) -> Iterator[tuple[str, str]]:
    """Yield pairs of short and full key: the first or last words of exactly one longer name, not all generic words."""
    parts: dict[tuple[str, ...], set[str]] = {}
    for name, spans in groups.items():
        for text in sorted({span.text for span in spans}):
            for part in _parts(text):
                parts.setdefault(part, set()).add(name)
    for name, spans in groups.items():
        text = spans[0].text
        words = tuple(name_key(word) for word in words_of(text))
        fuller = parts.get(words, set()) - {name}
        alone = name.startswith(("known ", "country ", "people "))
        if spans[0].label == "ORG" and len(fuller) == 1 and words and not alone and not _common(words):
            yield name, fuller.pop()


def _common(words: Sequence[str]) -> bool:
    return all(word.casefold() in generic_words() or term([word.casefold()]) for word in words)


def _parts(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the beginnings and endings of a name, split between capitalized words and not at a possessive."""
    owners = {i for i, word in enumerate(text.split()) if word.endswith(("'s", "’s"))}
    raw = words_of(text)
    words = tuple(name_key(word) for word in raw)
    for at in range(1, len(words)):
        if raw[at][0].isupper() and raw[at - 1][0].isupper() and not owners:
            yield words[:at]
            if not nation(" ".join(raw[:at])):
                yield words[at:]


def _without(words: Sequence[str], endings: frozenset[str]) -> list[str]:
    kept = list(words)
    while len(kept) > 1 and kept[-1].casefold().rstrip(".") in endings:
        kept.pop()
    return kept


def _target(links: Mapping[str, str], name: str) -> str:
    seen = {name}
    while name in links and links[name] not in seen:
        name = links[name]
        seen.add(name)
    return name
