"""Packs of event types: data files that say what is an event, read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from agents.reader.ontology.contexts import Contexts
from agents.reader.ontology.patterns import ParsedPattern, parse_line, parts_of
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
    "possessor",
    "payee",
    "none",
]
T = TypeVar("T")
FOLDER = Path(__file__).parent
DEFAULT = ("plover",)
"""The packs that are used where none are named."""
NONE = "NONE"
"""The type of patterns that claim a word so that no other pattern does: "strike a deal", "lift a finger"."""


class Also(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A second event of the same words: a prison sentence is a conviction and an arrest."""

    type: str
    mode: str | None = None
    cameo: str | None = None


class PatternFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A `[[pattern]]` table: lines that mean the same, and examples that they must and must not match."""

    match: str
    mode: str = ""
    """Names of modes, separated by spaces."""
    cameo: str | None = None
    contexts: list[str] = []
    unless: list[str] = []
    """Contexts of the sentence in which a match is no event."""
    also: Also | None = None
    score: float = 0.8
    """0…1: how sure a match is by itself."""
    actor: list[Role] = []
    recipient: list[Role] = []
    complement: Status | None = None
    """The status of events inside the pattern's complement; without it, the type's."""
    status: Status | None = None
    yes: list[str] = []
    no: list[str] = []


class TypeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of a pack: one event type."""

    type: str
    pattern: list[PatternFile]
    quad: int | None = None
    intensity: float | None = None
    cameo: str | None = None
    modes: dict[str, float | None] = {}
    actor: list[Role] = msgspec.field(default_factory=lambda: ["subject", "by", "possessor"])
    recipient: list[Role] = msgspec.field(default_factory=lambda: ["object"])
    complement: Status | None = None


class PackFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`pack.toml`: the pack's name as it stands in events, its contexts and its word lists."""

    name: str
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


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line that reports events of one type, with what the type and the table say about it."""

    id: str
    line: ParsedPattern
    ontology: str
    event_type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    unless: frozenset[str]
    also: Also | None
    cameo: str | None
    score: float
    future: str | None
    refused: str | None
    demanded: str | None
    actor: tuple[Role, ...]
    recipient: tuple[Role, ...]
    complement: Status | None
    status: Status | None

    def rank(self) -> tuple[int, bool, float]:
        """Sorts patterns that match at one word: the most specific first, then what forbids, then the surest."""
        return -self.line.weight, self.event_type != NONE, -self.score


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an ontology says of a type and modes: PLOVER quad class, score -10…10, CAMEO root or code."""

    quad: int | None
    intensity: float | None
    cameo: str | None


@dataclass(frozen=True, slots=True)
class Ontology:
    """Packs made ready: patterns by word class and first lemma, and what each type means."""

    name: str
    types: Mapping[str, TypeFile]
    patterns: Mapping[tuple[str, str], tuple[Pattern, ...]]
    phrases: frozenset[str]
    """Words that stand in heads of several words."""
    contexts: Mapping[str, Contexts]
    """By the name of the pack."""
    parts: Mapping[str, frozenset[str]]

    def describe(self, event_type: str, modes: Iterable[str]) -> Meaning:
        """Quad class, intensity and CAMEO root; the strongest mode's score, else the type's."""
        kind = self.types[event_type]
        scores = [s for m in modes if (s := kind.modes.get(m)) is not None]
        return Meaning(kind.quad, max(scores, key=abs) if scores else kind.intensity, kind.cameo)


@cache
def load(*packs: str) -> Ontology:
    """The packs named (`plover`, `general`) or found in folders, as one ontology; raises `Misconfigured`."""
    types: dict[str, TypeFile] = {}
    index: dict[tuple[str, str], list[Pattern]] = {}
    contexts: dict[str, Contexts] = {}
    parts: dict[str, frozenset[str]] = {}
    for named in packs:
        folder = FOLDER / named if (FOLDER / named).is_dir() else Path(named)
        pack, files = read_pack(folder)
        contexts[pack.name] = Contexts(pack.contexts)
        parts |= {whole: frozenset(types) for whole, types in pack.parts.items()}
        for path, (kind, patterns) in files.items():
            if kind.type in types and kind.type != NONE:
                raise Misconfigured(f"{path}: type {kind.type} is defined twice")
            types[kind.type] = kind
            for pattern in patterns:
                for lemma in pattern.line.heads:
                    index.setdefault((pattern.line.word_class, lemma), []).append(pattern)
    _check_second_types(index, types)
    order = {key: tuple(sorted(ps, key=Pattern.rank)) for key, ps in index.items()}
    phrases = parts_of(head for _, head in order)
    return Ontology("+".join(contexts), types, order, phrases, contexts, parts)


def _check_second_types(index: Mapping[tuple[str, str], list[Pattern]], types: Mapping[str, TypeFile]) -> None:
    for also, name in ((p.also, p.id) for patterns in index.values() for p in patterns if p.also is not None):
        if also.type not in types or (also.mode and also.mode not in types[also.type].modes):
            raise Misconfigured(f"pattern {name!r}: no type {also.type} with mode {also.mode!r}")


def read_pack(folder: Path) -> tuple[PackFile, dict[Path, tuple[TypeFile, list[Pattern]]]]:
    """A pack, and its type files with their patterns; raises `Misconfigured` where one cannot be read."""
    if not (folder / "pack.toml").is_file():
        raise Misconfigured(f"no event pack in {str(folder)!r}: it has no pack.toml")
    pack = _decode(folder / "pack.toml", PackFile)
    lists = {name: frozenset(words.split()) for name, words in pack.lists.items()}
    files = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name != "pack.toml":
            kind = _decode(path, TypeFile)
            files[path] = kind, list(_patterns(path, kind, pack, lists))
    return pack, files


def _patterns(path: Path, kind: TypeFile, pack: PackFile, lists: Mapping[str, frozenset[str]]) -> Iterable[Pattern]:
    for table in kind.pattern:
        modes = tuple(table.mode.split())
        if unknown := set(modes) - set(kind.modes):
            raise Misconfigured(f"{path}: {kind.type} has no mode {sorted(unknown)}")
        if unknown := {*table.contexts, *table.unless} - set(pack.contexts):
            raise Misconfigured(f"{path}: no context {sorted(unknown)}")
        for text in filter(None, map(str.strip, table.match.splitlines())):
            yield Pattern(
                id=f"{'-'.join((kind.type, *modes))}: {text}",
                line=parse_line(text, lists),
                ontology=pack.name,
                event_type=kind.type,
                modes=modes,
                contexts=tuple(table.contexts),
                unless=frozenset(table.unless),
                also=table.also,
                cameo=table.cameo or kind.cameo,
                score=table.score,
                future=pack.future.get(kind.type),
                refused=pack.refused.get(kind.type),
                demanded=pack.demanded.get(kind.type),
                actor=tuple(table.actor or kind.actor),
                recipient=tuple(table.recipient or kind.recipient),
                complement=table.complement or kind.complement,
                status=table.status,
            )


def _decode(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), kind)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{path}: {error}") from error
