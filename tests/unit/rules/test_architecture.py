"""The architecture rules: which package may import which, and how large a module may be."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
STREAMS, AGENTS = sorted(ROOT.glob("streams/**/*.py")), sorted(ROOT.glob("agents/**/*.py"))
READER = sorted(ROOT.glob("agents/reader/**/*.py"))
MODULES = [*STREAMS, *AGENTS]
MAY_READ = {
    "streams.contract.count_claim",
    "streams.contract.detail",
    "streams.contract.records",
    "streams.contract.codec",
    "streams.contract.errors",
    "streams.contract.event_types",
    "streams.contract.field_warning",
    "streams.contract.missing_reason",
    "streams.contract.ids",
}
"""The packages of `streams` that the reader may import."""
CARRIAGE = {"faust", "mode", "aiokafka", "kafka", "prometheus_client", "asyncio", "socket", "urllib.request"}
CLOCKS = {"datetime.now", "datetime.utcnow", "date.today", "time.time"}
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 250, 40
FENCES = {
    "spacy": ("agents/reader/spacy_model/", "agents/reader/syntax/word_shapes.py"),
    "thinc": ("agents/reader/spacy_model/",),
    "faust": ("streams/kafka/faust_", "agents/worker/"),
}
"""Library to the path prefixes that may import it; `word_shapes` uses two public functions of spaCy."""
PUBLIC = {"_replace", "_asdict", "_fields", "_make", "_exit"}
"""Names with a leading underscore that are public: of named tuples, and `os._exit`."""


@cache
def tree(path: Path) -> ast.Module:
    """Return a parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> set[str]:
    """Return the names of the modules that a file imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def within(names: set[str], packages: set[str]) -> set[str]:
    return {name for name in names if any(name == p or name.startswith(p + ".") for p in packages)}


def test_streams_never_imports_agents() -> None:
    assert not [path for path in STREAMS if within(imported(path), {"agents"})]


def test_the_reader_imports_no_transport() -> None:
    assert not [path for path in READER if within(imported(path), CARRIAGE)]
    assert not [path for path in READER if within(imported(path), {"streams"}) - MAY_READ]


def test_the_reader_reads_no_clock_and_no_environment() -> None:
    forbidden = CLOCKS | {"os.environ", "os.getenv"}
    attributes = [(path, node) for path in READER for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)]
    assert not [(path, call) for path, node in attributes if (call := ast.unparse(node)) in forbidden]


def test_a_module_is_small_and_has_a_docstring() -> None:
    assert not [path for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES]
    assert not [path for path in MODULES if not (ast.get_docstring(tree(path)) or "").strip()]


def test_a_function_is_short() -> None:
    functions = [
        (path, node)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    lines = {f"{path}: {node.name}": (node.end_lineno or 0) - node.lineno for path, node in functions}
    assert not [name for name, count in lines.items() if count >= MOST_LINES_OF_A_FUNCTION]


@pytest.mark.parametrize("library", FENCES)
def test_a_library_is_imported_only_in_its_packages(library: str) -> None:
    users = [str(path.relative_to(ROOT)) for path in MODULES if within(imported(path), {library})]
    assert users
    assert not [user for user in users if not user.startswith(FENCES[library])]


@cache
def own_names(path: Path) -> set[str]:
    """Return the private names that a module defines or sets on its own objects, and public ones with an underscore."""
    nodes = list(ast.walk(tree(path)))
    names = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)}
    names |= {node.target.id for node in nodes if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)}
    attributes = [node for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    return names | {node.attr for node in attributes if ast.unparse(node.value) in ("self", "cls")} | PUBLIC


def test_private_names_of_others_are_used_only_in_internals_modules() -> None:
    assert not [
        f"{path}: {ast.unparse(node)}"
        for path in MODULES
        if not path.stem.endswith("_internals")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__")
        if node.attr not in own_names(path)
    ]


def test_the_wheel_excludes_the_data_builders() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    assert build["targets"]["wheel"] == {"packages": ["streams", "agents"], "exclude": ["agents/build"]}
