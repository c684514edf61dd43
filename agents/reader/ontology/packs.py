"""Load packs of event types into an ontology: every pattern with the properties of its type and table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from agents.reader.ontology.contexts import Contexts
from agents.reader.ontology.pack_files import PackFile, PatternFile, Role, TypeFile, pack_folder, read_pack
from agents.reader.ontology.patterns import ParsedPattern, parse_line, parts_of
from agents.reader.syntax.tree import Doc
from streams.contract.errors import Misconfigured
from streams.contract.records import Status

DEFAULT = ("plover",)
"""The packs that are used by default."""
NONE = "NONE"
"""The type of patterns that exclude other patterns at a word: "strike a deal", "lift a finger"."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern for events of one type, with the properties of its type and table."""

    id: str
    line: ParsedPattern
    ontology: str
    event_type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    unless: frozenset[str]
    about: frozenset[str]
    """Contexts of which the article must have one; empty for no restriction."""
    source: str
    """Name of the pack that contains it and defines the contexts in `about`; `ontology` is the type's pack."""
    over: frozenset[str]
    """Names of packs over which it takes precedence."""
    roles: Mapping[Literal["actor", "recipient"], str]
    apart: frozenset[str]
    """Modes of the pattern that make its events separate ones."""
    alone: bool
    """Whether a noun without participants reports an event."""
    cameo: str | None
    score: float
    future: str | None
    refused: str | None
    demanded: str | None
    actor: tuple[Role, ...]
    recipient: tuple[Role, ...]
    complement: Status | None
    status: Status | None

    def rank(self) -> tuple[bool, int, bool, float]:
        """Sort key of patterns that match at one word.

        First patterns that take precedence over other packs, then the most specific, then excluding ones, then those
        with the highest score.
        """
        return not self.over, -self.line.weight, self.event_type != NONE, -self.score


@dataclass(frozen=True, slots=True)
class Meaning:
    """Properties of a type with modes: PLOVER quad class (1 to 4), intensity (-10 to 10), CAMEO root or code."""

    quad: int | None
    intensity: float | None
    cameo: str | None


@dataclass(frozen=True, slots=True)
class Ontology:
    """Loaded packs: types, and patterns by word class and lemma of the head."""

    name: str
    types: Mapping[str, TypeFile]
    patterns: Mapping[tuple[str, str], tuple[Pattern, ...]]
    phrases: frozenset[str]
    """Words of heads that are phrases."""
    contexts: Mapping[str, Contexts]
    """Pack name to its contexts."""
    parts: Mapping[str, frozenset[str]]
    owners: Mapping[str, str]
    """Event type to the name of the pack that defines it."""
    political: frozenset[str]
    """Names of packs whose events score lower in articles that are not about politics, conflict and law."""
    topical: frozenset[str]
    """Names of packs with patterns that require a topic."""

    def describe(self, event_type: str, modes: Iterable[str]) -> Meaning:
        """Return quad class, intensity and CAMEO root; the intensity is the strongest mode's, else the type's."""
        kind = self.types[event_type]
        scores = [s for m in modes if (s := kind.modes.get(m)) is not None]
        return Meaning(kind.quad, max(scores, key=abs) if scores else kind.intensity, kind.cameo)

    def topics(self, docs: Sequence[Doc]) -> Mapping[str, frozenset[str]]:
        """Return pack names to the contexts that an article is about; only packs whose patterns require a topic."""
        return {pack: self.contexts[pack].prevailing(docs) for pack in self.topical}


@cache
def load(*packs: str) -> Ontology:
    """Return the named packs (`plover`, `general`, a folder) as one ontology.

    Raises:
        Misconfigured: a pack is missing or wrong.
    """
    loader = _Loader()
    for named in packs:
        loader.add(named, pack_folder(named))
    return loader.ontology()


