"""The word lists and patterns of `expression_patterns.toml`, compiled once per process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import msgspec

from agents.reader.lexicon.loader import data_file
from agents.reader.numbers.numerals import CARDINALS, ORDINALS, SCALES

Fields = dict[str, int | str]
"""Field names of an expression to their values; see `expression_patterns.toml`."""

_TABLES = data_file(__file__, "expression_patterns.toml")
WORDS = _TABLES.read("words", dict[str, dict[str, int | str]])
VAGUE: frozenset[str] = _TABLES.words("vague")
"""Amounts without a number ("a few", "several")."""

_WORD = re.compile(r"[a-z]+")
_SIGNS = {name: re.compile(shown) for name, shown in _TABLES.read("signs", dict[str, str]).items()}
_LEFT = r"(?<![\w$£€¥])(?<!\d[.,:/])"
_RIGHT = r"(?!\w)(?![.,:]\d)(?! ?%)"


class _RuleEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A `[[rule]]` table of the file."""

    reading: str
    pattern: str
    cue: list[str]
    also: list[str] = []
    fields: Fields = {}
    check: str | None = None


class _JoinEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A `[[join]]` table of the file."""

    left: list[str]
    right: list[str]
    glue: str
    keep: Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class ExpressionPattern:
    """A pattern, the kind of its expressions (`reading`), and the cue words of which one must occur."""

    reading: str
    pattern: re.Pattern[str]
    cues: frozenset[str]
    also: frozenset[str]
    """If not empty, one of these words must occur too."""
    fields: Fields
    check: str | None


@dataclass(frozen=True, slots=True)
class ExpressionJoin:
    """Two kinds of expressions that are joined if only `glue` is between them."""

    left: frozenset[str]
    right: frozenset[str]
    glue: re.Pattern[str]
    keep_left: bool


def _either(words: list[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in sorted(words, key=lambda w: (-len(w), w)))


def _macros() -> dict[str, str]:
    numeral = _either([*CARDINALS, *SCALES])
    exact = (
        rf"\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,4}}(?:\.\d{{1,3}})?(?:[ -]\d/\d)?"
        rf"|(?:an? )?(?:{numeral})(?:(?: and |[ -])(?:{numeral}|half)){{0,6}}(?: and a half)?"
    )
    vague = _either(sorted(VAGUE))
    macros = {name: f"(?P<{name}>{_either(list(words))})" for name, words in WORDS.items()}
    macros |= {
        "amount": f"(?P<amount>{vague}|{exact}|an?|another)",
        "upto": f"(?P<upto>{exact})",
        "ordinal": rf"(?P<ordinal>\d\d?(?:st|nd|rd|th)|{_either(list(ORDINALS))})",
    }
    return macros | _TABLES.read("parts", dict[str, str])


def _compile(pattern: str, macros: dict[str, str]) -> re.Pattern[str]:
    expanded = re.sub(r"\{([a-z_]+)\}", lambda m: macros[m[1]], pattern)
    return re.compile(f"{_LEFT}{expanded}{_RIGHT}")


def _cue_words(names: list[str]) -> frozenset[str]:
    """Return the longest word of each entry of the named lists; a name that is not a list is itself a cue."""
    lists = WORDS | {"ordinal": dict.fromkeys([*ORDINALS, "st", "nd", "rd", "th"], 0)}
    entries = [entry for name in names for entry in lists.get(name, {name: 0})]
    return frozenset(e if e in _SIGNS else max(_WORD.findall(e), key=len) for e in entries)


def _rules() -> list[ExpressionPattern]:
    macros = _macros()
    return [
        ExpressionPattern(
            reading=entry.reading,
            pattern=_compile(entry.pattern, macros),
            cues=_cue_words(entry.cue),
            also=_cue_words(entry.also),
            fields=entry.fields,
            check=entry.check,
        )
        for entry in _TABLES.read("rule", list[_RuleEntry])
    ]


RULES = _rules()
_BY_CUE = {cue: [n for n, rule in enumerate(RULES) if cue in rule.cues] for rule in RULES for cue in rule.cues}
JOINS = [
    ExpressionJoin(
        frozenset(entry.left), frozenset(entry.right), re.compile(entry.glue, re.IGNORECASE), entry.keep == "left"
    )
    for entry in _TABLES.read("join", list[_JoinEntry])
]
_MODIFIERS = _TABLES.read("modifiers", dict[str, str])
POINT_MODIFIER = re.compile(rf"(?<!\w){_MODIFIERS['point']}", re.IGNORECASE)
AMOUNT_MODIFIER = re.compile(rf"(?<!\w){_MODIFIERS['amount']}", re.IGNORECASE)
DETERMINED = re.compile(_MODIFIERS["determiner"], re.IGNORECASE)
DAY_RANGE = re.compile(r"(?:-|–| to | through | and (?=\d\d?(?:[.,;)]|$)))([0-3]?\d)" + _RIGHT + "(?!-)")


def rules_for(text: str) -> list[ExpressionPattern]:
    """Return the rules whose cues occur in a lower-case text, in order."""
    words = set(_WORD.findall(text))
    if _SIGNS["digits"].search(text):
        words.update(name for name, sign in _SIGNS.items() if sign.search(text))
    found = sorted({n for cue in words & _BY_CUE.keys() for n in _BY_CUE[cue]})
    return [rule for n in found if not (rule := RULES[n]).also or not words.isdisjoint(rule.also)]
