"""Recipients of judgements: "condemned the attack" is directed at the attackers, if the article names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from agents.reader.coded_events.coded_event import EventAnalysis
from agents.reader.coded_events.compatibility import keys
from agents.reader.slots.clause_roles import JUDGING_TYPES
from agents.reader.syntax.tree import Token


def with_judged_actors(
    analyses: Sequence[EventAnalysis], told: Mapping[tuple[int, int], list[int]]
) -> list[EventAnalysis]:
    """Return the analyses, with the actors of a judged event as recipients of a judgement that has none.

    `told` maps the passage and token index of an event noun to the analyses (indices) of the story that it refers to.
    If events of the same type have different actors, nothing is filled: "the attack" may refer to either.
    """
    return [_with_agents(analysis, analyses, told) for analysis in analyses]


def _with_agents(
    judging: EventAnalysis, analyses: Sequence[EventAnalysis], told: Mapping[tuple[int, int], list[int]]
) -> EventAnalysis:
    coded = judging.coded
    if judging.dropped is not None or coded.event_type not in JUDGING_TYPES or coded.recipients:
        return judging
    for noun in _judged(judging):
        story = [analyses[i] for i in told.get((judging.trigger.passage, noun.i), ())]
        act = next((a for a in story if _is_record(a)), None)
        if act is None or not act.coded.actors or not _is_only_agent(act, analyses):
            continue
        actors = [p for p in act.coded.actors if not keys([p]) & keys(coded.actors)]
        missing = [m for m in coded.missing if not (actors and m.slot == "recipient")]
        why = f"actor of {act.coded.evidence.trigger!r}, to which {noun.text!r} refers"
        filled = msgspec.structs.replace(coded, recipients=actors, missing=missing)
        return replace(judging, coded=filled, reasons={**judging.reasons, "recipient": why}) if actors else judging
    return judging


def _is_record(analysis: EventAnalysis) -> bool:
    return analysis.dropped is None and analysis.coded.story_event_id is None


def _is_only_agent(act: EventAnalysis, analyses: Sequence[EventAnalysis]) -> bool:
    """Return whether all published events of this type share an actor with this one, if they have actors."""
    others = (a.coded for a in analyses if a.dropped is None and a.coded.event_type == act.coded.event_type)
    return all(keys(other.actors) & keys(act.coded.actors) for other in others if other.actors)


def _judged(judging: EventAnalysis) -> list[Token]:
    """Return the nouns that may be the judged event: objects of the trigger and nouns of its pattern."""
    named = [judging.head.doc[i] for i in judging.trigger.names]
    return [c for c in (*judging.head.children, *named) if c.dep_ in ("dobj", "nsubjpass", "pobj")]
