"""The rules that hold the code's shape: which package may import which, and how large a module may be."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
MODULES = sorted([*ROOT.glob("streams/**/*.py"), *ROOT.glob("agents/**/*.py")])
CARRIAGE = {"faust", "mode", "aiokafka", "kafka", "prometheus_client", "asyncio", "socket", "urllib.request"}
CLOCKS = {"datetime.now", "datetime.utcnow", "date.today", "time.time"}
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 250, 40


def imported(path: Path) -> set[str]:
    """The names of the modules that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def within(names: set[str], packages: set[str]) -> set[str]:
    return {name for name in names if any(name == p or name.startswith(p + ".") for p in packages)}


@pytest.mark.parametrize("path", sorted(ROOT.glob("streams/**/*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_streams_never_imports_agents(path: Path) -> None:
    assert not within(imported(path), {"agents"})


@pytest.mark.parametrize("path", sorted(ROOT.glob("agents/reader/**/*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_reader_imports_nothing_that_carries(path: Path) -> None:
    assert not within(imported(path), CARRIAGE)
    assert within(imported(path), {"streams"}) <= {
        "streams.contract.detail",
        "streams.contract.records",
        "streams.contract.codec",
        "streams.contract.errors",
        "streams.contract.event_types",
        "streams.contract.field_warning",
        "streams.contract.ids",
    }


@pytest.mark.parametrize("path", sorted(ROOT.glob("agents/reader/**/*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_the_reader_reads_no_clock_and_no_environment(path: Path) -> None:
    calls = {
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    assert not calls & (CLOCKS | {"os.environ", "os.getenv"})


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_is_small_and_says_what_lives_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert (ast.get_docstring(ast.parse(text)) or "").strip()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_function_is_short(path: Path) -> None:
    long = [
        node.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= MOST_LINES_OF_A_FUNCTION
    ]
    assert not long
