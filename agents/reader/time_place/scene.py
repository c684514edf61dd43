"""Place and date of an event whose own clause states none, from the sentences around it.

Filled for facts only. Sources of a place, nearest first: another mention of such an event one or two sentences away,
the only place of all such events of the article, the dateline, the country that the article is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from agents.reader.coded_events.coded_event import EventAnalysis
from agents.reader.coded_events.compatibility import PRECISIONS, agree, compatible
from agents.reader.coded_events.drop_reason import DropReason
from agents.reader.coded_events.sides import kinds
from agents.reader.coded_events.slot_edits import with_date, with_place
from agents.reader.syntax.clauses import governors, is_noun
from agents.reader.text.article_text import ArticleText
from agents.reader.time_place.clause_ties import ACT_TYPES, REGIONS, is_news
from agents.reader.time_place.facilities import facility_of, has_here
from agents.reader.time_place.occasions import at_occasions
from agents.reader.time_place.recent_days import FRESH
from agents.reader.time_place.sequence import opens_another
from agents.reader.time_place.story_days import COURSE, on_story_day, speaker_of_event
from agents.reader.time_place.time_place import ONE_PLACE_TYPES, VAGUE, TimePlace
from streams.contract.records import Participant, Place

NEAR = 2
"""Largest distance, in sentences, between two mentions of one happening."""
FACTS = frozenset({"asserted", "historical"})
_TOLD = (None, DropReason.LOW_CONFIDENCE, DropReason.SAME_EVENT)


def fill_time_and_place(
    article_text: ArticleText, analyses: Sequence[EventAnalysis], setting: TimePlace
) -> list[EventAnalysis]:
    """Return the analyses with missing places and dates filled from their context, and the source as the reason."""
    order = _sentence_numbers(article_text)
    numbers = [order[a.trigger.passage, a.head.sent.start] for a in analyses]
    recalled = at_occasions(analyses, numbers)
    settled = [_with_context(article_text, i, recalled, numbers, setting.filed) for i in range(len(analyses))]
    town = _only_town(settled, setting.town)
    placed = [_at_default_place(_at_facility(article_text, a, settled), setting, town) for a in settled]
    return [on_story_day(a, placed, setting.dates) for a in placed]


def _at_facility(
    article_text: ArticleText, analysis: EventAnalysis, analyses: Sequence[EventAnalysis]
) -> EventAnalysis:
    """Return an event without a location at the building or square that its clause names."""
    if analysis.dropped is not None or analysis.coded.location is not None:
        return analysis
    found = facility_of(article_text, analysis, _others(analysis, analyses))
    return analysis if found is None else with_place(analysis, found, f"{found.text!r}, not in the gazetteer")


def _others(analysis: EventAnalysis, analyses: Sequence[EventAnalysis]) -> frozenset[int]:
    """Return the token indices of the heads of the other events of its sentence."""
    sentence = analysis.head.sent
    return frozenset(b.head.i for b in analyses if b.head.sent is sentence and b.head is not analysis.head)


def _only_town(analyses: Sequence[EventAnalysis], town: Place | None) -> Place | None:
    """Return the article's only town, unless a historical or background event is located there."""
    told = (a for a in analyses if town is not None and town.text in a.coded.evidence.sentence)
    return None if any(_is_background(a) or a.coded.status == "historical" for a in told) else town


def _at_default_place(analysis: EventAnalysis, setting: TimePlace, town: Place | None) -> EventAnalysis:
    """Return an event without a location at its speaker's place, the article's only town, or its home country."""
    coded = analysis.coded
    if analysis.dropped is not None or coded.location is not None or coded.status not in FACTS:
        return analysis
    parties = {p.country for p in (*coded.actors, *coded.recipients) if p.country is not None}
    home = setting.home
    if coded.event_type not in ACT_TYPES:
        spoken = setting.spoken.get(speaker_of_event(coded) or "") if is_news(analysis.head, ()) else None
        return with_place(analysis, spoken, f"{spoken.text!r}, where the speaker spoke") if spoken else analysis
    apart = _is_elsewhere(analysis) or _is_background(analysis) or opens_another(analysis.head)
    named = town is not None and town.text in coded.evidence.sentence  # the place of another event
    if town is not None and coded.status == "asserted" and not parties - {town.country} and not (apart or named):
        return with_place(analysis, town, f"{town.text!r}, the only town that the article names")
    if home is None or coded.event_type not in ONE_PLACE_TYPES or (parties and home.country not in parties):
        return analysis
    return with_place(analysis, home, f"{home.text!r}, the country that the article is about")


