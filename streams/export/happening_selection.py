"""Happenings for a table: the highest version of each, selected by a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from streams.contract.errors import NO_RECORD
from streams.contract.happening import Happening
from streams.contract.json_lines import JsonLine, UnreadableLine
from streams.routing.event_fields import event_fields
from streams.routing.rule import Rule, matches

_decode = msgspec.json.Decoder(Happening).decode


class HighestVersions:
    """Finds the messages with the highest version of a happening so far."""

    def __init__(self) -> None:
        self._versions: dict[str, int] = {}

    def happening_id(self, item: JsonLine) -> str | UnreadableLine | None:
        """Return the id of the happening; None for an older version, `UnreadableLine` if it is not a happening."""
        try:
            happening = _decode(item.value)
        except NO_RECORD as error:
            return UnreadableLine(item.origin, str(error))
        if happening.version < self._versions.get(happening.happening_id, 0):
            return None
        self._versions[happening.happening_id] = happening.version
        return happening.happening_id


def selected_happenings(values: Iterable[bytes], rule: Rule | None) -> Iterator[Happening]:
    """Yield the happenings that the rule matches, without those merged into another."""
    wanted = (_decode(value) for value in values if rule is None or matches(rule, event_fields(value)))
    return (happening for happening in wanted if happening.merged_into is None)
