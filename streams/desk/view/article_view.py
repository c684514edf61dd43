"""The values that the template of an article page, or of an event page, shows. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from streams.contract.records import Article, EnrichedArticle, Event, Evidence
from streams.desk.view.article_marks import Mark, Segment, article_marks, event_marks, segments, valid_marks
from streams.desk.view.event_slots import SlotRow, slot_rows
from streams.desk.view.reasons import ArticleReasons, EventReasons


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence, split at its trigger."""

    before: str
    trigger: str
    after: str


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with its number on the page."""

    number: int
    event: Event
    quote: Quote
    rows: tuple[SlotRow, ...]
    mentions: tuple[Quote, ...]
    focused: bool


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article, what was read in it, and its events."""

    article_id: str
    title: tuple[Segment, ...]
    text: tuple[Segment, ...]
    article: Article | None
    record: EnrichedArticle | None
    events: tuple[EventView, ...]
    dropped: tuple[EventReasons, ...]
    """Triggers without an event, with the reason; empty if the reasons are not known."""
    explained: bool
    wrong_marks: int
    """Number of marks left out because another text is at their offsets."""
    summary: str
    duplicates: Sequence[str] = ()
    prefix: str = ""
    """Prefix of the ids of its elements, for several articles on one page."""


def article_view(
    article: Article | None,
    record: EnrichedArticle | None,
    events: Sequence[Event],
    reasons: ArticleReasons | None = None,
    focus: str | None = None,
    duplicates: Sequence[str] = (),
    prefix: str = "",
) -> ArticleView:
    """Return the view of an article; `focus` is the id of the event that the page is about."""
    why = {found.event_id: found for found in reasons.events} if reasons else {}
    views = [_event_view(number, event, why, focus) for number, event in enumerate(in_text_order(events), 1)]
    dropped = tuple(found for found in reasons.events if found.dropped) if reasons else ()
    title = (article.title if article else record.title if record else None) or ""
    text = article.text if article else ""
    expected = [pair for view in views for pair in event_marks(view.event, view.number)]
    expected += article_marks(record) if record else []
    marks, wrong = valid_marks(expected, title, text) if article else ([], 0)
    first = article or record or (events[0] if events else None)
    return ArticleView(
        article_id=(article.id if article else getattr(first, "article_id", "")),
        title=tuple(segments(title, [mark for mark in marks if mark.field == "title"])),
        text=tuple(segments(text, [mark for mark in marks if mark.field == "text"])),
        article=article,
        record=record,
        events=tuple(views),
        dropped=dropped,
        explained=reasons is not None,
        wrong_marks=wrong,
        summary=summary(views, dropped, record),
        duplicates=duplicates,
        prefix=prefix,
    )


def in_text_order(events: Sequence[Event]) -> list[Event]:
    """Return the events in the order in which they are numbered: by the position of the trigger, the title first."""
    return sorted(events, key=lambda e: (e.evidence.field != "title", e.evidence.trigger_start, e.event_id))


def summary(views: Sequence[EventView], dropped: Sequence[EventReasons], record: EnrichedArticle | None) -> str:
    """Return a summary of the article in one line."""
    types = Counter(view.event.event_type for view in views)
    named = ", ".join(f"{name} × {number}" if number > 1 else name for name, number in types.most_common())
    parts = [_number(len(views), "event") + (f": {named}" if named else "")]
    if dropped:
        parts.append(f"{_number(len(dropped), 'trigger')} not coded")
    if record:
        parts += [_number(len(record.entities), "entity", "entities")]
        parts += [_number(len(record.places), "place"), _number(len(record.dates), "date")]
    return " · ".join(parts)


def quote(at: Evidence) -> Quote:
    """Return the sentence of evidence, split at its trigger."""
    start, end = at.trigger_start - at.sentence_start, at.trigger_end - at.sentence_start
    if not 0 <= start <= end <= len(at.sentence):
        return Quote(at.sentence, "", "")
    return Quote(at.sentence[:start], at.sentence[start:end], at.sentence[end:])


def mark_classes(marks: Sequence[Mark]) -> str:
    """Return the CSS classes of a segment: kind and event number (the style sheet numbers events up to 40)."""
    names = [f"m-{mark.kind}" for mark in marks]
    names += [f"of-{mark.event}" for mark in marks if mark.event]
    names += [f"q{mark.quad}" for mark in marks if mark.kind in ("trigger", "mention")]
    return " ".join(dict.fromkeys(names))


def _event_view(number: int, event: Event, why: Mapping[str | None, EventReasons], focus: str | None) -> EventView:
    return EventView(
        number,
        event,
        quote(event.evidence),
        tuple(slot_rows(event, why.get(event.event_id))),
        tuple(quote(mention) for mention in event.mentions),
        event.event_id == focus,
    )


def _number(count: int, one: str, many: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"
