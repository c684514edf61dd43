"""Event coreference: events of an article that report the same happening become one record or are linked.

Each event is compared with the stories (clusters of events) before it. The score is a sum of weighted facts
(`story_facts`, `event_coreference.toml`). A score of at least `merge` makes the two one record with the evidence of
both. A score of at least `link` sets the event's `story_event_id` to the story's main event (its most complete record)
and leaves its counts to that one. If two named sources give conflicting counts, both records keep their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from agents.reader.coded_events.coded_event import CodedEvent, EventAnalysis
from agents.reader.coded_events.compatibility import completed, more_specific_date, others_count_otherwise
from agents.reader.coded_events.drop_reason import Dropped, DropReason
from agents.reader.event_coreference.count_claims import joined
from agents.reader.event_coreference.judged_acts import with_judged_actors
from agents.reader.event_coreference.story_facts import (
    DEFINITE,
    FACTUAL,
    VIOLENCE,
    WEIGHTS,
    are_people,
    are_things,
    both_facts,
    comparable,
    no_common,
    shared_facts,
    weight,
)
from agents.reader.event_coreference.trigger_merge import joined_details, with_mentions
from agents.reader.lexicon.loader import data_file
from agents.reader.slots.act_nouns import is_act_noun
from agents.reader.syntax.clauses import is_noun
from agents.reader.text.article_text import ArticleText
from agents.reader.time_place.clause_ties import ACT_TYPES
from agents.reader.time_place.sequence import set_apart_from
from agents.reader.time_place.time_place import ONE_SIDED_TYPES
from streams.contract.records import Magnitude, Participant

_DATA = data_file(__file__, "event_coreference.toml")
LINK = _DATA.read("link", float)
MERGE = _DATA.read("merge", float)
VETO = _DATA.read("veto", float)
CONTRADICTION = _DATA.read("contradiction", float)
CLOSEST = 0.6
"""Weight of a story's best-scoring member in the score of an event for a story, 0 to 1; the rest is the mean."""
LOOKED_BACK = 30
"""Number of preceding stories that an event is compared with."""
NO_COUNTS = Magnitude()
OWN_TOLLS = frozenset({"other_victims", "new_victims"})
"""Facts that make two tolls of one story separate."""
COMPARED = 8
"""Number of members of a story that are compared."""


def link_events(article_text: ArticleText, analyses: Sequence[EventAnalysis]) -> list[EventAnalysis]:
    """Return the analyses, with the events that report one happening merged or linked.

    A merged analysis stays in the list with `dropped` set.
    """
    result = list(analyses)
    stories: list[list[int]] = []
    told: dict[tuple[int, int], list[int]] = {}
    for i, analysis in enumerate(analyses):
        if analysis.dropped is not None and not _may_refer_back(analysis):
            continue
        apart = _contrasted_story(stories, told, analyses, analysis)
        fit, story = _best_story([s for s in stories if s is not apart], analyses, analysis)
        story = [] if story is None or fit < LINK else story
        told[analysis.trigger.passage, analysis.trigger.head] = story
        if analysis.dropped is not None:
            continue
        if _is_reference(analysis):
            recalled = story[0] if story and both_facts(analyses[story[0]].coded, analysis.coded) else None
            result = _drop_reference(result, recalled, i)
        else:
            stories += [] if story else [story]
            story.append(i)
    for story in stories:
        result = _merge_story(article_text, result, story)
    return with_judged_actors(result, told)


def _may_refer_back(unsure: EventAnalysis) -> bool:
    """Return whether a dropped trigger is a definite event noun ("the attack") that can refer to an earlier event."""
    low = unsure.dropped is not None and unsure.dropped.reason is DropReason.LOW_CONFIDENCE
    return low and is_act_noun(unsure.head) and any(c.lower_ in DEFINITE for c in unsure.head.children)


def _contrasted_story(
    stories: Sequence[list[int]],
    told: Mapping[tuple[int, int], list[int]],
    analyses: Sequence[EventAnalysis],
    later: EventAnalysis,
) -> list[int] | None:
    """Return the story of the event that the sentence contrasts in time with this one ("came a day after")."""
    other = set_apart_from(later.head)
    if other is None:
        return None
    last = next((s for s in reversed(stories) if comparable(analyses[s[0]].coded, later.coded)), None)
    return told.get((later.trigger.passage, other.i), last if is_act_noun(other) else None)


def _best_story(
    stories: Sequence[list[int]], analyses: Sequence[EventAnalysis], later: EventAnalysis
) -> tuple[float, list[int] | None]:
    """Return the highest score (a sum of weights) and its story; None if no story can be compared."""
    best: tuple[float, list[int] | None] = (float("-inf"), None)
    for story in reversed(stories[-LOOKED_BACK:]):
        members = [analyses[i] for i in story[:COMPARED]]
        if comparable(members[0].coded, later.coded):
            facts = [shared_facts(member, later) for member in members]
            if any(WEIGHTS[fact] <= VETO for of_member in facts for fact in of_member):
                continue
            weights = [weight(of_member) for of_member in facts]
            if min(weights) <= CONTRADICTION:
                continue
            fit = CLOSEST * max(weights) + (1 - CLOSEST) * sum(weights) / len(weights)
            best = max(best, (fit, story), key=lambda pair: pair[0])
    return best


