"""Check of a pack's examples: sentences that its patterns must match (`yes`) or must not match (`no`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from agents.reader.ontology.pack_check import Problem, line_of
from agents.reader.ontology.pack_files import PatternFile, TypeFile, read_pack
from agents.reader.ontology.packs import Ontology
from agents.reader.syntax.tree import Doc
from agents.reader.triggers.matching import match_patterns

Parse = Callable[[Iterable[str]], Sequence[Doc]]


def check_examples(folder: Path, ontology: Ontology, parse: Parse) -> list[Problem]:
    """Return the failing examples of the pack in a folder; `ontology` includes it, `parse` is the model's."""
    _, files = read_pack(folder)
    examples = [
        (path, kind, table, text, wanted)
        for path, kind in files.items()
        for table in kind.pattern
        for wanted, texts in ((True, table.yes), (False, table.no))
        for text in texts
    ]
    docs = parse(example[3] for example in examples)
    problems = []
    for (path, kind, table, text, wanted), doc in zip(examples, docs, strict=True):
        if (message := _wrong(kind, table, text, wanted, doc, ontology)) is not None:
            problems.append(Problem(path, line_of(path, text[:60]), message))
    return problems


def _wrong(kind: TypeFile, table: PatternFile, text: str, wanted: bool, doc: Doc, ontology: Ontology) -> str | None:
    event_type = kind.type or kind.extends.partition(":")[2]
    hits = [h for h in match_patterns(doc, ontology, ontology.topics([doc]))[0].values() if h.event_type == event_type]
    if bool(hits) != wanted:
        found = f"matched by {hits[0].pattern.id!r}" if hits else "matched by no pattern of the type"
        return f"example {text!r} is {found}"
    missing = set(table.mode.split()) - {mode for hit in hits for mode in hit.pattern.modes}
    return f"example {text!r} has no mode {sorted(missing)}" if wanted and missing else None
