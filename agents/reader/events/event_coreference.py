"""Events of different sentences that report the same happening, linked by what they share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from agents.reader.events.coded_event import EventAnalysis
from agents.reader.events.compatibility import agree, better, compatible, entities, share
from agents.reader.events.drop_reason import Dropped, DropReason
from agents.reader.events.time_place import DEEDS, ONE_SIDED
from agents.reader.syntax.clauses import is_noun
from agents.reader.text.article_text import ArticleText
from streams.contract.ids import event_id
from streams.contract.records import EventDate, Magnitude

DEFINITE = frozenset({"the", "this", "that"})
LOOKED_BACK = 30
"""Earlier happenings that a later event is compared with."""
COMPARED = 4
"""Mentions of a happening that are compared."""


def link_events(page: ArticleText, analyses: Sequence[EventAnalysis]) -> list[EventAnalysis]:
    """Return the analyses with each event linked to the first of the article that reports the same happening.

    Linked events share where and when.
    """
    result = list(analyses)
    stories: list[list[int]] = []
    for i, analysis in enumerate(analyses):
        if analysis.dropped is not None:
            continue
        recent = reversed(stories[-LOOKED_BACK:])
        story = next((s for s in recent if any(_is_same(result[n], analysis) for n in s[:COMPARED])), None)
        if _is_in_passing(analysis):
            _recall(result, story[-1] if story else None, i)
        elif story is None:
            stories.append([i])
        else:
            story.append(i)
    for story in stories:
        if len(story) > 1:
            for i, tied in zip(story, _tied(page, [result[n] for n in story]), strict=True):
                result[i] = tied
    return result


def _is_in_passing(finding: EventAnalysis) -> bool:
    """ "The meeting", "the missile strike": an event noun that names nobody, or a deed's that names one side only.

    What has a day or a count of its own tells something new; so does what names one side and the place. What is
    condemned is told by who condemns it, and what is not told as a fact is marked already.
    """
    coded = finding.coded
    if not is_noun(finding.head) or coded.magnitude != Magnitude() or (coded.date and coded.date.source == "text"):
        return False
    if not coded.actors and not coded.recipients:
        return True
    if finding.trigger.governed or coded.status not in ("asserted", "historical"):
        return False
    one_sided = not (coded.actors and coded.recipients)
    return one_sided and coded.location is None and coded.event_type in DEEDS - ONE_SIDED


def _recall(result: list[EventAnalysis], told: int | None, again: int) -> None:
    """Drop a mention in passing, and make it evidence of the event told before if there is one."""
    mention = result[again]
    if told is None:
        dropped = Dropped(DropReason.MENTIONED_IN_PASSING, "mentioned in passing, and no event told before")
    else:
        coded = result[told].coded
        mentions = [*coded.mentions, mention.coded.evidence]
        result[told] = replace(result[told], coded=msgspec.structs.replace(coded, mentions=mentions))
        dropped = Dropped(DropReason.SAME_EVENT, f"recalls {coded.evidence.trigger!r}, told before")
    result[again] = replace(mention, dropped=dropped)


def _tied(page: ArticleText, story: Sequence[EventAnalysis]) -> Iterator[EventAnalysis]:
    first = story[0].coded
    evidence = first.evidence
    where = evidence.field, evidence.trigger_start, evidence.trigger_end
    name = event_id(page.article.id, first.ontology, first.event_type, *where)
    date: EventDate | None = None
    for analysis in story:
        date = better(date, analysis.coded.date)
    location = next((a.coded.location for a in story if a.coded.location is not None), None)
    for n, analysis in enumerate(story):
        coded = analysis.coded
        filled = {"date": coded.date or date, "location": coded.location or location}
        linked = msgspec.structs.replace(
            coded,
            date=better(coded.date, date),
            location=filled["location"],
            missing=[m for m in coded.missing if not filled.get(m.slot)],
            story_event_id=name if n else None,
        )
        reason = {"story": f"the same happening as {evidence.trigger!r}, told first"} if n else {}
        yield replace(analysis, coded=linked, reasons={**analysis.reasons, **reason})


def _is_same(a: EventAnalysis, b: EventAnalysis) -> bool:
    """Whether a later event reports the same happening as an earlier one."""
    one, other = a.coded, b.coded
    if one.event_type != other.event_type or one.status != other.status or not agree(one, other):
        return False
    if one.event_type not in DEEDS:
        same_word = a.head.lemma_ == b.head.lemma_
        return same_word and share(one.actors, other.actors) and share(one.recipients, other.recipients)
    mine, theirs = entities([*one.actors, *one.recipients]), entities([*other.actors, *other.recipients])
    if not other.actors and not other.recipients:
        return _is_mentioned_again(a, b)
    return len(mine & theirs) > 1 or (bool(mine & theirs) and compatible(one.recipients, other.recipients))


def _is_mentioned_again(a: EventAnalysis, b: EventAnalysis) -> bool:
    """ "The meeting …", one event noun in the singular with "the" or "this", soon after an event of that name."""
    noun = b.head
    singular = is_noun(noun) and noun.tag_ in ("NN", "NNP") and a.head.tag_ not in ("NNS", "NNPS")
    return singular and any(c.lower_ in DEFINITE for c in noun.children) and _is_near(a, b)


def _is_near(a: EventAnalysis, b: EventAnalysis) -> bool:
    return 0 <= b.trigger.passage - a.trigger.passage <= 2
