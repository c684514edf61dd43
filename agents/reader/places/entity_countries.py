"""The countries of entities that are places, from where the article's places lie."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from streams.contract.records import Entity, Field, Place

LABELS = frozenset({"GPE", "LOC", "FAC"})


def with_countries(entities: Sequence[Entity], places: Sequence[Place]) -> list[Entity]:
    """Return the entities, each place among them without a country given the one that all its mentions lie in."""
    by_start = {(p.field, p.start): p.country for p in places if p.country is not None}
    return [_located(entity, by_start) for entity in entities]


def _located(entity: Entity, countries: dict[tuple[Field, int], str]) -> Entity:
    if entity.label not in LABELS or entity.country is not None:
        return entity
    found = {code for m in entity.mentions if (code := countries.get((m.field, m.start)))}
    return msgspec.structs.replace(entity, country=found.pop()) if len(found) == 1 else entity
