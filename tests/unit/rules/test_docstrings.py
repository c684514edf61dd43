"""Exceptions named in docstrings exist."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[3]
FILES = sorted(file for folder in ("streams", "agents") for file in (ROOT / folder).rglob("*.py"))
TEXTS = {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in FILES}
_CLASS = re.compile(r"^class (\w+)", re.MULTILINE)
_RAISED = re.compile(r"^    ([A-Z\w][\w., ]*):", re.MULTILINE)


def test_what_is_raised_exists() -> None:
    """Each name under `Raises:` is built in, a class of the project, or imported in that module."""
    own = {name for text in TEXTS.values() for name in _CLASS.findall(text)}
    trees = {path: ast.parse(text) for path, text in TEXTS.items() if "Raises:" in text}
    assert len(trees) > 50
    wrong = {
        f"{path}: {name}"
        for path, tree in trees.items()
        for name in raised(tree)
        if name not in own and not is_exception(name, tree)
    }
    assert not wrong


def test_a_name_that_does_not_exist_is_found() -> None:
    section = "Raises:\n        Gone, OSError: it left.\n        json.Gone: it left."
    tree = ast.parse(f'import json\ndef f():\n    """Do.\n\n    {section}\n    """')
    assert [name for name in raised(tree) if not is_exception(name, tree)] == ["Gone", "json.Gone"]


def raised(tree: ast.Module) -> Iterator[str]:
    """Yield the names under `Raises:` of all docstrings of a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            for section in re.findall(r"^Raises:\n((?:    .*\n?|\n)+)", ast.get_docstring(node) or "", re.MULTILINE):
                for names in _RAISED.findall(section):
                    yield from names.split(", ")


def is_exception(name: str, tree: ast.Module) -> bool:
    """Return whether a name is an exception: built in, of a module as `module.Name`, or imported by name."""
    first, *rest = name.split(".")
    found = getattr(builtins, first, None) or imported(first, tree)
    for part in rest:
        found = getattr(found, part, None)
    return isinstance(found, type) and issubclass(found, BaseException)


def imported(name: str, tree: ast.Module) -> object:
    """Return what a module imports under a name; None where it imports nothing of that name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and name in [alias.name for alias in node.names]:
            return import_module(name)
        if isinstance(node, ast.ImportFrom) and node.module and name in [alias.name for alias in node.names]:
            home = import_module(node.module)
            return getattr(home, name, None) or import_module(f"{node.module}.{name}")
    return None
