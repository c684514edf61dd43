"""The files of a pack as they stand on disk: what a person writes, read and checked for shape."""

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
"""Where the packs of the project are."""
GROUP = "dateline.packs"
"""Entry points of this group are Python packages with the files of a pack."""


class PatternFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A `[[pattern]]` table: lines that mean the same, and examples that they must and must not match."""

    match: str
    mode: str = ""
    """Names of modes, separated by spaces."""
    cameo: str | None = None
    contexts: list[str] = []
    unless: list[str] = []
    """Contexts of the sentence in which a match is no event."""
    about: list[str] = []
    """Contexts of which the article must show one; without them, the type's."""
    roles: dict[Literal["actor", "recipient"], str] = {}
    """What the participants are, for this table; without it, the type's."""
    over: list[str] = []
    """Packs whose patterns and learned types give way to a match; without them, those of the type."""
    score: float = 0.8
    """0…1: how sure a match is by itself."""
    actor: list[Role] = []
    recipient: list[Role] = []
    complement: Status | None = None
    """The status of events inside the pattern's complement; without it, the type's."""
    status: Status | None = None
    yes: list[str] = []
    no: list[str] = []

    def lines(self) -> list[str]:
        """Return the patterns of the table, one a line."""
        return [line for line in map(str.strip, self.match.splitlines()) if line]


class TypeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of a pack: one event type, or more patterns of a type of another pack."""

    pattern: list[PatternFile]
    type: str = ""
    extends: str = ""
    """Instead of `type`: pack and type whose patterns and modes these join, as "plover:ASSAULT"."""
    optional: bool = False
    """A file that extends a type is left out where the other pack is not loaded, instead of an error."""
    quad: int | None = None
    intensity: float | None = None
    cameo: str | None = None
    modes: dict[str, float | None] = {}
    about: list[str] = []
    """Contexts of which the article must show one, for tables that name none."""
    over: list[str] = []
    """Packs that give way, for tables that name none."""
    carries: dict[str, list[str]] = {}
    """Details that its events carry, by name: the relations that hold them, none for what stands in figures."""
    roles: dict[Literal["actor", "recipient"], str] = {}
    """What the participants are: `buyer` and `target`."""
    apart: list[str] = []
    """Modes that are happenings of their own: an injury is no mention of the match, a suspension none of the price."""
    historical: bool = True
    """Whether an event of years ago is coded; a price or an opening of long ago is only background."""
    alone: bool = False
    """A noun that names nobody reports an event all the same: of a quake or a price there is nobody to name."""
    actor: list[Role] = msgspec.field(default_factory=lambda: ["subject", "by", "possessor"])
    recipient: list[Role] = msgspec.field(default_factory=lambda: ["object"])
    complement: Status | None = None


class PackFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`pack.toml`: the pack's name as it stands in events, its contexts and its word lists."""

    name: str
    political: bool = False
    """Its types are of politics, conflict and law, so that they are doubted in articles about other things."""
    contexts: dict[str, str] = {}
    """Lemmas and fixed phrases that show what a sentence is about, by context."""
    lists: dict[str, str] = {}
    parts: dict[str, list[str]] = {}
    """Type, or type and mode, to the types that are no second event beside it in a sentence."""
    future: dict[str, str] = {}
    """What an event of a type is when it is announced for later: a promised visit is AGREE."""
    refused: dict[str, str] = {}
    """What it is when it is ruled out for later ("will not meet")."""
    demanded: dict[str, str] = {}
    """What it is when it is said that it must happen."""

    def words(self) -> dict[str, frozenset[str]]:
        """Return the word lists, by name."""
        return {name: frozenset(words.split()) for name, words in self.lists.items()}


def pack_folder(named: str) -> Path:
    """Return the folder of a pack of the project (`plover`), of an installed one, or the folder that is named.

    An installed pack is an entry point of the group `dateline.packs`: the Python package that holds its files.
    """
    if (FOLDER / named).is_dir():
        return FOLDER / named
    installed = entry_points(group=GROUP)
    return Path(str(files(installed[named].value))) if named in installed.names else Path(named)


def read_pack(folder: Path) -> tuple[PackFile, Mapping[Path, TypeFile]]:
    """Return a pack and its type files by path; raises `Misconfigured` where one cannot be read."""
    if not (folder / "pack.toml").is_file():
        raise Misconfigured(f"no event pack in {str(folder)!r}: it has no pack.toml")
    pack = read_toml(folder / "pack.toml", PackFile)
    paths = (path for path in sorted(folder.glob("*.toml")) if path.name != "pack.toml")
    return pack, {path: read_toml(path, TypeFile) for path in paths}
