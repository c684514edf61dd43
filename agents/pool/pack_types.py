"""The event types of a worker's packs, read from their files without the model."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader.ontology.pack_files import pack_folder, read_pack

NONE = "NONE"
"""The type of patterns that exclude a word from other types."""


def pack_types(packs: Sequence[str]) -> list[str]:
    """Return the event types of packs (names or folders), in order; raises `Misconfigured`."""
    files = [kind for pack in packs for kind in read_pack(pack_folder(pack))[1].values()]
    return [kind.type for kind in files if kind.type and kind.type != NONE]
