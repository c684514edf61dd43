"""Sums of coordinated people: "the village head and his two sons" are three."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.reader.numbers.counted import governor, is_very_long, may_be_people
from agents.reader.numbers.quantities import DATA
from agents.reader.syntax.lists import split_subjects
from agents.reader.syntax.tree import Token

_GROUPS = DATA.words("people.groups")
_SINGLES = DATA.words("people.singles")
_PRONOUNS = DATA.words("people.pronouns")


@dataclass(slots=True)
class CountedNoun:
    """A number with the token that it counts; `start` and `end` are offsets into the passage's cleaned text."""

    token: Token
    min: int
    max: int | None
    start: int
    end: int
    stated: bool = True
    """False for "the driver" and for a name: one person, who is only counted together with others."""


def is_one_person(noun: Token) -> bool:
    """Return whether a word refers to one person: a name, a pronoun, or a singular noun that is not a group."""
    if noun.lower_ in _PRONOUNS:
        return True
    if noun.ent_type_ == "PERSON":
        return noun.head.ent_type_ != "PERSON" or noun.dep_ in ("conj", "appos")
    if noun.ent_type_ == "NORP":
        return noun.tag_ == "NNP" and any(c.lower_ in ("a", "an") for c in noun.children)
    person = may_be_people(noun) or noun.lemma_ in _SINGLES
    return noun.tag_ == "NN" and noun.lemma_ not in _GROUPS and person


def sum_coordinated(counts: Sequence[CountedNoun]) -> list[CountedNoun]:
    """Return the counts, with coordinated people added up: "a mother and her two children" are three."""
    by_token: dict[int, CountedNoun] = {}
    for count in counts:
        by_token.setdefault(count.token.i, count)
    merged: set[int] = set()
    for index in sorted(by_token, reverse=True):
        last = by_token[index]
        first = _coordinated(last.token, by_token)
        if first is None or not (_are_people(first) and _are_people(last.token)):
            continue
        if last.token.dep_ != "appos" and governor(first) != governor(last.token):
            continue  # "nine people killed and twelve people wounded"
        left = by_token[first.i]
        most = None if left.max is None or last.max is None else left.max + last.max
        start, end = min(left.start, last.start), max(left.end, last.end)
        by_token[first.i] = CountedNoun(first, left.min + last.min, most, start, end)
        merged.add(index)
    return [c for i, c in sorted(by_token.items()) if i not in merged and c.stated]


def _are_people(token: Token) -> bool:
    return may_be_people(token) or token.lemma_ in _SINGLES or token.ent_type_ == "PERSON" or token.lower_ in _PRONOUNS


def _coordinated(token: Token, counted: Mapping[int, CountedNoun]) -> Token | None:
    """Return the counted noun that a later one is conjoined with, or None."""
    held = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
    if held.dep_ == "conj":
        before = [held.head]
    elif held.dep_ == "appos":  # "six soldiers, a driver and two guides", "the mayor, his wife and a guard"
        listed = any(child.dep_ == "cc" for child in held.children) and held.ent_type_ != "PERSON"
        before = [held.head] if listed else []
    else:
        before = split_subjects(held)
    return next((t for noun in reversed(before) for t in (noun, *_of(noun)) if t.i in counted), None)


def _of(noun: Token) -> list[Token]:
    """Return the objects of "of" of a noun ("soldiers" in "the deaths of two soldiers and a guard")."""
    if is_very_long(noun):
        return []
    return [t for of in noun.children if of.lower_ == "of" and of.i > noun.i for t in of.children if t.dep_ == "pobj"]
