"""The word lists and patterns of `expressions.toml`, compiled once a process."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from agents.reader.numbers.numerals import CARDINALS, ORDINALS, SCALES

Fields = dict[str, int | str]
"""What an expression says, by field name; see `expressions.toml`."""

_TABLES = tomllib.loads(Path(__file__).with_name("expressions.toml").read_text("utf-8"))
WORDS: dict[str, dict[str, int | str]] = _TABLES["words"]
VAGUE: frozenset[str] = frozenset(_TABLES["vague"])
"""Amounts without a number ("a few", "several")."""

_LEFT = r"(?<![\w$£€¥])(?<!\d[.,:/])"
_RIGHT = r"(?!\w)(?![.,:]\d)(?! ?%)"


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern: how to read what it finds, and which words must occur for it to be tried."""

    reading: str
    pattern: re.Pattern[str]
    cues: frozenset[str]
    fields: Fields
    check: str | None


@dataclass(frozen=True, slots=True)
class Join:
    """Two expressions that are one when only `glue` stands between them."""

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
    parts: dict[str, str] = _TABLES["parts"]
    return macros | parts


def _compile(pattern: str, macros: dict[str, str]) -> re.Pattern[str]:
    expanded = re.sub(r"\{([a-z_]+)\}", lambda m: macros[m[1]], pattern)
    return re.compile(f"{_LEFT}{expanded}{_RIGHT}", re.IGNORECASE)


def _cue_words(names: list[str]) -> frozenset[str]:
    """The single words of the named lists; a name that is no list is itself the word."""
    words = [w for name in names for w in WORDS.get(name, {name: 0})]
    return frozenset(part for word in words for part in re.findall(r"[a-z]+", word))


def _rules() -> list[Rule]:
    macros = _macros()
    return [
        Rule(
            r["reading"], _compile(r["pattern"], macros), _cue_words(r["cue"]), r.get("fields", {}), r.get("check")
        )
        for r in _TABLES["rule"]
    ]


RULES = _rules()
JOINS = [
    Join(
        frozenset(j["left"]),
        frozenset(j["right"]),
        re.compile(j["glue"], re.IGNORECASE),
        j["keep"] == "left",
    )
    for j in _TABLES["join"]
]
POINT_MODIFIER = re.compile(rf"(?<!\w){_TABLES['modifiers']['point']}", re.IGNORECASE)
AMOUNT_MODIFIER = re.compile(rf"(?<!\w){_TABLES['modifiers']['amount']}", re.IGNORECASE)
DETERMINED = re.compile(_TABLES["modifiers"]["determiner"], re.IGNORECASE)
DAY_RANGE = re.compile(r"(?:-|–| to | through | and (?=\d\d?(?:[.,;)]|$)))([0-3]?\d)" + _RIGHT + "(?!-)")


def cues(text: str) -> set[str]:
    """The lower-case words of a text, and "digits" if it holds any: what decides which rules are tried."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    return words | {"digits"} if any(c.isdigit() for c in text) else words
