"""The words of a sentence that are compared: content words, kinds of site, kinds of people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise

from agents.happenings.rules import word_lists
from streams.contract.happening import HappeningReport

_WORD = re.compile(r"[^\W\d_]+")
_TAKEN_TO = re.compile(
    r"\b(?:taken|rushed|brought|moved|admitted|treated|recovering)\b[^.;]{0,40}?\bhospitals?\b"
    r"|\b(?:died|dying)(?: later| overnight| on \w+day)? (?:at|in)(?: \w+){0,2} hospitals?\b"
)
_OPENING = re.compile(r"\W*(?:\w+ ){0,4}?(?:after|as|before|since|until|when|while)\b[^,;.]{3,80},", re.IGNORECASE)
_CLOSING = re.compile(r", (?:as|while)\b[^.;]*\.?$")
_STAFF = re.compile(
    r"\b[\w-]+ (?:authorities|director|directors|doctors|medics?|officials?|sources?|spokes\w+|staff)\b"
)
SHORTEST = 4
"""Shortest content word, in letters."""
MOST_CAPITALS = 0.6
"""Share of a title's words with a capital letter beyond which it is taken to be in capitals throughout."""
ENDINGS = ("ings", "ing", "ed", "es", "s")


@lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """Return the name of a speaker, party or publication in one spelling: "The Army" and "the army" are one."""
    return " ".join(name.casefold().removeprefix("the ").replace("-", " ").split())


@lru_cache(maxsize=1024)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case, in order."""
    return tuple(word.casefold() for word in _WORD.findall(text))


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a word without a common English ending; enough to compare two sentences."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST - 1:
            return word.removesuffix(ending)
    return word


def content(text: str, names: frozenset[str]) -> frozenset[str]:
    """Return the stems of the content words, without `names` (lower case), which are compared elsewhere."""
    stop = listed("stop")
    return frozenset(
        stem(word) for word in words(text) if len(word) >= SHORTEST and word not in stop and word not in names
    )


def names(text: str) -> frozenset[str]:
    """Return the words that begin with a capital letter inside a sentence, in lower case, without common ones."""
    return frozenset(low for word in _NAME.findall(text) if is_telling(low := word.casefold()))


def title_names(title: str) -> frozenset[str]:
    """Return the names in a title; none where most words have a capital letter."""
    found = _WORD.findall(title)
    capital = sum(word[0].isupper() for word in found)
    return names(title) if capital <= MOST_CAPITALS * len(found) else frozenset()


def is_telling(word: str) -> bool:
    """Return whether a word of a name, in lower case, names somebody in particular: no title, no nation, no weekday."""
    return len(word) > 2 and word not in listed("common_names") and word not in listed("stop")


_NAME = re.compile(r"(?<=[\w,;] )[^\W\d_a-z][^\W\d_]{2,}|(?<=[\w,;] ['\"(`‘“])[^\W\d_a-z][^\W\d_]{2,}")


def without_speaker(text: str, said_by: str) -> str:
    """Return the text without its speaker: "hospital officials said" names no site."""
    kept, done = [], 0
    start = text.find(said_by) if said_by else -1
    while start >= 0:
        end = start + len(said_by)
        first = start - len(_ACCORDING) if text.endswith(_ACCORDING, done, start) else start
        told = first < start or _SAID.match(text, end)
        if told and _BOUNDARY.match(text, first) and _BOUNDARY.match(text, end):
            kept.append(text[done:first])
            done = end
        start = text.find(said_by, max(end if done == end else start + 1, done))
    return " ".join([*kept, text[done:]])


_ACCORDING = "according to "
_BOUNDARY = re.compile(r"\b")
_SAYING = "(?:said|says|told|put|announced|reported|confirmed|added|tweeted)"
_SAID = re.compile(rf"[^.,;]{{0,20}}\b{_SAYING}\b")


def sites(text: str, trigger: str = "") -> frozenset[str]:
    """Return the kinds of site that a sentence names as the scene of the event with this trigger.

    Not a hospital to which the wounded are taken, nor "hospital officials", nor what a clause of time at the start
    or the end names ("hours after the shops opened, …", "…, while a school was closed") unless the trigger is in it.
    """
    opening, closing = _OPENING.match(text), _CLOSING.search(text)
    if closing and trigger.casefold() not in closing[0].casefold():
        text = text[: closing.start()]
    if opening and trigger.casefold() not in opening[0].casefold():
        text = text[opening.end() :]
    return _kinds(_STAFF.sub(" ", _TAKEN_TO.sub(" ", text)), _site_kinds())


def people(text: str) -> frozenset[str]:
    """Return the kinds of people that a text names."""
    return _kinds(text, _people_kinds())


def crowds(text: str) -> frozenset[str]:
    """Return the kinds of people of whom a crowd is made, as far as a text names them."""
    return _kinds(text, _crowd_kinds())


@lru_cache(maxsize=4096)
def names_one_of(text: str, name: str) -> bool:
    """Return whether a text has a word, or two words in a row, of the list `name` in `words.toml`."""
    return not listed(name).isdisjoint(_with_pairs(text))


def changes_a_report(report: HappeningReport) -> bool:
    """Return whether the title or the sentence says that an earlier report is corrected or retracted."""
    text = f"{report.title or ''} {report.sentence}"
    return names_one_of(text, "correction") or names_one_of(text, "retraction")


def raises_a_toll(sentence: str) -> bool:
    """Return whether a sentence says that a number given before has gone up: "the toll rose to nine on Friday"."""
    return names_one_of(sentence, "toll") and names_one_of(sentence, "rise")


def dates_words(sentence: str) -> bool:
    """Return whether a sentence may give the day on which somebody spoke, and not that of the event."""
    return _DATED_WORDS.search(sentence) is not None


_DATED_WORDS = re.compile(rf"\b{_SAYING}\b[^.;]{{0,40}}\b(?:to(?:day|night)|yesterday|\w+day)\b", re.IGNORECASE)


def is_earlier_version(speaker: str | None) -> bool:
    """Return whether the speaker is an earlier version of the article itself: "an earlier version of this story"."""
    return speaker is not None and _EARLIER_VERSION.search(speaker) is not None


_EARLIER_VERSION = re.compile(r"\b(?:earlier|previous|prior|original) (?:version|edition)\b", re.IGNORECASE)


def _kinds(text: str, kinds: Mapping[str, str]) -> frozenset[str]:
    return frozenset(kinds[word] for word in _with_pairs(text) & kinds.keys())


@lru_cache(maxsize=1024)
def _with_pairs(text: str) -> frozenset[str]:
    found = words(text)
    return frozenset([*found, *(f"{one}_{two}" for one, two in pairwise(found))])


@cache
def listed(name: str) -> frozenset[str]:
    """Return the words of a list in `words.toml`."""
    return frozenset(word_lists().lists[name].split())


@cache
def _site_kinds() -> dict[str, str]:
    return _by_word(word_lists().sites)


@cache
def _crowd_kinds() -> dict[str, str]:
    return _by_word(word_lists().crowds)


@cache
def _people_kinds() -> dict[str, str]:
    return _by_word(word_lists().people)


def _by_word(kinds: Mapping[str, str]) -> dict[str, str]:
    """Return the kind of each word and, unless it is a word of another kind, of its plural."""
    singular = {word: kind for kind, line in kinds.items() for word in line.split()}
    return {f"{word}s": kind for word, kind in singular.items()} | singular
