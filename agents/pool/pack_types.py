"""The event types that a worker's packs define: known from their files, without the model."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader.ontology.pack_files import pack_folder, read_pack

NONE = "NONE"
"""The type of patterns that claim a word and report nothing."""


def pack_types(packs: Sequence[str]) -> list[str]:
    """Return the event types of some packs, named or found in folders, in order; raises `Misconfigured`."""
    files = [kind for pack in packs for kind in read_pack(pack_folder(pack))[1].values()]
    return [kind.type for kind in files if kind.type and kind.type != NONE]
