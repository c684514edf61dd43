"""Check a pack without the model: every problem with its file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from agents.reader.lexicon.common_words import is_common_word
from agents.reader.lexicon.loader import data_file, read_toml
from agents.reader.ontology.pack_files import PackFile, PatternFile, TypeFile, read_pack
from agents.reader.ontology.packs import NONE, Ontology, Pattern
from agents.reader.ontology.patterns import Condition, ParsedPattern, parse_line
from streams.contract.errors import Misconfigured
from streams.contract.event_types import suggestion

_DATA = data_file(__file__, "pattern_words.toml")
RELATIONS = _DATA.words("relations")
PREPOSITIONS = _DATA.words("prepositions")
LABELS = _DATA.words("labels")
QUADS = range(1, 5)
STRONGEST = 10.0
"""Largest absolute value of an intensity."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of a pack."""

    path: Path
    line: int
    """Line number from 1; 1 for a problem of the whole file."""
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def check_files(folder: Path) -> list[Problem]:
    """Return the problems of a pack's own files.

    Raises:
        Misconfigured: the folder is no pack.
    """
    read_pack_name(folder)
    problems: list[Problem] = []
    pack = read_toml(folder / "pack.toml", PackFile)
    for path in sorted(folder.glob("*.toml")):
        if path.name == "pack.toml":
            continue
        try:
            kind = read_toml(path, TypeFile)
        except Misconfigured as error:
            problems.append(Problem(path, 1, str(error).removeprefix(f"{path}: ")))
        else:
            problems += _of_type(path, kind, pack)
    return problems


def read_pack_name(folder: Path) -> str:
    """Return the name of the pack in a folder.

    Raises:
        Misconfigured: the folder is no pack.
    """
    if not (folder / "pack.toml").is_file():
        raise Misconfigured(f"no event pack in {str(folder)!r}: it has no pack.toml")
    return read_toml(folder / "pack.toml", PackFile).name


def check_shadows(folder: Path, ontology: Ontology) -> list[Problem]:
    """Return the pack's patterns that never match, because one of another type always takes precedence."""
    _, files = read_pack(folder)
    places = {text: (path, line) for path, kind in files.items() for text, line in _lines(path, kind)}
    problems: dict[str, Problem] = {}
    for pattern, first in _shadowed(ontology):
        if pattern.line.text in places and pattern.ontology == read_pack_name(folder):
            path, line = places[pattern.line.text]
            problems[pattern.id] = Problem(path, line, f"{pattern.line.text!r} never matches: {first.id!r} comes first")
    return list(problems.values())


def _of_type(path: Path, kind: TypeFile, pack: PackFile) -> Iterator[Problem]:
    if bool(kind.type) == bool(kind.extends):
        yield Problem(path, 1, "a type file needs either `type` or `extends`")
    if kind.type and (meant := suggestion(kind.type)):
        yield Problem(path, line_of(path, "type"), f"rules take type {kind.type} for a misspelt {meant}: rename it")
    if kind.quad is not None and kind.quad not in QUADS:
        yield Problem(path, line_of(path, "quad"), f"quad {kind.quad} is not 1 to 4")
    for name, intensity in {"intensity": kind.intensity, **kind.modes}.items():
        if intensity is not None and abs(intensity) > STRONGEST:
            yield Problem(path, line_of(path, name), f"{name} = {intensity} is not between -10 and 10")
    if kind.type != NONE and not kind.extends and not any(table.yes for table in kind.pattern):
        yield Problem(path, 1, "no example: give a pattern a sentence that it must match (`yes`)")
    for table in kind.pattern:
        yield from _of_table(path, table, kind, pack)


