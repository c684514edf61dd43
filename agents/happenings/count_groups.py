"""Whom the numbers of one article count: everybody, one of several groups, or a part of what another number counts.

"Seven soldiers were killed. Troops killed four of the attackers": two groups, eleven dead. "Nine people were killed.
Police said two officers died": a part, no other toll. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from agents.happenings.vocabulary import listed, name_key, people, words
from streams.contract.count_claim import CountSlot
from streams.contract.happening import Claim, HappeningReport
from streams.contract.records import Count, Participant

SLOTS: tuple[CountSlot, ...] = ("killed", "injured", "arrested", "displaced", "participants")
SIDES = {"UAF": "militants", "REB": "militants", "CRM": "militants", "MIL": "soldiers", "COP": "police"}
"""Side by PLOVER sector; people of other sectors are civilians."""
CIVILIANS = "civilians"
Key = tuple[str, CountSlot]
"""Event id and slot."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Whom one number counts."""

    group: str | None
    """The people as the text names them, if the article counts several groups apart; null for everybody."""
    is_part: bool = False
    """Whether another number of the article includes these people; such a number is no claim."""


EVERYBODY = Counted(None)


@dataclass(frozen=True, slots=True)
class _Number:
    report: HappeningReport
    count: Count
    side: str | None
    noun: str | None


def counted_people(reports: Iterable[HappeningReport]) -> Mapping[Key, Counted]:
    """Return whom the numbers count, for numbers that do not count everybody, by event id and slot."""
    by_article: dict[str, list[HappeningReport]] = defaultdict(list)
    for report in reports:
        if report.status != "negated":
            by_article[report.article_id].append(report)
    found: dict[Key, Counted] = {}
    for told in by_article.values():
        for slot in SLOTS if len(told) > 1 else ():
            numbers = [number for report in told if (number := _number(report, slot)) is not None]
            found |= {(event, slot): counted for event, counted in _counted(numbers).items()}
    return found


def _counted(numbers: Sequence[_Number]) -> dict[str, Counted]:
    """Return whom each number of one article and slot counts, by event id: the larger numbers first."""
    kept: list[_Number] = []
    parts: dict[str, Counted] = {}
    for number in sorted(numbers, key=lambda n: (-n.count.min, n.count.start)):
        rivals = [other for other in kept if not _are_apart(number, other)]
        if not rivals:
            kept.append(number)
        elif all(_is_part(number, other) for other in rivals):
            parts[number.report.event_id] = Counted(None, is_part=True)
    if len(kept) > 1:
        parts |= {number.report.event_id: Counted(_name(number, kept)) for number in kept}
    return parts


def _number(report: HappeningReport, slot: CountSlot) -> _Number | None:
    """Return the number of a report; None if it has none, or those of several speakers."""
    count = getattr(report.magnitude, slot)
    if count is None or any(claim.slot == slot for claim in report.count_claims):
        return None
    noun = _noun(count.text)
    party = next((p for p in [*report.recipients, *report.actors] if p.start <= count.start < p.end), None)
    return _Number(report, count, _side(party, noun), noun)


def with_groups(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, where another article counts groups apart also those of a single group with their group."""
    apart = slots_counted_apart(claims)
    return [
        msgspec.structs.replace(claim, group=_noun(claim.text)) if is_of_one_group(claim, apart) else claim
        for claim in claims
    ]


def slots_counted_apart(claims: Iterable[Claim]) -> set[CountSlot]:
    """Return the slots in which an article counts groups apart: there "nine soldiers" may not be everybody."""
    return {claim.slot for claim in claims if claim.group is not None and claim.withdrawn is None}


def is_of_one_group(claim: Claim, apart: Collection[CountSlot]) -> bool:
    """Return whether a number counts one group where others, the slots `apart`, count several."""
    return claim.group is None and claim.slot in apart and side_of(claim.text) is not None


def people_of(claim: Claim) -> str | None:
    """Return a key of the group that a claim of `with_groups` counts; None for everybody.

    Soldiers and troops are one group; nobody knows whether "traders" and "shoppers" are.
    """
    side = side_of(claim.group) if claim.group is not None else None
    return claim.group.casefold() if claim.group is not None and side in (None, CIVILIANS) else side


def side_of(text: str) -> str | None:
    """Return the side of those whom a text counts, "soldiers" of "seven marines"; None if it does not say."""
    return _side(None, _noun(text))


def of_other_sides(one: Claim, other: Claim) -> bool:
    """Return whether two claims count people of different sides: "seven soldiers", "four attackers"."""
    sides = [side_of(claim.group or claim.text) for claim in (one, other)]
    return None not in sides and sides[0] != sides[1]


def _noun(text: str) -> str | None:
    """Return the noun of a count, "soldiers" of "seven of the soldiers"; None if it says nothing of who they are."""
    first, _, rest = text.partition(" of ")
    counted = rest if rest and words(first)[-1:] and words(first)[-1] in listed("numbers") else first
    bare = counted.split()
    if not bare or " and " in text or not bare[-1][:1].islower() or bare[-1].casefold() in listed("everybody"):
        return None
    return None if bare[-1] in listed("numbers") else bare[-1]


def _side(party: Participant | None, noun: str | None) -> str | None:
    if noun is None:
        return None
    kinds = people(noun)
    if kinds & {"militants", "soldiers", "police"}:
        return min(kinds & {"militants", "soldiers", "police"})
    return SIDES.get(party.sector, CIVILIANS) if party is not None and party.sector else CIVILIANS


def _are_apart(one: _Number, other: _Number) -> bool:
    """Return whether two numbers count different people: of different sides, or each other's enemies."""
    if one.report.event_id == other.report.event_id:
        return False
    if one.side is not None and other.side is not None:
        return one.side != other.side
    return _hit_by_victims(one.report, other.report) or _hit_by_victims(other.report, one.report)


def _hit_by_victims(one: HappeningReport, other: HappeningReport) -> bool:
    """Return whether those who did one act are of the side that the other act was done to: "troops killed four"."""
    doers, hit = _sectors(one.actors), _sectors(other.recipients)
    return bool(doers & hit) and not _sectors(one.recipients) & hit


def _sectors(parties: Sequence[Participant]) -> set[str]:
    return {party.sector for party in parties if party.sector}


def _is_part(smaller: _Number, larger: _Number) -> bool:
    """Return whether a number is part of a larger one: of one speaker, or of a group beside the number of all."""
    if smaller.count.min >= larger.count.min:
        return False
    one, other = smaller.report.said_by, larger.report.said_by
    same = one is None or (other is not None and name_key(one) == name_key(other))
    return same or (smaller.noun is not None and larger.noun is None)


def _name(number: _Number, numbers: Sequence[_Number]) -> str:
    """Return a name of the people counted: their noun, or for "four of them" the doers of the other act."""
    if number.noun is not None:
        return number.noun
    doers = [p.text for other in numbers if other is not number for p in other.report.actors]
    return doers[0].casefold() if doers else number.count.text
