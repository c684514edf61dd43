"""The files of a pack: their schema, and reading them from a folder."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec

from agents.reader.lexicon.loader import read_toml
from streams.contract.errors import Misconfigured
from streams.contract.records import Status

Role = Literal[
    "subject",
    "object",
    "to",
    "against",
    "with",
    "by",
    "of",
    "on",
    "from",
    "between",
    "for",
    "in",
    "at",
    "before",
    "over",
    "through",
    "possessor",
    "payee",
    "attender",
    "none",
]
FOLDER = Path(__file__).parent
"""The folder with the included packs."""
GROUP = "dateline.packs"
"""Entry point group of installed packs; each entry point is a Python package with the files of a pack."""


class PatternFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A `[[pattern]]` table: patterns of one meaning, and examples that they must and must not match."""

    match: str
    mode: str = ""
    """Names of modes, separated by spaces."""
    cameo: str | None = None
    contexts: list[str] = []
    unless: list[str] = []
    """Contexts of the sentence that exclude a match."""
    about: list[str] = []
    """Contexts of which the article must have one; defaults to the type's."""
    roles: dict[Literal["actor", "recipient"], str] = {}
    """Slot to the role of its participants ("buyer"); defaults to the type's."""
    over: list[str] = []
    """Packs over whose patterns and learned types a match takes precedence; defaults to the type's."""
    score: float = 0.8
    """Score of a match, 0 to 1."""
    actor: list[Role] = []
    recipient: list[Role] = []
    complement: Status | None = None
    """The status of events inside the pattern's complement; defaults to the type's."""
    status: Status | None = None
    yes: list[str] = []
    no: list[str] = []

    def lines(self) -> list[str]:
        """Return the patterns of the table."""
        return [line for line in map(str.strip, self.match.splitlines()) if line]


class TypeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of a pack: an event type, or further patterns for a type of another pack."""

    pattern: list[PatternFile]
    type: str = ""
    extends: str = ""
    """Instead of `type`: pack and type that this file extends, as "plover:ASSAULT"."""
    optional: bool = False
    """Whether a file that extends a type is ignored if the other pack is not loaded; otherwise that is an error."""
    quad: int | None = None
    intensity: float | None = None
    cameo: str | None = None
    modes: dict[str, float | None] = {}
    about: list[str] = []
    """Contexts of which the article must have one, for tables without their own."""
    over: list[str] = []
    """Packs over which matches take precedence, for tables without their own."""
    carries: dict[str, list[str]] = {}
    """Names of the details of its events to the relations in which they occur; none for numeric details."""
    roles: dict[Literal["actor", "recipient"], str] = {}
    """Slot to the role of its participants: `buyer` and `target`."""
    apart: list[str] = []
    """Modes that are separate events: an injury is no mention of the match, a suspension none of the price."""
    historical: bool = True
    """Whether a historical event is coded; an old price or opening is only background."""
    alone: bool = False
    """Whether a noun without participants reports an event: a quake or a price has none."""
    actor: list[Role] = msgspec.field(default_factory=lambda: ["subject", "by", "possessor"])
    recipient: list[Role] = msgspec.field(default_factory=lambda: ["object"])
    complement: Status | None = None


class PackFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`pack.toml`: the pack's name, as in `ontology` of events, its contexts and its word lists."""

    name: str
    political: bool = False
    """Whether its types are politics, conflict and law, and so score lower in articles about other topics."""
    contexts: dict[str, str] = {}
    """Context to its indicator words: lemmas and fixed phrases."""
    lists: dict[str, str] = {}
    parts: dict[str, list[str]] = {}
    """Type, or type and mode, to the types that are part of such an event in the same sentence."""
    future: dict[str, str] = {}
    """Type to the type of such an event if it is announced: a promised visit is AGREE."""
    refused: dict[str, str] = {}
    """Type to the type of such an event if it is ruled out ("will not meet")."""
    demanded: dict[str, str] = {}
    """Type to the type of such an event if it is demanded ("must meet")."""

    def words(self) -> dict[str, frozenset[str]]:
        """Return names to word lists."""
        return {name: frozenset(words.split()) for name, words in self.lists.items()}


def pack_folder(named: str) -> Path:
    """Return the folder of an included pack (`plover`), of an installed one, or the folder of that path.

    An installed pack is an entry point of the group `dateline.packs`: the Python package with its files.
    """
    if (FOLDER / named).is_dir():
        return FOLDER / named
    installed = entry_points(group=GROUP)
    return Path(str(files(installed[named].value))) if named in installed.names else Path(named)


def read_pack(folder: Path) -> tuple[PackFile, Mapping[Path, TypeFile]]:
    """Return a pack, and its paths to type files.

    Raises:
        Misconfigured: a file is missing or cannot be read.
    """
    if not (folder / "pack.toml").is_file():
        raise Misconfigured(f"no event pack in {str(folder)!r}: it has no pack.toml")
    pack = read_toml(folder / "pack.toml", PackFile)
    paths = (path for path in sorted(folder.glob("*.toml")) if path.name != "pack.toml")
    return pack, {path: read_toml(path, TypeFile) for path in paths}
