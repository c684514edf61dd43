"""The country and PLOVER sector of an actor phrase, from nationality words, offices and organisations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from agents.reader.actors.known_actors import KnownActor
from agents.reader.actors.sectors import SectorTerm, former_words
from agents.reader.actors.segments import Nation, Segment, segments

OFFICIAL = frozenset({"GOV", "LEG", "MIL", "JUD", "COP", "SPY"})
"""Sectors of the state; a former office holder is ELI."""
ARMED = frozenset({"REB", "PRM", "CRM"})
"""Sectors of groups that decide the sector of their members, whatever the noun ("Hamas soldiers")."""
MEMBERS = frozenset({"MIL", "UAF", "GOV", "REB", "PRM", "CRM", None})
"""Sectors of nouns that an armed group's name overrides; its hostages and supporters remain civilians."""
HOME = frozenset({"of", "from", "in", "at", "inside", "near"})
"""Prepositions before the country or organisation that an actor belongs to."""
PARTICIPLES = ("ed", "ing", "held")
"""Endings of words after a noun that still modify it ("hostages held")."""
SPEAKING_FOR = HOME | {"for", "with"}
"""The same for nouns that take their sector from an organisation ("spokesman for the army")."""


@dataclass(frozen=True, slots=True)
class ActorCode:
    """ISO alpha-3 country (or PLOVER supranational code) and PLOVER sector; None if the phrase does not give it."""

    country: str | None = None
    sector: str | None = None


def code_actor(phrase: str, on: date | None = None) -> ActorCode:
    """Code a noun phrase ("nine Pakistani soldiers", "the Foreign Ministry") as of a day.

    A bare country or capital is its government; a bare nationality has a country and no sector.
    """
    return _code(" ".join(phrase.split()), on)


@lru_cache(maxsize=20_000)
def _code(phrase: str, on: date | None) -> ActorCode:
    parts = segments(phrase, on)
    cut = next((i for i, part in enumerate(parts) if i and part.breaks), len(parts))
    front, behind = parts[:cut], parts[cut:]
    at = _head(front)
    if at is None:
        return _bare(front, behind)
    head = front[at].value
    if isinstance(head, KnownActor):
        return _known(head, front[:at])
    if not isinstance(head, SectorTerm):
        return _bare(front, behind)
    owned = _complement(behind, SPEAKING_FOR if head.inherits else HOME)
    holder = next((p.value for p in front[at + 1 :] if isinstance(p.value, KnownActor) and p.value.person), None)
    country = _country(front) or (holder.country if holder else None) or _country(owned)
    return ActorCode(country, _sector(head, front[:at], owned, country, holder))


def _head(front: Sequence[Segment]) -> int | None:
    """Return the last segment that names a kind of actor, if only the name of a person follows it."""
    for i in range(len(front) - 1, -1, -1):
        value = front[i].value
        if isinstance(value, SectorTerm):
            return i if i == len(front) - 1 or _bears_name(value, front[i + 1]) else None
        if isinstance(value, KnownActor) and not (
            value.person and any(isinstance(p.value, SectorTerm) for p in front[:i])
        ):
            return i
        if value is None and not front[i].words[0][:1].isupper() and not front[i].words[0].endswith(PARTICIPLES):
            return None
    return None


def _bears_name(value: SectorTerm, following: Segment) -> bool:
    """Return whether the name of a title's holder, or a participle, follows; "Public Relations" is not the public."""
    return "office" in value.kinds or not following.words[0][:1].isupper()


def _bare(front: Sequence[Segment], behind: Sequence[Segment]) -> ActorCode:
    """Return the code of a phrase without a noun for an actor: a country, or something that belongs to one."""
    nations = [part.value for part in front if isinstance(part.value, Nation)]
    if not nations:
        return ActorCode(_country(front) or _country(_complement(behind, frozenset({"of", "from"}))))
    alone = isinstance(front[-1].value, Nation) and len(nations) == 1
    stands = alone and nations[0].form != "nationality" and all(p.value or p.words == ("the",) for p in front)
    return ActorCode(nations[-1].code, "GOV" if stands else None)


def _known(head: KnownActor, before: Sequence[Segment]) -> ActorCode:
    """Return the code of a known name; a nationality before it distinguishes namesakes ("Iraq's Supreme Court")."""
    return ActorCode((None if head.person else _country(before)) or head.country, head.sector)


def _country(parts: Sequence[Segment]) -> str | None:
    """Return the last country named; if there is none, that of a known organisation."""
    nations = [part.value.code for part in parts if isinstance(part.value, Nation)]
    if nations:
        return nations[-1]
    return next((p.value.country for p in parts if isinstance(p.value, KnownActor) and p.value.country), None)


def _complement(behind: Sequence[Segment], prepositions: frozenset[str]) -> list[Segment]:
    """Return the segments after the head's first prepositions of belonging, up to any other break."""
    found: list[Segment] = []
    for part in behind:
        if part.breaks and part.words[0].lower() not in prepositions:
            break
        found.append(part)
    return found


def _sector(
    head: SectorTerm,
    before: Sequence[Segment],
    behind: Sequence[Segment],
    country: str | None,
    holder: KnownActor | None,
) -> str | None:
    words = {word.lower() for part in before for word in part.words}
    if words & former_words() and (head.sector in OFFICIAL or head.inherits) and "office" in head.kinds:
        return "ELI"
    if holder is not None and holder.sector:
        return holder.sector
    owner = _owner(before, behind, offices=head.inherits)
    if owner in ARMED and head.sector in MEMBERS:
        return owner
    prevailing = [p.value.sector for p in before if isinstance(p.value, SectorTerm) and "prevails" in p.value.kinds]
    if prevailing and "thing" not in head.kinds:
        return prevailing[-1]
    if head.inherits:
        return owner or (head.sector if country or not head.nation else None)
    return owner if owner and "office" in head.kinds and head.sector in ("GOV", "MIL") else head.sector


def _owner(before: Sequence[Segment], behind: Sequence[Segment], *, offices: bool) -> str | None:
    """Return the sector of the owner of a head noun: the nearest organisation or group before it, else the first after.

    Offices count if they own ("the prime minister's aide"), not if they are the first half of a title.
    """
    for part in (*reversed(before), *behind):
        value = part.value
        if isinstance(value, KnownActor) and value.sector:
            return value.sector
        if (
            isinstance(value, SectorTerm)
            and value.sector
            and not value.inherits
            and (offices or value.kinds != {"office"})
        ):
            return value.sector
    return None
