"""Layout rules: which package may import which, and the names of packages and modules."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
READER = "agents.reader"
STAGES = {
    "lexicon": "",
    "syntax": "",
    "gazetteer": "lexicon",
    "spacy_model": "syntax",
    "text": "gazetteer syntax",
    "actors": "",
    "mentions": "text syntax gazetteer",
    "entities": "mentions actors text syntax",
    "places": "text syntax gazetteer",
    "numbers": "text syntax",
    "timex": "numbers text syntax",
    "ontology": "syntax",
    "relevance": "syntax",
    "triggers": "ontology relevance text syntax",
    "coreference": "entities actors text syntax",
    "slots": "triggers coreference actors text syntax",
    "event_status": "slots triggers ontology text syntax",
    "coded_events": "slots triggers syntax",
    "time_place": "coded_events event_status coreference numbers text syntax timex",
    "event_coreference": "time_place coded_events slots text syntax",
    "events": "event_coreference time_place coded_events event_status slots triggers coreference ontology numbers "
    "text syntax",
}
"""The stages of the reader, and the stages that each may import besides `lexicon`."""
MAY_IMPORT = {
    "streams.contract": "",
    "streams.ops": "streams.contract",
    "streams.kafka": "streams.contract streams.ops",
    "streams.routing": "streams.contract",
    "streams.dead_letters": "streams.contract streams.kafka",
    "streams.dedup": "streams.contract streams.kafka streams.ops",
    "streams.ingest.extract": "streams.contract",
    "streams.ingest.web": "streams.contract",
    "streams.ingest.formats": "streams.ingest.extract streams.ingest.web streams.contract",
    "streams.ingest.listings": "streams.ingest.extract streams.ingest.web streams.contract",
    "streams.ingest": "streams.ingest.extract streams.ingest.web streams.ingest.formats streams.ingest.listings "
    "streams.contract streams.kafka streams.ops",
    "streams.feeds": "streams.ingest",
    "streams.http_api": "streams.contract streams.ops streams.kafka streams.ingest.formats",
    "streams.subscribe": "streams.contract streams.ops streams.kafka streams.routing streams.dead_letters",
    "streams.desk.store": "streams.contract streams.ops streams.routing streams.subscribe",
    "streams.desk.view": "streams.contract",
    "streams.desk": "streams.desk.store streams.desk.view streams.contract streams.ops streams.kafka streams.export "
    "streams.http_api",
    "streams.export": "streams.contract streams.routing",
    "streams.avro": "streams.contract streams.ops streams.kafka",
    **{
        f"{READER}.{stage}": " ".join(
            ["streams.contract", f"{READER}.lexicon", *(f"{READER}.{name}" for name in names.split())]
        )
        for stage, names in STAGES.items()
    },
    READER: " ".join(["streams.contract", *(f"{READER}.{stage}" for stage in STAGES)]),
    "agents.happenings": "streams.contract",
    "agents.pool": "agents.reader agents.reader.ontology streams.contract streams.dedup streams.ops",
    "agents.worker": "agents.happenings agents.pool streams.contract streams.ops streams.kafka streams.routing "
    "streams.dead_letters streams.dedup",
    "agents.explain": f"{READER} {READER}.slots {READER}.coded_events streams.contract streams.ops streams.desk.view",
    "agents.cli": "streams.contract streams.ops",
    "agents.cli.terminal": "streams.contract streams.ops streams.routing",
}
"""Package to the packages that it may import; everything else is forbidden."""
COMPOSITION_ROOTS = {"agents.cli.commands", "agents.build"}
"""These may import every package, and nothing imports them."""
SMALL = {"streams.feeds", "agents.reader.relevance"}
"""Packages of two modules: old paths, kept for one release, and a stage that consists of one model."""
FORBIDDEN_NAMES = {"common", "util", "utils", "misc", "helpers", "base", "core"}
FILES = sorted([*ROOT.glob("streams/**/*.py"), *ROOT.glob("agents/**/*.py")])
PACKAGES = sorted({".".join(f.parent.relative_to(ROOT).parts) for f in FILES})


def package_of(module: str) -> str | None:
    """Return the package of the two trees that holds a module or name, or None for modules of others."""
    parts = module.split(".")
    return next((p for n in range(len(parts), 0, -1) if (p := ".".join(parts[:n])) in PACKAGES), None)


@cache
def arrows() -> dict[str, set[str]]:
    """Return each package and the other packages that its modules import, anywhere in them."""
    found: dict[str, set[str]] = {package: set() for package in PACKAGES}
    for file in FILES:
        mine = ".".join(file.parent.relative_to(ROOT).parts)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            found[mine] |= {target for name in names if (target := package_of(name)) not in (None, mine)} - {None}
    return found


def test_a_package_imports_only_what_the_table_allows() -> None:
    forbidden = {
        package: targets - {"streams"} - set(MAY_IMPORT.get(package, "").split())
        for package, targets in arrows().items()
        if package not in COMPOSITION_ROOTS
    }
    assert not {package: targets for package, targets in forbidden.items() if targets}


def test_every_package_of_the_table_exists() -> None:
    assert set(MAY_IMPORT) <= set(PACKAGES)


def test_every_arrow_of_the_table_is_used() -> None:
    """Exceptions: the reader's entry package, and `streams.contract` and `lexicon`, which every stage may import."""
    everywhere = {"streams.contract", f"{READER}.lexicon"}
    unused = {
        package: set(targets.split()) - everywhere - arrows()[package]
        for package, targets in MAY_IMPORT.items()
        if package != READER
    }
    assert not {package: targets for package, targets in unused.items() if targets}


def test_a_package_has_three_modules_or_packages() -> None:
    parts = Counter(".".join(file.parent.relative_to(ROOT).parts) for file in FILES if file.stem != "__init__")
    parts.update(package.rpartition(".")[0] for package in PACKAGES)
    assert {package for package in PACKAGES if parts[package] < 3} == SMALL


def test_no_cycle_between_packages() -> None:
    remaining = {package: set(targets) - {package} for package, targets in arrows().items()}
    while free := [package for package, targets in remaining.items() if not targets & set(remaining)]:
        for package in free:
            del remaining[package]
    assert not remaining, remaining


def test_nothing_imports_the_composition_roots() -> None:
    users = {package for package, targets in arrows().items() if targets & COMPOSITION_ROOTS}
    assert users <= COMPOSITION_ROOTS


@pytest.mark.parametrize("tree", ["streams", "agents"])
def test_nothing_but_packages_is_flat(tree: str) -> None:
    assert [file.name for file in (ROOT / tree).glob("*.py")] == ["__init__.py"]


def test_a_module_name_is_unique() -> None:
    """Commands have the names of commands, old paths those of modules, and an entry module that of its package."""
    names = [
        file.stem
        for file in FILES
        if file.stem != "__init__" and not {"commands", "feeds"} & set(file.parts) and file.stem != file.parent.name
    ]
    assert not [name for name, count in Counter(names).items() if count > 1]


def test_module_names_are_specific_and_not_of_the_standard_library() -> None:
    assert not [file for file in FILES if file.stem in FORBIDDEN_NAMES]
    others = [file for file in FILES if not ("commands" in file.parts or file.stem == file.parent.name)]
    assert not [file for file in others if file.stem != "__init__" and file.stem in sys.stdlib_module_names]
