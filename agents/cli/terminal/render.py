"""Rendering of events, enriched articles and dead letters for a terminal.

Strings are put into `rich.text.Text`, which parses no markup, and control sequences are replaced, because article text
is untrusted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from streams.contract.records import EnrichedArticle, Event, EventDate, Magnitude, Participant, Place
from streams.ops.sanitize import LINE_CHARS, plain, sanitize

QUAD_COLOURS = {1: "green", 2: "cyan", 3: "yellow", 4: "red"}
"""PLOVER quad class (verbal and material cooperation, verbal and material conflict) to colour."""
AROUND_TRIGGER = 240
"""Maximum characters of the sentence on each side of the trigger."""
NAMES_SHOWN = 8


def render_event(event: Event) -> RenderableType:
    """Return an event: type, actors, recipients, place, date, attribution, and the sentence with the trigger marked."""
    colour = QUAD_COLOURS.get(event.quad_class or 0, "white")
    head = Text.assemble(
        (plain(event.event_type), f"bold {colour}"),
        (_modes(event), "italic"),
        (f"  {event.status} {event.confidence:.2f}", "dim"),
    )
    who = Text.assemble(_parties(event.actors), (" → ", f"bold {colour}"), _parties(event.recipients))
    setting = Text(" · ").join(
        part
        for part in (
            _where(event.location),
            _when(event.date),
            _how_many(event.magnitude),
            _carries(event),
            _says(event),
        )
        if part
    )
    origin = " · ".join(plain(part) for part in (event.title, event.source or event.url) if part)
    return _card(head, who, setting, _sentence(event), Text(origin, "dim"))


def render_article(article: EnrichedArticle) -> RenderableType:
    """Return an enriched article: title, numbers of events, places and dates, and names of entities."""
    head = Text(plain(article.title or article.article_id), "bold")
    of = f"duplicate of {plain(article.duplicate_of)}" if article.duplicate_of else ""
    counts = f"{len(article.event_ids)} events, {len(article.places)} places, {len(article.dates)} dates"
    origin = [article.source or article.url, article.published_at, article.language, article.article_id]
    names = [plain(entity.name) for entity in article.entities[:NAMES_SHOWN]]
    more = len(article.entities) - len(names)
    return _card(
        head,
        Text(of, "yellow"),
        Text(counts),
        Text(", ".join(names) + (f" and {more} more" if more else "")),
        Text(" · ".join(plain(part) for part in origin if part), "dim"),
    )


def render_dead_letter(headers: Mapping[str, str], value: bytes | None) -> RenderableType:
    """Return a dead letter: reason, place, and the beginning of the message. `headers` are those of the failure."""
    head = Text.assemble(
        ("dead letter ", "red"),
        (plain(headers.get("reason", "no reason given")), "bold red"),
        (f"  in {plain(headers.get('stage', '?'))}, attempts {plain(headers.get('attempts', '?'))}", "dim"),
    )
    why = ": ".join(plain(headers[name]) for name in ("exception", "message") if headers.get(name))
    names = ("topic", "partition", "offset")
    place = "/".join(plain(headers.get(name, "?")) for name in names)
    opening = "no value" if value is None else plain(value[:LINE_CHARS].decode("utf-8", "replace"))
    return _card(
        head,
        Text(why),
        Text(opening, "italic"),
        Text(f"{place} · version {plain(headers.get('version', '?'))}", "dim"),
    )


def _card(head: Text, *lines: Text) -> RenderableType:
    body = Group(*(line for line in lines if line))
    return Group(head, Padding(body, (0, 0, 1, 2), expand=False))


def _modes(event: Event) -> str:
    words = ", ".join(plain(word) for word in (*event.modes, *event.contexts))
    return f" {words}" if words else ""


def _parties(parties: Sequence[Participant]) -> Text:
    if not parties:
        return Text("?", "dim")
    shown = [_party(party) for party in parties[:NAMES_SHOWN]]
    more = len(parties) - len(shown)
    return Text(", ").join(shown + ([Text(f"{more} more", "dim")] if more else []))


def _party(party: Participant) -> Text:
    name = Text(plain(party.name or party.text))
    codes = " ".join(plain(code) for code in (party.country, party.sector) if code)
    return name.append(f" ({codes})", "dim") if codes else name


def _where(place: Place | None) -> Text:
    if place is None:
        return Text("")
    name = plain(place.name or place.text)
    return Text(f"{name}, {plain(place.country)}" if place.country else name, "bold")


def _when(when: EventDate | None) -> Text:
    if when is None:
        return Text("")
    return Text(plain(when.value)).append(" (publication date)" if when.source == "published_at" else "", "dim")


def _carries(event: Event) -> Text:
    return Text(", ".join(f"{plain(detail.name)} {plain(detail.text)}" for detail in event.details))


def _how_many(magnitude: Magnitude) -> Text:
    counts = [(name, getattr(magnitude, name)) for name in magnitude.__struct_fields__]
    return Text(", ".join(f"{name} {_range(c.min, c.max)}" for name, c in counts if c))


def _range(low: int, high: int | None) -> str:
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _says(event: Event) -> Text:
    return Text(f"says {plain(event.attribution.text)}", "dim") if event.attribution else Text("")


def _sentence(event: Event) -> Text:
    """Return the evidence with its trigger in brackets, which are visible without colour."""
    at = event.evidence
    start, end = at.trigger_start - at.sentence_start, at.trigger_end - at.sentence_start
    before, trigger, after = at.sentence[:start], at.sentence[start:end], at.sentence[end:]
    if len(before) > AROUND_TRIGGER:
        before = "…" + before[-AROUND_TRIGGER:]
    if len(after) > AROUND_TRIGGER:
        after = after[:AROUND_TRIGGER] + "…"
    marked = (f"[{plain(trigger)}]", "bold underline")
    return Text.assemble(sanitize(before), marked, sanitize(after))