def _with_context(
    article_text: ArticleText, i: int, analyses: Sequence[EventAnalysis], numbers: Sequence[int], filed: Place | None
) -> EventAnalysis:
    analysis = analyses[i]
    if analysis.dropped is not None or analysis.coded.status != "asserted":
        return analysis
    if filed is not None and analysis.coded.location is None and has_here(analysis, _others(analysis, analyses)):
        analysis = with_place(analysis, filed, f"{filed.text!r} in the dateline, to which 'here' refers")
    others = [(abs(numbers[n] - numbers[i]), n) for n in range(len(analyses)) if n != i]
    around = [analyses[n] for _, n in sorted(others)]
    near = [analyses[n] for far, n in sorted(others) if far <= NEAR]
    if analysis.coded.location is None:
        found = _place(article_text, analysis, near, around, filed)
        analysis = with_place(analysis, *found) if found else analysis
    if analysis.coded.date is not None and analysis.coded.date.source == "published_at":
        later = [b for b in near if b.trigger.passage >= analysis.trigger.passage]
        dated = next((b for b in later if _tells_day(article_text, analysis, b)), None)
        if dated is not None and dated.coded.date is not None:
            reason = f"{dated.coded.date.text!r}, in a later mention of the same event"
            analysis = with_date(analysis, dated.coded.date, reason)
    return analysis


def _place(
    article_text: ArticleText,
    analysis: EventAnalysis,
    near: Sequence[EventAnalysis],
    around: Sequence[EventAnalysis],
    filed: Place | None,
) -> tuple[Place, str] | None:
    coded = analysis.coded
    opens = analysis.trigger.passage <= article_text.lead
    if coded.event_type not in ACT_TYPES:
        officials = {p.country if p.sector == "GOV" else None for p in coded.actors}
        at_home = filed is not None and opens and officials == {filed.country}
        return (
            (filed, f"{filed.text!r} in the dateline, in the country of the officials") if filed and at_home else None
        )
    if _is_elsewhere(analysis):
        return None
    same = [b for b in near if b.coded.location is not None and _is_one(analysis, b)]
    if same:
        finest = min((b for b in same if b.head.sent is same[0].head.sent), key=_coarseness)
        if finest.coded.location is not None:
            return finest.coded.location, f"from {finest.coded.evidence.trigger!r}, at most two sentences away"
    scene = _scene(analysis, around)
    if scene is not None:
        return scene, "the only place of such events in the article"
    for other in near:
        if other.coded.location is not None and _is_part_of(analysis, other):
            return other.coded.location, f"from {other.coded.evidence.trigger!r}, the event that it is part of"
    at_filing = filed is not None and opens and not _told_elsewhere(article_text, analysis, around)
    at_filing = at_filing and not _is_spoken_of(analysis, around)
    return (filed, f"{filed.text!r} in the dateline") if filed is not None and at_filing else None


def _coarseness(analysis: EventAnalysis) -> int:
    place = analysis.coded.location
    return PRECISIONS.index(place.precision) if place is not None else len(PRECISIONS)


def _is_spoken_of(analysis: EventAnalysis, around: Sequence[EventAnalysis]) -> bool:
    """Return whether an event is only the object of words, which alone have the dateline: "condemned the arrest"."""
    above = list(governors(analysis.head)) if is_noun(analysis.head) else []
    words = (b for b in around if b.dropped is None and b.coded.event_type not in ACT_TYPES)
    return any(b.head in above for b in words)


