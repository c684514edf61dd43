"""Rendering of a happening on one line: type, place, changes of its numbers, speakers, independent sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from streams.contract.count_claim import CountSlot
from streams.contract.happening import Claim, Happening
from streams.ops.sanitize import plain

SLOTS: tuple[CountSlot, ...] = ("killed", "injured", "arrested", "displaced", "participants")
STEPS_SHOWN, SPEAKERS_SHOWN = 6, 3


def render_happening(happening: Happening) -> Text:
    """Return a happening on one line; control sequences in article text are removed."""
    parts = [_what(happening)]
    if happening.merged_into:
        parts.append(Text(f"is one with {happening.merged_into}", "yellow"))
    else:
        parts += [numbers for slot in SLOTS if (numbers := _numbers(happening, slot))]
        parts.append(_sources(happening))
        parts += _corrections(happening)
    return Text(" · ").join([*parts, Text(f"{happening.happening_id} v{happening.version}", "dim")])


def _what(happening: Happening) -> Text:
    words = [happening.event_type, *happening.modes]
    parties = " → ".join(plain(side[0].name) if side else "?" for side in (happening.actors, happening.recipients))
    place, date = happening.location, happening.date
    where = f"{plain(place.name)}, {place.country}" if place and place.country else ""
    return Text.assemble(
        (plain(" ".join(words)), "bold"),
        (f" {happening.status}" if happening.status != "asserted" else "", "bold yellow"),
        f" {parties}" if parties != "? → ?" else "",
        (f" {where}" if where else "", "bold"),
        f" {plain(date.value)}" if date else "",
    )


def _numbers(happening: Happening, slot: CountSlot) -> Text | None:
    """Return how a number changed from article to article, and the speakers of the last claims."""
    claims = [claim for claim in happening.claims if claim.slot == slot]
    if not claims:
        return None
    steps = list(dict.fromkeys(_steps(claims)))
    shown = steps if len(steps) <= STEPS_SHOWN else [steps[0], "…", *steps[1 - STEPS_SHOWN :]]
    now = [claim for claim in claims if claim.article_id == claims[-1].article_id]
    said = {claim.said_by: claimed_number(claim) for claim in now if claim.said_by and claim.withdrawn is None}
    speakers = [f"{plain(name)}: {number}" for name, number in list(said.items())[:SPEAKERS_SHOWN]]
    return Text(f"{slot} {' → '.join(shown)}" + (f" ({', '.join(speakers)})" if speakers else ""))


def _steps(claims: Sequence[Claim]) -> Iterator[str]:
    """Yield one number of each article: the least, or those of all groups if it counts several apart."""
    articles: dict[str, list[Claim]] = {}
    for claim in claims:
        articles.setdefault(claim.article_id, []).append(claim)
    for told in articles.values():
        groups = [claim for claim in told if claim.group is not None]
        yield " + ".join(map(claimed_number, groups)) or claimed_number(min(told, key=lambda claim: claim.min))


def claimed_number(claim: Claim) -> str:
    """Return the number as shown: `7`, `7 to 9`, `7+`, `7 soldiers`."""
    top = "" if claim.max == claim.min else f" to {claim.max:,}" if claim.max is not None else "+"
    return f"{claim.min:,}{top}" + (f" {plain(claim.group)}" if claim.group else "")


def _sources(happening: Happening) -> Text:
    counted = ((happening.articles, "article"), (happening.sources, "source"))
    words = [f"{count} {noun}{'s' if count != 1 else ''}" for count, noun in counted]
    return Text(", ".join([*words, f"{happening.independent_sources} independent"]))


def _corrections(happening: Happening) -> list[Text]:
    kinds = [correction.kind for correction in happening.corrections]
    found = [f"{kinds.count(kind)} {kind}{'s' if kinds.count(kind) != 1 else ''}" for kind in dict.fromkeys(kinds)]
    deniers = dict.fromkeys(plain(denial.said_by or denial.source or "an article") for denial in happening.denials)
    if deniers:
        more = f" and {len(deniers) - SPEAKERS_SHOWN} more" if len(deniers) > SPEAKERS_SHOWN else ""
        found.append(f"denied by {', '.join(list(deniers)[:SPEAKERS_SHOWN])}{more}")
    if happening.split_from:
        found.append(f"split from {happening.split_from}")
    if happening.follows:
        found.append(f"follows {happening.follows}")
    return [Text(text, "yellow") for text in found]
