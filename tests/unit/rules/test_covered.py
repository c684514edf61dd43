"""Every module has its test file at the mirrored path, or an entry in `covered_by.toml` with a test that covers it."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.unit.rules.test_layout import FILES, ROOT

COVERED = tomllib.loads(Path(__file__).with_name("covered_by.toml").read_text(encoding="utf-8"))
IMPORTED: dict[str, str] = COVERED["imported"]
"""Module to a test that imports it directly or indirectly."""
EXECUTED: dict[str, dict[str, str]] = COVERED["executed"]
"""Module to a test that runs it in a separate process, and the text of the test that does so."""
STEPS = 4
"""Longest import chain from a test to a module that it covers."""
MODULES = {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in FILES if file.stem != "__init__"}


def mirrored(module: str) -> Path:
    """Return the path of a module's tests."""
    *package, name = module.split(".")
    return ROOT.joinpath("tests", "unit", *package, f"test_{name}.py")


@cache
def imports(file: Path) -> frozenset[str]:
    """Return the modules that a file imports, or names in a string such as `module:function`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value.partition(":")[0])
    return frozenset(found)


def helper_file(name: str) -> Path | None:
    """Return the file of a module of `tests`, or None for other names."""
    if not name.startswith("tests."):
        return None
    file = ROOT.joinpath(*name.split(".")).with_suffix(".py")
    return file if file.is_file() else None


def package_file(name: str) -> Path | None:
    """Return the `__init__.py` of a package of the two trees, which may re-export names."""
    file = ROOT.joinpath(*name.split("."), "__init__.py")
    return file if name.startswith(("streams.", "agents.")) and file.is_file() else None


def reached(test: Path) -> set[str]:
    """Return the modules within `STEPS` imports of a test; helpers in `tests` and packages do not count as steps."""
    found: set[str] = set()
    pending = [(test, 0)]
    while pending:
        file, steps = pending.pop(0)
        for name in imports(file) - found:
            if name in MODULES and steps < STEPS:
                pending.append((MODULES[name], steps + 1))
            elif (helper := helper_file(name) or package_file(name)) is not None:
                pending.append((helper, steps))
            else:
                continue
            found.add(name)
    return found


def test_each_module_has_its_tests_or_says_where_they_are() -> None:
    without = {module for module in MODULES if not mirrored(module).exists()}
    listed = [*IMPORTED, *EXECUTED]
    assert len(listed) == len(set(listed))
    assert sorted(listed) == sorted(without)


@pytest.mark.parametrize("test", sorted(set(IMPORTED.values())))
def test_the_test_imports_what_it_covers(test: str) -> None:
    assert {module for module, file in IMPORTED.items() if file == test} <= reached(ROOT / test)


@pytest.mark.parametrize(("module", "run"), EXECUTED.items())
def test_the_test_executes_what_it_covers(module: str, run: dict[str, str]) -> None:
    files = [ROOT / run["test"]]
    for file in files:
        helpers = {helper for name in imports(file) if (helper := helper_file(name)) is not None}
        files += sorted(helpers - set(files))
    assert run["words"] in {word for file in files for word in imports(file)}


def test_a_mirrored_test_imports_its_module() -> None:
    """Tests of the command line name the command; a test of the embedded clients runs them in a process."""
    wrong = [
        module
        for module in MODULES
        if (test := mirrored(module)).exists()
        and module not in imports(test)
        and module not in reached(test)
        and not module.startswith("agents.cli.commands.")
    ]
    assert wrong == []