def _is_reference(analysis: EventAnalysis) -> bool:
    """Return whether an event noun only refers to an event: it has no parties, or an unnamed party on one side.

    A noun with a date or a count, or with a party and a place, is a separate event. The object of a condemnation is
    coded with the condemnation, and an event that is not a fact has another status already.
    """
    coded = analysis.coded
    if (
        analysis.trigger.alone
        or not is_noun(analysis.head)
        or coded.magnitude != Magnitude()
        or (coded.date and coded.date.source == "text")
    ):
        return False
    if not coded.actors and not coded.recipients:
        return True
    if analysis.trigger.governed or coded.status not in ("asserted", "historical"):
        return False
    one_sided = not (coded.actors and coded.recipients)
    named = any(party.entity_id for party in [*coded.actors, *coded.recipients])
    return one_sided and not named and coded.location is None and coded.event_type in ACT_TYPES - ONE_SIDED_TYPES


def _drop_reference(result: list[EventAnalysis], told: int | None, again: int) -> list[EventAnalysis]:
    """Return the analyses without a mention in passing (`again`), which becomes evidence of the earlier event."""
    changed, mention = list(result), result[again]
    if told is None:
        dropped = Dropped(
            DropReason.MENTIONED_IN_PASSING, "the noun names no participant and refers to no event of the article"
        )
    else:
        changed[told] = with_mentions(result[told], mention.coded.evidence)
        dropped = Dropped(
            DropReason.SAME_EVENT, f"refers to {result[told].coded.evidence.trigger!r}, reported in an earlier sentence"
        )
    changed[again] = replace(mention, dropped=dropped)
    return changed


def _merge_story(article_text: ArticleText, result: list[EventAnalysis], story: Sequence[int]) -> list[EventAnalysis]:
    """Return the analyses with the members of a story merged into its fullest record, or linked to it."""
    changed = list(result)
    first = max(story, key=lambda i: _completeness(result[i]))
    for i in story:
        if i == first:
            continue
        facts = shared_facts(*(result[n] for n in sorted((first, i))))
        why = f"same event as {result[first].coded.evidence.trigger!r}: {', '.join(facts).replace('_', ' ')}"
        if OWN_TOLLS & set(facts) or not _share_counts(result[first].coded, result[i].coded):
            changed[i] = _linked(article_text, result[i], result[first].coded, why, result[i].coded.magnitude)
        elif weight(facts) >= MERGE:
            changed[first] = joined(changed[first], result[i], _merged)
            changed[i] = replace(result[i], dropped=Dropped(DropReason.SAME_EVENT, why))
        else:
            changed[first] = joined(changed[first], result[i], completed)
            changed[i] = _linked(article_text, result[i], result[first].coded, why)
    for i in story:
        if i != first and changed[i].dropped is None:
            changed[i] = replace(changed[i], coded=_with_time_and_place(changed[i].coded, changed[first].coded))
    return changed


def _share_counts(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether two mentions can share their counts: both facts, and no conflicting sources."""
    return both_facts(a, b) and not others_count_otherwise(a, b)


def _with_time_and_place(coded: CodedEvent, first: CodedEvent) -> CodedEvent:
    """Return a linked mention with the date and the place of its story's main event (`first`), if it has none."""
    date, location = more_specific_date(coded.date, first.date), coded.location or first.location
    missing = [m for m in coded.missing if not {"date": date, "location": location}.get(m.slot)]
    return msgspec.structs.replace(coded, date=date, location=location, missing=missing)


def _completeness(analysis: EventAnalysis) -> float:
    """Return a score of how complete and certain a record is; a headline, whose parse is less reliable, gets less."""
    coded = analysis.coded
    told = [bool(coded.actors), bool(coded.recipients), coded.magnitude != Magnitude()]
    real = 1.0 if coded.status in FACTUAL else 0.0
    return real + coded.confidence + 0.1 * sum(told) - (0.15 if coded.evidence.field == "title" else 0.0)


def _merged(coded: CodedEvent, other: CodedEvent) -> CodedEvent:
    """Return an event completed from another mention, with that mention's evidence added."""
    known = completed(coded, other)
    actors, recipients = coded.actors or other.actors, _all_recipients(coded, other)
    filled = {"actor": actors, "recipient": recipients}
    return msgspec.structs.replace(
        known,
        details=joined_details(coded, other),
        modes=[*coded.modes, *(m for m in other.modes if m not in coded.modes)],
        contexts=[*coded.contexts, *(c for c in other.contexts if c not in coded.contexts)],
        actors=actors,
        recipients=recipients,
        attribution=coded.attribution or other.attribution,
        missing=[m for m in known.missing if not filled.get(m.slot)],
        mentions=[*coded.mentions, other.evidence, *other.mentions],
    )


def _all_recipients(coded: CodedEvent, other: CodedEvent) -> list[Participant]:
    """Return the recipients of an event; for violence against a thing, also the victims that another mention names.

    "Attacked a post" and "seven guards died in the attack": both are recipients.
    """
    if coded.event_type != VIOLENCE or not are_things(coded.recipients):
        return coded.recipients or other.recipients
    done_by = [*coded.actors, *other.actors]
    return [
        *coded.recipients,
        *(p for p in other.recipients if are_people(p) and (not done_by or no_common([p], done_by))),
    ]


def _linked(
    article_text: ArticleText, analysis: EventAnalysis, first: CodedEvent, why: str, counts: Magnitude = NO_COUNTS
) -> EventAnalysis:
    """Return a mention that stays a separate record, linked to the story's main event, which has its counts."""
    story = first.event_id(article_text.article.id)
    coded = msgspec.structs.replace(analysis.coded, story_event_id=story, magnitude=counts)
    return replace(analysis, coded=coded, reasons={**analysis.reasons, "story": why})
