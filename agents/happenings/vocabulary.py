"""Words of a sentence that say what happened: content words, kinds of site, kinds of people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from agents.happenings.rules import word_lists
from streams.contract.happening import HappeningReport

_WORD = re.compile(r"[^\W\d_]+")
_TAKEN_TO = re.compile(
    r"\b(?:taken|rushed|brought|moved|admitted|treated|died|dying|recovering)\b[^.;]{0,40}?\bhospitals?\b"
)
SHORTEST = 4
"""Letters of a word that counts."""
ENDINGS = ("ings", "ing", "ed", "es", "s")


def words(text: str) -> list[str]:
    """The words of a text in small letters, in order."""
    return [word.casefold() for word in _WORD.findall(text)]


def stem(word: str) -> str:
    """A word without a common ending: enough to compare two sentences of one language."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST - 1:
            return word.removesuffix(ending)
    return word


def content(text: str, names: frozenset[str]) -> frozenset[str]:
    """The stems of the words that say what happened; `names` (small letters) are compared elsewhere."""
    stop = _listed("stop")
    return frozenset(
        stem(word) for word in words(text) if len(word) >= SHORTEST and word not in stop and word not in names
    )


def without_sayer(text: str, said_by: str) -> str:
    """The text without who says so: "hospital officials said" names no site."""
    sayer = re.escape(said_by)
    return re.sub(rf"\b(?:according to {sayer}\b|{sayer}\b(?=[^.,;]{{0,20}}\b{_SAYING}\b))", " ", text)


_SAYING = "(?:said|says|told|put|announced|reported|confirmed|added|tweeted)"


def sites(text: str) -> frozenset[str]:
    """The kinds of site that a text names, but for the hospital to which the wounded are taken."""
    return _kinds(_TAKEN_TO.sub(" ", text), _site_kinds())


def people(text: str) -> frozenset[str]:
    """The kinds of people that a text names."""
    return _kinds(text, _people_kinds())


@lru_cache(maxsize=4096)
def names_one_of(text: str, name: str) -> bool:
    """Whether a text has a word, or two in a row, of the list `name` of `words.toml`."""
    return not _listed(name).isdisjoint(_with_pairs(words(text)))


def changes_a_report(report: HappeningReport) -> bool:
    """Whether title or sentence say that an earlier report is corrected or taken back."""
    text = f"{report.title or ''} {report.sentence}"
    return names_one_of(text, "correction") or names_one_of(text, "retraction")


def is_earlier_version(sayer: str | None) -> bool:
    """Whether it is the article itself that said so, before it was corrected: "an earlier version of this story"."""
    return sayer is not None and _EARLIER_VERSION.search(sayer) is not None


_EARLIER_VERSION = re.compile(r"\b(?:earlier|previous|prior|original) (?:version|edition)\b", re.IGNORECASE)


def _kinds(text: str, kinds: Mapping[str, str]) -> frozenset[str]:
    kind_of = (kinds.get(word) or kinds.get(word.removesuffix("s")) for word in _with_pairs(words(text)))
    return frozenset(kind for kind in kind_of if kind)


def _with_pairs(found: Sequence[str]) -> list[str]:
    return [*found, *(f"{one}_{two}" for one, two in pairwise(found))]


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(word_lists().lists[name].split())


@cache
def _site_kinds() -> dict[str, str]:
    return _by_word(word_lists().sites)


@cache
def _people_kinds() -> dict[str, str]:
    return _by_word(word_lists().people)


def _by_word(kinds: Mapping[str, str]) -> dict[str, str]:
    return {word: kind for kind, line in kinds.items() for word in line.split()}
