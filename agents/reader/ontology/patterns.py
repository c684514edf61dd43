"""The pattern language: a line describes a word that reports an event, and its arguments.

A line is a head and any number of conditions, separated by spaces::

    launch.v obj=attack|offensive
    arrest.v obj:@people !subj:heart
    call.v on:#GPE|#PERSON comp:*

The head is one or more lemmas and a word class (`v` verb, `n` noun, `a` adjective). A condition names a relation of
`arguments.Arguments` and the lemmas that may fill it; `@name` is a word list of the pack, `#LABEL` an entity label,
`*` anything, and `!` in front forbids instead. With `=` for `:` the words are part of the trigger ("launched an
attack") and neither a participant nor a trigger of their own. Several words joined by `_` are a fixed phrase
("state_of_emergency", "hunger_strike"), wherever its grammatical head is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from agents.reader.syntax.arguments import Arguments
from agents.reader.syntax.tree import Token
from streams.contract.errors import Misconfigured

_CONDITION = re.compile(r"(!?)([a-z_|]+)([:=])(\S+)")
CLASSES = {"v": "VB", "n": "NN", "a": "JJ"}


@dataclass(frozen=True, slots=True)
class Condition:
    """Words or labels that one of some relations of the head must contain (or, with `forbids`, must not)."""

    relations: tuple[str, ...]
    words: frozenset[str]
    labels: frozenset[str]
    anything: bool
    forbids: bool
    part: bool
    """Whether the words are part of the trigger."""
    phrases: bool
    """Whether some of the words are phrases, which take longer to match."""

    def fillers(self, found: Arguments) -> list[Token]:
        """Return the arguments that satisfy the condition's words or labels."""
        return [
            token
            for relation in self.relations
            for token in found.get(relation, ())
            if self.anything
            or token.lemma_ in self.words
            or token.ent_type_ in self.labels
            or (self.phrases and not self.words.isdisjoint(forms(token)))
        ]


@dataclass(frozen=True, slots=True)
class ParsedPattern:
    """A parsed line of the pattern language."""

    text: str
    heads: frozenset[str]
    word_class: str
    conditions: tuple[Condition, ...] = field(default=())

    @property
    def weight(self) -> int:
        """Return how specific the line is: 2 per condition with words, 1 per `*`, 0 per forbidding condition."""
        return sum(0 if c.forbids else 1 if c.anything else 2 for c in self.conditions)

    @property
    def governed(self) -> bool:
        """Return whether the line has a condition on the governor of the head."""
        return any("gov" in c.relations and not c.forbids for c in self.conditions)

    def match(self, found: Arguments) -> list[Token] | None:
        """Return the arguments that are part of the trigger; None if the line does not match."""
        named: list[Token] = []
        for condition in self.conditions:
            fillers = condition.fillers(found)
            if bool(fillers) == condition.forbids:
                return None
            if condition.part:
                named += fillers
        return named


def is_phrase(word: str) -> bool:
    """Return whether a word of a pattern is a phrase of several tokens."""
    return "_" in word or "-" in word


def parts_of(words: Iterable[str]) -> frozenset[str]:
    """Return the single words of the phrases in `words`."""
    return frozenset(part for word in words if is_phrase(word) for part in re.split("[_-]", word))


def forms(token: Token) -> list[str]:
    """Return the lemma of a token, and the phrases of two or three words that it can head."""
    tokens, i, lemma = token.doc.tokens, token.i, token.lemma_
    found = [lemma]
    if i + 1 < len(tokens):
        found.append(f"{lemma}_{tokens[i + 1].lemma_}")
        if i + 2 < len(tokens):
            found.append(f"{found[-1]}_{tokens[i + 2].lemma_}")
    if i:
        found.append(f"{tokens[i - 1].lemma_}_{lemma}")
        if i > 1:
            found.append(f"{tokens[i - 2].lemma_}_{found[-1]}")
    return [form.replace("_-_", "-") for form in found]


def parse_line(text: str, lists: Mapping[str, frozenset[str]]) -> ParsedPattern:
    """Return a line parsed; `lists` are the word lists that it can refer to.

    Raises:
        Misconfigured: the line is malformed.
    """
    head, *rest = text.split()
    lemmas, dot, word_class = head.rpartition(".")
    if not dot or word_class not in CLASSES:
        raise Misconfigured(f"pattern {text!r}: the head must end in .v, .n or .a")
    heads, labels, anything = _words(lemmas, lists, text)
    if labels or anything:
        raise Misconfigured(f"pattern {text!r}: the head must be lemmas or a word list")
    return ParsedPattern(text, heads, CLASSES[word_class], tuple(_condition(c, lists, text) for c in rest))


def _condition(text: str, lists: Mapping[str, frozenset[str]], line: str) -> Condition:
    found = _CONDITION.fullmatch(text)
    if found is None:
        raise Misconfigured(f"pattern {line!r}: {text!r} is neither relation:words nor relation=words")
    forbids, relation, sign, values = found.groups()
    words, labels, anything = _words(values, lists, line)
    return Condition(
        tuple(relation.split("|")), words, labels, anything, forbids == "!", sign == "=", any(map(is_phrase, words))
    )


def _words(values: str, lists: Mapping[str, frozenset[str]], line: str) -> tuple[frozenset[str], frozenset[str], bool]:
    words: set[str] = set()
    labels: set[str] = set()
    for value in values.split("|"):
        if value.startswith("@"):
            if value[1:] not in lists:
                raise Misconfigured(f"pattern {line!r}: no word list {value!r}")
            words |= lists[value[1:]]
        elif value.startswith("#"):
            labels.add(value[1:])
        else:
            words.add(value)
    return frozenset(words - {"*"}), frozenset(labels), "*" in words
