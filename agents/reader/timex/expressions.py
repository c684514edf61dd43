"""Find time expressions: try the patterns whose cue words occur, keep the longest match, join neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from agents.reader.numbers.numerals import ordinal
from agents.reader.syntax.tree import Doc
from agents.reader.text.lowered import lower_keeping_length
from agents.reader.timex import expression_patterns
from agents.reader.timex.expression_patterns import ExpressionJoin, Fields
from agents.reader.timex.parse_checks import CHECKS

_RELATIVE = ("relative", "near")
_LENGTHS = ("duration", "ago", "apart")


@dataclass(slots=True)
class Expression:
    """A time expression in a passage's text: character offsets (end exclusive), kind of expression, and fields."""

    start: int
    end: int
    reading: str
    fields: Fields

    @property
    def sort(self) -> str:
        """Return the name that `[[join]]` uses for it."""
        return f"{self.reading}:{self.fields.get('span')}" if self.reading in _RELATIVE else self.reading


def find_expressions(text: str, doc: Doc) -> list[Expression]:
    """Return the time expressions of a passage, in order and without overlaps."""
    found = _joined(text, _longest(_candidates(text, doc)))
    return [_widened(text, e) for e in found if e.reading != "part"]


def _candidates(text: str, doc: Doc) -> list[Expression]:
    lower = lower_keeping_length(text)
    found = []
    for rule in expression_patterns.rules_for(lower):
        for match in rule.pattern.finditer(lower):
            if rule.check is None or CHECKS[rule.check](text, match.start(), match.end(), doc):
                fields = rule.fields | _fields(match)
                found.append(Expression(match.start(), match.end(), rule.reading, fields))
                found.extend(_range_end(text, found[-1]))
    return found


def _fields(match: re.Match[str]) -> Fields:
    """Return the named groups that matched: words of lists as their values, digits as numbers."""
    fields: Fields = {}
    for name, word in match.groupdict().items():
        if word is None:
            continue
        values = expression_patterns.WORDS.get(name, {})
        if name == "ordinal":
            fields["ordinal"] = ordinal(word) or 0
        elif name in ("quarter", "half"):
            fields[name] = ordinal(word) or 2  # "the last half", "the latter half"
        else:
            fields[name] = values.get(word, int(word) if word.isdecimal() else word)
    return fields


def _range_end(text: str, first: Expression) -> Iterable[Expression]:
    """Return the second day of a range such as "Oct. 3-5", if there is one."""
    if first.reading == "day" and "day" in first.fields and "hour" not in first.fields:
        end = expression_patterns.DAY_RANGE.match(text, first.end)
        if end and int(end[1]) > int(first.fields["day"]):
            yield Expression(end.start(1), end.end(1), "day", first.fields | {"day": int(end[1])})


def _longest(found: list[Expression]) -> list[Expression]:
    kept: list[Expression] = []
    for e in sorted(found, key=lambda e: (e.start, -e.end)):
        if not kept or e.start >= kept[-1].end:
            kept.append(e)
    return kept


def _joined(text: str, found: list[Expression]) -> list[Expression]:
    kept: list[Expression] = []
    for right in found:
        while kept and (join := _join_between(text, kept[-1], right)):
            right = _join(kept.pop(), right, join)
        kept.append(right)
    return kept


def _join_between(text: str, left: Expression, right: Expression) -> ExpressionJoin | None:
    for join in expression_patterns.JOINS:
        if left.sort in join.left and right.sort in join.right and join.glue.fullmatch(text, left.end, right.start):
            return join
    return None


def _join(left: Expression, right: Expression, join: ExpressionJoin) -> Expression:
    kept, other = (left, right) if join.keep_left else (right, left)
    said = other.fields
    if other.reading in _RELATIVE:
        shift = said.get("shift", said.get("which", said.get("near", said.get("adverb", 0))))
        said = {f"{other.reading}_{other.fields['span']}": shift}
    return Expression(left.start, right.end, kept.reading, said | kept.fields)


def _widened(text: str, e: Expression) -> Expression:
    """Return the expression with its preceding modifiers ("early next year", "at least 30 days")."""
    pattern = expression_patterns.AMOUNT_MODIFIER if e.reading in _LENGTHS else expression_patterns.POINT_MODIFIER
    led = expression_patterns.DETERMINED.match(text, e.start)
    if e.reading in ("ref", "set", "often") or (e.reading in _LENGTHS and led):
        return e
    for m in pattern.finditer(text, max(0, e.start - 40), e.start):
        if m.end() == e.start:
            return Expression(m.start(), e.end, e.reading, e.fields)
    return e
