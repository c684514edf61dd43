"""Rules of data files: one loader reads them, and every key in them is used."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
READER = ROOT / "agents" / "reader"
LOADER = READER / "lexicon" / "loader.py"
MODULES = sorted(READER.glob("**/*.py"))
PARSERS = {"tomllib", "csv", "json", "msgspec.toml", "configparser"}
NAMED_BY_FORM = {"sectors.toml": re.compile("[A-Z]{3}"), "result_tables.toml": re.compile("sport_(row|inside)")}
"""Tables whose names the code computes: PLOVER sectors, and rows of sport only."""
TABLES = sorted(path for path in READER.glob("**/*.toml") if path.parent.parent.name != "ontology")


@cache
def tree(path: Path) -> ast.Module:
    """Return a parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def texts(path: Path) -> frozenset[str]:
    """Return the parts between dots of every string in a module."""
    values = [node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant)]
    return frozenset(part for value in values if isinstance(value, str) for part in value.split("."))


def test_only_the_loader_parses_data_files() -> None:
    for path in MODULES:
        nodes = list(ast.walk(tree(path)))
        imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        imported |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
        assert path == LOADER or not imported & PARSERS, path


@pytest.mark.parametrize("path", TABLES, ids=lambda p: str(p.relative_to(READER)))
def test_every_key_of_a_table_is_read(path: Path) -> None:
    """A key that no module of the package names is dead or misspelt. Every package may read the lexicon."""
    modules = MODULES if path.parent == LOADER.parent else path.parent.glob("*.py")
    unread = set(tomllib.loads(path.read_text(encoding="utf-8"))) - {part for file in modules for part in texts(file)}
    assert not {key for key in unread if not NAMED_BY_FORM.get(path.name, re.compile("$")).fullmatch(key)}