@dataclass(slots=True)
class _Loader:
    """The packs read so far, by the name that was given for each."""

    packs: dict[str, PackFile] = field(default_factory=dict)
    types: dict[str, TypeFile] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    patterns: list[Pattern] = field(default_factory=list)
    extensions: list[tuple[Path, TypeFile, PackFile]] = field(default_factory=list)
    """Files that extend a type of another pack; read last, so that the order of packs does not matter."""

    def add(self, named: str, folder: Path) -> None:
        pack, files = read_pack(folder)
        self.packs[Path(named).name] = pack
        for path, kind in files.items():
            if kind.extends:
                self.extensions.append((path, kind, pack))
            else:
                self.patterns += self._define(path, kind, pack)

    def _define(self, path: Path, kind: TypeFile, pack: PackFile) -> Iterator[Pattern]:
        if not kind.type:
            raise Misconfigured(f"{path}: a type file needs `type` or `extends`")
        if kind.type in self.types and kind.type != NONE:
            raise Misconfigured(f"{path}: type {kind.type} is defined twice; `extends` adds patterns to one")
        self.types[kind.type], self.owners[kind.type] = kind, pack.name
        return self._patterns(path, kind, pack, pack.words())

    def _extend(self, path: Path, kind: TypeFile, pack: PackFile) -> Iterator[Pattern]:
        """Yield the patterns of a file that extends a type of another pack, whose lists and contexts it can use."""
        named, _, event_type = kind.extends.partition(":")
        extended, known = self.packs.get(named), self.types.get(event_type)
        if kind.type or extended is None or known is None or self.owners[event_type] != extended.name:
            raise Misconfigured(
                f'{path}: extends {kind.extends!r} is no type of a pack that is loaded, such as "plover:ASSAULT"'
            )
        self.types[event_type] = msgspec.structs.replace(known, modes={**known.modes, **kind.modes})
        whole = msgspec.structs.replace(
            kind,
            type=event_type,
            cameo=kind.cameo or known.cameo,
            modes={**known.modes, **kind.modes},
            actor=known.actor,
            recipient=known.recipient,
            complement=kind.complement or known.complement,
        )
        return self._patterns(path, whole, extended, {**extended.words(), **pack.words()}, pack)

    def _patterns(
        self,
        path: Path,
        kind: TypeFile,
        pack: PackFile,
        lists: Mapping[str, frozenset[str]],
        source: PackFile | None = None,
    ) -> Iterator[Pattern]:
        source = source or pack
        for table in kind.pattern:
            modes, about = tuple(table.mode.split()), table.about or kind.about
            _check_names(path, kind, table, pack, source)
            for text in table.lines():
                yield Pattern(
                    id=f"{'-'.join((kind.type, *modes))}: {text}",
                    line=parse_line(text, lists),
                    ontology=pack.name,
                    event_type=kind.type,
                    modes=modes,
                    contexts=tuple(table.contexts),
                    unless=frozenset(table.unless),
                    about=frozenset(about),
                    source=source.name,
                    over=frozenset(table.over or kind.over),
                    roles=table.roles or kind.roles,
                    apart=frozenset(modes) & frozenset(kind.apart),
                    alone=kind.alone,
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

    def ontology(self) -> Ontology:
        """Return the ontology of everything read, with the patterns indexed by the words of their heads."""
        for path, kind, pack in self.extensions:
            if not kind.optional or kind.extends.partition(":")[0] in self.packs:
                self.patterns += self._extend(path, kind, pack)
        names = {key: pack.name for key, pack in self.packs.items()}
        index: dict[tuple[str, str], list[Pattern]] = {}
        for pattern in self.patterns:
            over = frozenset(names[key] for key in pattern.over if key in names)
            for lemma in pattern.line.heads:
                index.setdefault((pattern.line.word_class, lemma), []).append(replace(pattern, over=over))
        order = {key: tuple(sorted(ps, key=Pattern.rank)) for key, ps in index.items()}
        return Ontology(
            name="+".join(names.values()),
            types=self.types,
            patterns=order,
            phrases=parts_of(head for _, head in order),
            contexts={pack.name: Contexts(pack.contexts) for pack in self.packs.values()},
            parts={k: frozenset(types) for pack in self.packs.values() for k, types in pack.parts.items()},
            owners=self.owners,
            political=frozenset(pack.name for pack in self.packs.values() if pack.political),
            topical=frozenset(p.source for p in self.patterns if p.about),
        )


def _check_names(path: Path, kind: TypeFile, table: PatternFile, pack: PackFile, source: PackFile) -> None:
    """Check that the modes and contexts of a table exist.

    Raises:
        Misconfigured: one does not.
    """
    if unknown := set(table.mode.split()) - set(kind.modes):
        raise Misconfigured(f"{path}: {kind.type} has no mode {sorted(unknown)}")
    about = {*table.about, *kind.about}
    if unknown := {*table.contexts, *table.unless} - set(pack.contexts) | about - set(source.contexts):
        raise Misconfigured(f"{path}: no context {sorted(unknown)}")
