"""Countries of place entities, from the article's resolved places."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from streams.contract.records import Entity, Field, Place

LABELS = frozenset({"GPE", "LOC", "FAC"})


def with_countries(entities: Sequence[Entity], places: Sequence[Place]) -> list[Entity]:
    """Return the entities; place entities without a country get the one in which all their mentions are located."""
    by_start = {(p.field, p.start): p.country for p in places if p.country is not None}
    return [_located(entity, by_start) for entity in entities]


def _located(entity: Entity, countries: dict[tuple[Field, int], str]) -> Entity:
    if entity.label not in LABELS or entity.country is not None:
        return entity
    found = {code for m in entity.mentions if (code := countries.get((m.field, m.start)))}
    return msgspec.structs.replace(entity, country=found.pop()) if len(found) == 1 else entity
