"""Place and date of an event from the occasion that its sentence names: "At the meeting, the three agreed to …"."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader.coded_events.coded_event import EventAnalysis
from agents.reader.coded_events.slot_edits import with_date, with_place
from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import child
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "time_place.toml")
OCCASIONS = _DATA.word_lists("occasions")
"""Event type to the nouns that refer to such an event."""
REACH = 4
"""Number of sentences after an event in which it can be referred to."""
_AT = frozenset({"at", "during", "in"})
_DEFINITE = frozenset({"the", "that", "this", "their"})


def at_occasions(analyses: Sequence[EventAnalysis], numbers: Sequence[int]) -> list[EventAnalysis]:
    """Return the analyses; an event that its sentence sets at an earlier one gets that one's place and date.

    `numbers` are the sentence numbers of the analyses, counted over the article.
    """
    return [_at_scene(analysis, _recalled(i, analyses, numbers)) for i, analysis in enumerate(analyses)]


def _at_scene(analysis: EventAnalysis, scene: EventAnalysis | None) -> EventAnalysis:
    if scene is None or analysis.coded.status not in ("asserted", "negated"):
        return analysis
    place, day, known = scene.coded.location, scene.coded.date, analysis.coded.date
    reason = f"from {scene.coded.evidence.trigger!r}, the occasion that the sentence names"
    if place is not None and analysis.coded.location is None:
        analysis = with_place(analysis, place, reason)
    if day is not None and (known is None or known.source != "text"):
        analysis = with_date(analysis, day, reason)
    return analysis


def _recalled(i: int, analyses: Sequence[EventAnalysis], numbers: Sequence[int]) -> EventAnalysis | None:
    """Return the event that the opening words of the sentence of event `i` refer to, if it is close before."""
    noun = _opening(analyses[i].head)
    if noun is None:
        return None
    kinds = {kind for kind, words in OCCASIONS.items() if noun.lemma_ in words}
    told = [
        b
        for n, b in zip(numbers, analyses, strict=True)
        if 0 < numbers[i] - n <= REACH
        and b.coded.event_type in kinds
        and b.coded.status == "asserted"
        and b.dropped is None
    ]
    dated = [b for b in told if b.coded.date is not None and b.coded.date.source == "text"]
    days = {b.coded.date.value for b in dated if b.coded.date is not None}
    return next((b for b in dated or told if b.coded.date or b.coded.location), None) if len(days) <= 1 else None


def _opening(head: Token) -> Token | None:
    """Return the noun of an opening phrase such as "At the meeting, …" in the trigger's sentence."""
    first = head.doc[head.sent.start]
    if first.lower_ not in _AT:
        return None
    noun = child(first, "pobj")
    if noun is None or noun.i >= head.i or not any(c.lower_ in _DEFINITE for c in noun.children):
        return None
    return noun if first.head is head or first.head in (head.head, head.sent.root) else None
