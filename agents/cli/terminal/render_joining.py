"""Why two events were joined or not, on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text

from streams.contract.records import Event
from streams.ops.sanitize import plain


def render_joining(
    one: Event,
    other: Event,
    verdict: str,
    reasons: Iterable[tuple[str, float, str]],
) -> Text:
    """Two events, the verdict, and a line for each reason: what it is about, its points, what was found."""
    lines = [Text(verdict, "bold"), _line(one), _line(other)]
    for feature, points, text in reasons:
        shown = "never" if points == float("-inf") else f"{points:+.1f}"
        lines.append(Text.assemble(f"  {feature:<8}", (f"{shown:>6}  ", "red" if points < 0 else "green"), plain(text)))
    return Text("\n").join(lines)


def _line(event: Event) -> Text:
    origin = event.source or event.article_id
    sentence = plain(event.evidence.sentence)
    return Text.assemble(("  ", ""), (plain(origin), "cyan"), (f" {event.event_id}: ", "dim"), sentence)
