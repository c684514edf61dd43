"""Grouping of names that denote one person: full names, surnames, initials, titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from agents.reader.actors.known_actors import name_key
from agents.reader.actors.segments import words_of
from agents.reader.lexicon.name_parts import Gender, given_names, suffixes, titles
from agents.reader.mentions.mentions import NamedSpan


@dataclass(slots=True)
class Person:
    """A person with the mentions found so far, and the features that distinguish namesakes."""

    words: tuple[str, ...]
    """The longest name, as `name_words` returns it."""
    suffix: str | None
    spans: list[NamedSpan] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    """Forms of address and heads of offices used with the person's name."""

    @property
    def gender(self) -> Gender | None:
        """The gender implied by the form of address, else by the given name, else None."""
        said = {titles()[word] for word in self.titles if titles().get(word)}
        if len(said) == 1:
            return said.pop()
        return given_names().get(self.words[0]) if len(self.words) > 1 else None


@lru_cache(20_000)
def name_words(text: str) -> tuple[tuple[str, ...], str | None]:
    """Return the words of a person's name, in lower case, without accents and titles, and its suffix or None."""
    words = [name_key(w).casefold().removeprefix("al ").removeprefix("el ") for w in words_of(text) if w[0].isalnum()]
    while len(words) > 1 and words[0] in titles():
        words = words[1:]
    suffix = words[-1] if len(words) > 1 and words[-1] in suffixes("person") else None
    return tuple(words[:-1] if suffix else words), suffix


def people(spans: Sequence[tuple[NamedSpan, frozenset[str]]]) -> list[Person]:
    """Return the people that mentions denote. `spans` are mentions with their titles.

    Longer names come first. A name is added to the one person that it can be short for. If it can be short for several,
    its title or the implied gender decides; if it still fits several, it becomes a separate person.
    """
    found: list[Person] = []
    by_word: dict[str, list[Person]] = {}
    order = sorted(range(len(spans)), key=lambda i: (-len(name_words(spans[i][0].text)[0]), i))
    for i in order:
        span, said = spans[i]
        words, suffix = name_words(span.text)
        near = [p for word in dict.fromkeys((words[0], words[-1])) for p in by_word.get(word, ())] if words else []
        person = _owner(near, words, suffix, said)
        if person is None:
            person = Person(words, suffix)
            found.append(person)
            for word in {*words[:1], *words[-1:]}:
                by_word.setdefault(word, []).append(person)
        person.spans.append(span)
        person.titles |= said
    return found


def _owner(found: Sequence[Person], words: tuple[str, ...], suffix: str | None, said: frozenset[str]) -> Person | None:
    found = list({id(person): person for person in found}.values())
    equal = [p for p in found if p.words == words and (suffix is None or p.suffix in (None, suffix))]
    fuller = [p for p in found if p.words != words and is_short_form(words, p.words)]
    fuller = [p for p in fuller if suffix is None or p.suffix == suffix]
    fitting = [p for p in (equal or fuller) if _agree(p, said)]
    if len(fitting) > 1:
        titled = [p for p in fitting if p.titles & said]
        fitting = titled or fitting
    if len(fitting) == 1:
        return fitting[0]
    # An ambiguous surname is a separate person; titles may still split it in two.
    return next((p for p in equal if _agree(p, said)), None)


def _agree(person: Person, said: frozenset[str]) -> bool:
    genders = {titles()[word] for word in said if titles().get(word)}
    return not genders or person.gender is None or person.gender in genders


def is_short_form(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Return whether a name can be short for another: surname, given name, or omitted words or initials."""
    if len(short) == 1:
        return len(short[0]) > 1 and short[0] in (full[-1], full[0])
    if len(short) >= len(full) and not _initials(short, full):
        return False
    at = 0
    for word in short:
        while at < len(full) and not (full[at] == word or (len(word) == 1 and full[at].startswith(word))):
            at += 1
        if at == len(full):
            return False
        at += 1
    return short[-1] == full[-1] or full[-len(short) :] == short or full[: len(short)] == short


def _initials(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return len(short) == len(full) and any(len(word) == 1 for word in short)