def _told_elsewhere(article_text: ArticleText, analysis: EventAnalysis, around: Sequence[EventAnalysis]) -> bool:
    """Return whether the opening paragraphs locate an event of this type; then the dateline is not used."""
    kind, last = analysis.coded.event_type, article_text.lead + 1
    told = (b for b in around if b.coded.event_type == kind and b.trigger.passage <= last and b.dropped is None)
    return any(b.coded.location is not None for b in told)


def _scene(analysis: EventAnalysis, around: Sequence[EventAnalysis]) -> Place | None:
    """Return the only location of the article's events of this type; None if there are several."""
    same = [b for b in around if b.coded.event_type == analysis.coded.event_type and b.dropped is None]
    same = [b for b in same if b.coded.status == "asserted"]
    if _is_background(analysis):
        return None
    found = {p.geonames_id or p.text: p for b in same if (p := b.coded.location) is not None}
    one = next(iter(found.values())) if len(found) == 1 else None
    parties = {p.country for p in (*analysis.coded.actors, *analysis.coded.recipients) if p.country is not None}
    if one is not None and parties and one.country not in parties:
        return None
    return one if one is not None and all(agree(analysis.coded, b.coded) for b in same) else None


def _is_one(analysis: EventAnalysis, other: EventAnalysis) -> bool:
    """Return whether two nearby mentions can be one happening: none of their slots conflict."""
    one, two = analysis.coded, other.coded
    if one.event_type != two.event_type or two.status != "asserted":
        return False
    if one.modes and two.modes and not set(one.modes) & set(two.modes):
        return False
    if other.dropped is not None and other.dropped.reason not in _TOLD:
        return False
    if other.head.sent == analysis.head.sent or opens_another(other.head) or opens_another(analysis.head):
        return False
    return _alike(one.actors, two.actors) and _alike(one.recipients, two.recipients) and agree(one, two)


def _is_part_of(analysis: EventAnalysis, other: EventAnalysis) -> bool:
    """Return whether an event is reported after another in whose course such events happen: tear gas at a march."""
    told = other.coded.status == "asserted" and other.dropped is None
    later = other.coded.evidence.sentence_start < analysis.coded.evidence.sentence_start
    in_course = analysis.coded.event_type in COURSE.get(other.coded.event_type, ())
    apart = opens_another(analysis.head) or _is_elsewhere(analysis)
    return told and later and in_course and not apart and agree(analysis.coded, other.coded)


def _alike(a: Sequence[Participant], b: Sequence[Participant]) -> bool:
    """Return whether two lists can name the same participants, as "pupils" and "20 pupils" do."""
    return compatible(a, b) or bool(kinds(a) & kinds(b))


def _tells_day(article_text: ArticleText, analysis: EventAnalysis, other: EventAnalysis) -> bool:
    """Return whether a later mention states the recent day of an event that has none from the text."""
    day, published = other.coded.date, article_text.published
    if day is None or day.source != "text" or published is None or len(day.value) < len("2026-03-10"):
        return False
    value = date.fromisoformat(day.value[:10]) if "W" not in day.value and "Q" not in day.value else None
    fresh = value is not None and published.date() - FRESH <= value <= published.date()
    refers = is_noun(other.head) or other.head.lemma_ == analysis.head.lemma_
    return fresh and _is_one(analysis, other) and refers


def _is_background(analysis: EventAnalysis) -> bool:
    """Return whether an event is dated by a week, month or year, and so is not news ("last week they killed two")."""
    day = analysis.coded.date
    return day is not None and day.source == "text" and day.grain not in ("day", "time")


def _is_elsewhere(analysis: EventAnalysis) -> bool:
    """Return whether the sentence has a vague location ("in a northern village", "along the border")."""
    sentence = analysis.head.sent
    return any(t.lemma_ in REGIONS | VAGUE and t.dep_ == "pobj" for t in sentence)


def _sentence_numbers(article_text: ArticleText) -> dict[tuple[int, int], int]:
    """Return passage index and first token of each sentence to its number in the article."""
    told = [(n, sentence.start) for n, passage in enumerate(article_text.passages) for sentence in passage.doc.sents]
    return {place: number for number, place in enumerate(told)}