def _of_table(path: Path, table: PatternFile, kind: TypeFile, pack: PackFile) -> Iterator[Problem]:
    lines = table.lines()
    at = line_of(path, lines[0]) if lines else 1
    if not 0 <= table.score <= 1:
        yield Problem(path, at, f"score {table.score} is not between 0 and 1")
    if not kind.extends:
        for mode in set(table.mode.split()) - set(kind.modes):
            yield Problem(path, line_of(path, mode), f"{kind.type} has no mode {mode!r}")
        for context in {*table.contexts, *table.unless, *table.about, *kind.about} - set(pack.contexts):
            yield Problem(path, line_of(path, context), f"pack.toml has no context {context!r}")
    for text in lines:
        at = line_of(path, text)
        try:
            pattern = parse_line(text, pack.words())
        except Misconfigured as error:
            if not (kind.extends and "no word list" in str(error)):
                yield Problem(path, at, str(error))
            continue
        yield from (Problem(path, at, message) for message in _of_pattern(pattern))


def _of_pattern(pattern: ParsedPattern) -> Iterator[str]:
    for condition in pattern.conditions:
        for relation in condition.relations:
            if relation not in RELATIONS and not set(relation.split("_")) <= PREPOSITIONS:
                yield f"{pattern.text!r}: no relation {relation!r}"
        for label in sorted(condition.labels - LABELS):
            yield f"{pattern.text!r}: the model has no label #{label}"
    for head in sorted(pattern.heads):
        if base := _base(head, pattern.word_class):
            yield f"{pattern.text!r}: {head!r} is inflected; a head is a lemma, such as {base!r}"


def _base(head: str, word_class: str) -> str | None:
    """Return the lemma of a head that is an inflected form, by its ending and a word list; None if it is none."""
    endings = {"VB": ("ed", "ing"), "NN": ("s",), "JJ": ()}[word_class]
    for ending in endings:
        stem = head.removesuffix(ending)
        if stem == head or len(stem) < 3 or head.endswith("ss"):
            continue
        if ending == "s" and head.endswith(("us", "is", "news")):
            continue
        for base in (stem, stem + "e") if word_class == "VB" else (stem,):
            if is_common_word(base):
                return base
    return None


def _shadowed(ontology: Ontology) -> Iterator[tuple[Pattern, Pattern]]:
    """Yield each pattern that never matches, with one of another type or mode that takes precedence at its heads."""
    beaten: dict[int, tuple[Pattern, Pattern, set[str]]] = {}
    for (_, lemma), patterns in ontology.patterns.items():
        for n, later in enumerate(patterns):
            first = next((p for p in patterns[:n] if _covers(p, later)), None)
            if first is not None:
                beaten.setdefault(id(later.line), (later, first, set()))[2].add(lemma)
    for later, first, lemmas in beaten.values():
        if lemmas >= later.line.heads:
            yield later, first


def _covers(first: Pattern, later: Pattern) -> bool:
    """Return whether a pattern matches wherever a later one does, with another type or mode."""
    same = (first.event_type, first.modes) == (later.event_type, later.modes)
    if same or first.about or first.ontology != later.ontology:
        return False
    return all(any(_implies(b, a) for b in later.line.conditions) for a in first.line.conditions)


def _implies(narrow: Condition, wide: Condition) -> bool:
    if narrow.forbids or wide.forbids:
        return (narrow.relations, narrow.words, narrow.forbids) == (wide.relations, wide.words, wide.forbids)
    within = wide.anything or (narrow.words <= wide.words and narrow.labels <= wide.labels and not narrow.anything)
    return set(narrow.relations) <= set(wide.relations) and within


def _lines(path: Path, kind: TypeFile) -> Iterator[tuple[str, int]]:
    for table in kind.pattern:
        yield from ((text, line_of(path, text)) for text in table.lines())


def line_of(path: Path, text: str) -> int:
    """Return the number (from 1) of the line that equals a text, else of the first that contains it."""
    lines = path.read_text("utf-8").splitlines()
    whole = {text, f'match = "{text}"'}
    exact = (n for n, line in enumerate(lines, 1) if line.strip() in whole)
    holding = (n for n, line in enumerate(lines, 1) if text in line)
    return next(exact, next(holding, 1))


def types_of(folder: Path) -> Mapping[str, TypeFile]:
    """Return names to the types that a pack defines or extends."""
    _, files = read_pack(folder)
    return {kind.type or kind.extends: kind for kind in files.values() if kind.type != NONE}
