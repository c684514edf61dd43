"""Rendering of the reasons why two events were joined or not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from agents.cli.terminal.render_happening import claimed_number
from streams.contract.happening import Claim
from streams.contract.records import Event
from streams.ops.sanitize import plain


def render_joining(
    one: Event,
    other: Event,
    verdict: str,
    reasons: Iterable[tuple[str, float, str]],
    claims: Sequence[Claim] = (),
) -> Text:
    """Return the verdict, both events with their claims, and one line per reason: feature, points, text."""
    lines = [Text(verdict, "bold"), *_lines(one, claims), *_lines(other, claims)]
    for feature, points, text in reasons:
        shown = "never" if points == float("-inf") else f"{points:+.1f}"
        lines.append(Text.assemble(f"  {feature:<8}", (f"{shown:>6}  ", "red" if points < 0 else "green"), plain(text)))
    return Text("\n").join(lines)


def _lines(event: Event, claims: Sequence[Claim]) -> Iterator[Text]:
    origin = event.source or event.article_id
    sentence = plain(event.evidence.sentence)
    yield Text.assemble(("  ", ""), (plain(origin), "cyan"), (f" {event.event_id}: ", "dim"), sentence)
    own = [claim for claim in claims if claim.event_id == event.event_id]
    if told := "; ".join(f"{c.slot} {claimed_number(c)} ({c.said_by or 'the article itself'})" for c in own):
        yield Text(f"    {plain(told)}", "dim")
