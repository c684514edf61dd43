"""Compare two events: points for what they share, vetoes for contradictions, each with its reason. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from agents.happenings.event_profile import EventProfile, place_words
from agents.happenings.geography import Relation, relation
from agents.happenings.match_result import VETO, Match, Reason
from agents.happenings.rules import Rules, rules

HARM = "harm"
"""The family of attacks, accidents and disasters."""


def match(one: EventProfile, other: EventProfile) -> Match:
    """Compare two events; the result does not depend on their order."""
    reasons: list[Reason] = []
    for reason in _reasons(one, other, rules()):
        reasons.append(reason)
        if reason.points == VETO:
            break
    return Match(sum(reason.points for reason in reasons), tuple(reasons))


def _reasons(one: EventProfile, other: EventProfile, limits: Rules) -> Iterator[Reason]:
    yield _type(one, other, limits)
    yield _place(one, other, limits)
    yield _day(one, other, limits)
    yield from _parties(one, other, limits)
    yield from _counts(one, other, limits)
    yield from _words(one, other, limits)
    if one.article_id == other.article_id:
        yield _article(one, other, limits)


def _type(one: EventProfile, other: EventProfile, limits: Rules) -> Reason:
    points = limits.type
    if one.family != other.family:
        return Reason("type", VETO, "{} and {} are of different families", (one.event_type, other.event_type))
    if one.event_type != other.event_type:
        values = (one.event_type, other.event_type, one.family)
        return Reason("type", points.family, "{} and {} are of one family: {}", values)
    if common := one.modes & other.modes:
        return Reason("type", points.same + points.mode, "both {}, mode {}", (one.event_type, common))
    if one.modes and other.modes and one.event_type not in limits.kinds["two_sided"]:
        template = "both {}, but modes {} and {}"
        return Reason("type", points.same + points.other_mode, template, (one.event_type, one.modes, other.modes))
    return Reason("type", points.same, "both {}", (one.event_type,))


def _place(one: EventProfile, other: EventProfile, limits: Rules) -> Reason:
    found = relation(one.place, other.place)
    if found is Relation.UNKNOWN:
        return _without_place(one, other, limits)
    points = {
        Relation.SAME: limits.place.same,
        Relation.NEAR: limits.place.near,
        Relation.HOLDS: limits.place.holds,
        Relation.HOLDS_COUNTRY: limits.place.holds_country,
        Relation.APART: VETO,
    }[found]
    names = (place.name or place.text for place in (one.place, other.place) if place)
    return Reason("place", points, "{}: {} and {}", (found.value, *names))


def _without_place(one: EventProfile, other: EventProfile, limits: Rules) -> Reason:
    """Compare two events of which one has no place: by the countries of the parties, and by names."""
    points = limits.place
    if one.article_id == other.article_id:
        return Reason("place", 0.0, "one has no place; both are in one article")
    if countries := _countries(one) & _countries(other):
        return Reason("place", points.party_country, "one has no place; both have parties of {}", (countries,))
    if named := _common_names(one, other) or _identifying(one, other):
        return Reason("place", points.named, "one has no place; both name {}", (named,))
    if one.names and other.names:
        return Reason("place", points.other_names, "one has no place; no name in common")
    return Reason("place", points.unknown, "one has no place")


def _identifying(one: EventProfile, other: EventProfile) -> frozenset[str]:
    """Return the named parties in common that make up for a place: two of them, or for other than harm one with a name.

    The same attackers strike many places in a day; the same person is arrested in one.
    """
    shared = (one.actors & other.actors) | (one.recipients & other.recipients)
    crossed = (one.actors | one.recipients) & (other.actors | other.recipients)
    telling = {name for name in crossed if one.names & other.names & set(name.split())}
    enough = len(crossed) >= 2 or (one.family != HARM and telling) or (shared and _same_sides(one, other))
    return crossed if enough else frozenset()


def _countries(one: EventProfile) -> frozenset[str]:
    """Return the country where an event happened, or without it those of its parties."""
    if one.place is not None and one.place.country is not None:
        return frozenset((one.place.country,))
    return frozenset(country for country, _ in one.codes)


def _day(one: EventProfile, other: EventProfile, limits: Rules) -> Reason:
    points = limits.day
    if one.days is None or other.days is None:
        return Reason("day", points.unknown, "one has no date")
    gap = one.days.gap(other.days)
    stated = one.stated and other.stated
    if gap == 0 and stated and one.days.length == other.days.length == 1:
        return Reason("day", points.same_stated, "both texts name the same day")
    if gap == 0 and max(one.days.length, other.days.length) > 4:
        return Reason("day", points.inside, "one period contains the other")
    if gap == 0 and (late := max(_days_late(one, other), _days_late(other, one))) > points.prompt:
        return Reason("day", points.late, "one has no date; published {} days after the date of the other", (late,))
    if gap == 0:
        return Reason("day", points.same, "the same day, not stated in both")
    if gap == 1 and not stated:
        return Reason("day", points.adjacent, "adjacent days; one is the day of publication")
    later, first = (one, one.days.first) if one.days.first > other.days.first else (other, other.days.first)
    if gap == 1 and later.reported == first and later.may_be_of_words:
        return Reason("day", points.told_later, "adjacent days; the later one is its day of publication")
    return Reason("day", VETO, "{} days apart", (gap,))


def _days_late(one: EventProfile, other: EventProfile) -> int:
    """Return how long after the stated day of one event another article told the other, which has no day."""
    if (
        one.article_id == other.article_id
        or not one.stated
        or other.dated
        or one.days is None
        or other.reported is None
    ):
        return 0
    return other.reported - one.days.last


def _parties(one: EventProfile, other: EventProfile, limits: Rules) -> Iterator[Reason]:
    points = limits.party
    shared = (one.actors & other.actors) | (one.recipients & other.recipients)
    crossed = (one.actors | one.recipients) & (other.actors | other.recipients)
    named = _common_names(one, other)
    if shared:
        yield Reason("parties", points.name * min(2, len(shared)), "both name {}", (shared,))
    elif crossed:
        yield Reason("parties", points.code, "both name {}, in different roles", (crossed,))
    elif one.family in limits.kinds["between"] and len(named) < points.enough_names and not _same_sides(one, other):
        yield Reason("parties", VETO, "no named party in common")
    elif not named and ((one.actors and other.actors) or (one.recipients and other.recipients)):
        yield Reason("parties", points.other_name, "different named parties")
    if not shared and (codes := one.codes & other.codes):
        yield Reason("parties", points.code, "both have {}", (frozenset(" ".join(code) for code in codes),))


def _common_names(one: EventProfile, other: EventProfile) -> frozenset[str]:
    """Return the names in both sentences, without those that are compared as a place or as a party in the same part."""
    shared = (one.actors & other.actors) | (one.recipients & other.recipients)
    counted = {word for name in shared for word in name.split()}
    if one.place is not None and other.place is not None:
        counted |= place_words(one.place) | place_words(other.place)
    return (one.names & other.names) - counted


def _same_sides(one: EventProfile, other: EventProfile) -> bool:
    """Return whether two countries have a part in both."""
    return len({country for country, _ in one.codes} & {country for country, _ in other.codes}) > 1


def _counts(one: EventProfile, other: EventProfile, limits: Rules) -> Iterator[Reason]:
    points, theirs = limits.count, {slot: (low, high) for slot, low, high in other.counts}
    for slot, low, high in one.counts:
        if slot not in theirs:
            continue
        their_low, their_high = theirs[slot]
        if low == their_low and low > 1:
            yield Reason("counts", points.equal, "both report {} {}", (low, slot))
        elif max(low, their_low) > points.far_ratio * max(1, min(high, their_high)):
            yield Reason("counts", points.far, "{} and {} {} differ too much", (low, their_low, slot))


def _words(one: EventProfile, other: EventProfile, limits: Rules) -> Iterator[Reason]:
    points = limits.words
    if one.sites and other.sites:
        if same := one.sites & other.sites:
            yield Reason("words", points.site_same, "both at a {}", (same,))
        else:
            yield Reason("words", points.site_other, "at a {}, and at a {}", (one.sites, other.sites))
    if one.crowd and other.crowd and not one.crowd & other.crowd:
        yield Reason("parties", points.other_crowd, "{}, and {}", (one.crowd, other.crowd))
    if one.people and other.people:
        if same := one.people & other.people:
            yield Reason("words", points.victim_same, "both about {}", (same,))
        else:
            yield Reason("words", points.victim_other, "{}, and {}", (one.people, other.people))
    if named := _common_names(one, other):
        yield Reason("words", points.name * min(points.most_names, len(named)), "both name {}", (named,))
    smaller = min(len(one.words), len(other.words))
    if smaller >= points.least and (shared := one.words & other.words):
        share = len(shared) / smaller
        yield Reason("words", round(points.alike * share, 2), "share {}", (shared,))


def _article(one: EventProfile, other: EventProfile, limits: Rules) -> Reason:
    points = limits.article
    if one.story == other.story:
        return Reason("article", points.story, "linked within their article")
    if sets_apart(one, other):
        return Reason("article", points.apart, "two events of one article")
    return Reason("article", points.same, "one article, and no difference between them")


def sets_apart(one: EventProfile, other: EventProfile) -> bool:
    """Return whether two events of one article contradict each other: two sites, or two death tolls of one speaker."""
    if one.sites and other.sites and not one.sites & other.sites:
        return True
    if one.speaker != other.speaker or one.place is None or other.place is None:
        return False
    theirs = {slot: (low, high) for slot, low, high in other.counts}
    killed = [(low, high, *theirs[slot]) for slot, low, high in one.counts if slot == "killed" and slot in theirs]
    return any(high < their_low or their_high < low for low, high, their_low, their_high in killed)
