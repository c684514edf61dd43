"""The result of a comparison of two events: points and reasons."""

from __future__ import annotations

from dataclasses import dataclass

VETO = float("-inf")
"""Points of a contradiction, which excludes a match."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for or against a match."""

    feature: str
    """`type`, `place`, `day`, `parties`, `counts`, `words` or `article`."""
    points: float
    template: str
    """The explanation, with a `{}` for each value."""
    values: tuple[object, ...] = ()
    """Sets are listed. The text is built on demand: almost all comparisons are never explained."""

    @property
    def text(self) -> str:
        """Return the explanation, for `dateline explain --joining`."""
        return self.template.format(*(_listed(v) if isinstance(v, frozenset) else v for v in self.values))


@dataclass(frozen=True, slots=True)
class Match:
    """The result of a comparison of two events."""

    score: float
    """Sum of the points; minus infinity if there is a veto."""
    reasons: tuple[Reason, ...]

    @property
    def vetoed(self) -> bool:
        """Whether a contradiction excludes a match, whatever the points are."""
        return self.score == VETO


def _listed(items: frozenset[str]) -> str:
    return ", ".join(sorted(items)[:5])
