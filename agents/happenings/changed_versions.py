"""Versions of happenings to publish, in an order in which no report is lost if only the first of them are published."""

from __future__ import annotations

from streams.contract.happening import Happening


class ChangedVersions:
    """The versions that one message causes, in order of change.

    Of a happening only the last version is published, unless another one gave up reports to an earlier version: then
    that one comes first, so that each report is always in a published record.
    """

    def __init__(self) -> None:
        self._earlier: dict[str, Happening | None] = {}
        """The last version of each changed happening that is published whatever follows in this message, by id."""
        self._versions: dict[tuple[str, int], Happening] = {}
        """By id and number of the version that they follow."""

    def note(self, happening_id: str, before: Happening | None) -> None:
        """Note the version that a change will replace, None if there is none: the first one noted is published."""
        self._earlier.setdefault(happening_id, before)

    def published(self, happening: Happening) -> Happening:
        """Return the published version of a happening, or the given one if none is."""
        return self._earlier.get(happening.happening_id) or happening

    def add(self, happening: Happening) -> None:
        """Add a version; it replaces the last one of its happening, unless that one is kept."""
        known = self._earlier.get(happening.happening_id)
        key = happening.happening_id, known.version if known else 0
        # Removed first, so that the order is that of the last changes.
        self._versions.pop(key, None)
        self._versions[key] = happening

    def add_transfer(self, receiver: Happening, giver: Happening) -> None:
        """Add the versions of two happenings of which one gave up reports to the other."""
        self.add(receiver)
        self._earlier[receiver.happening_id] = receiver
        self.add(giver)

    def take(self) -> list[Happening]:
        """Return the versions since the last call."""
        versions = list(self._versions.values())
        self._versions.clear()
        self._earlier.clear()
        return versions
