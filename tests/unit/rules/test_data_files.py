"""The rules of data files: they are read through one loader, and nothing in them is left unread."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
READER = ROOT / "agents" / "reader"
LOADER = READER / "lexicon" / "loader.py"
MODULES = sorted(READER.glob("**/*.py"))
PARSERS = {"tomllib", "csv", "json", "msgspec.toml", "configparser"}
NAMED_BY_FORM = {"sectors.toml": re.compile("[A-Z]{3}"), "result_tables.toml": re.compile("sport_(row|inside)")}
"""Tables whose names the code puts together: PLOVER sectors, and rows that only sport has."""
TABLES = sorted(path for path in READER.glob("**/*.toml") if path.parent.parent.name != "ontology")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(READER)))
def test_only_the_loader_parses_data_files(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert path == LOADER or not imported & PARSERS


@pytest.mark.parametrize("path", TABLES, ids=lambda p: str(p.relative_to(READER)))
def test_every_key_of_a_table_is_read(path: Path) -> None:
    """A key that no module of the package names is dead, or misspelt. Every package may read the lexicon."""
    texts = [
        node.value
        for module in (MODULES if path.parent == LOADER.parent else path.parent.glob("*.py"))
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    named = {part for text in texts for part in text.split(".")}
    unread = set(tomllib.loads(path.read_text(encoding="utf-8"))) - named
    assert not {key for key in unread if not NAMED_BY_FORM.get(path.name, re.compile("$")).fullmatch(key)}
