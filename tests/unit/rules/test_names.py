"""Names of files and modules in documents, settings of tools, docstrings and comments lead to a file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.rules.test_words import prose

ROOT = Path(__file__).parents[3]
DOCUMENTS = sorted(
    file
    for pattern in ("*.md", "deploy/**/*.md", "Makefile", "deploy/Dockerfile", "*.yml", "*.toml", ".ci/run")
    for file in ROOT.glob(pattern)
    if file.name != "CHANGELOG.md"
)
"""The changelog names files as they were."""
MODULES = sorted([*ROOT.glob("streams/**/*.py"), *ROOT.glob("agents/**/*.py"), *ROOT.glob("tests/**/*.py")])
PATH = re.compile(r"(?<![\w./-])(?:streams|agents|tests|deploy)/[\w./-]*\w")
DOTTED = re.compile(r"(?<![\w./:-])(?:streams|agents|tests)(?:\.[a-z_]\w*)+")
BARE = re.compile(r"`([\w-]+\.(?:tsv|npz|py|sql|lock)|[a-z_]+\.toml)`")
FILES = {file.name for folder in ("streams", "agents", "tests", "deploy") for file in (ROOT / folder).rglob("*.*")}
THEIRS = {"dateline.toml", "pyproject.toml", "routes.toml", "pack.toml", "uv.lock"}
"""Files of users and of other projects, and names that many files have."""


def leads_to_file(path: str) -> bool:
    """Return whether a path exists, also as the beginning of a name that a document shortens."""
    return (ROOT / path).exists() or any(ROOT.glob(path.rstrip(".") + "*"))


def is_module(name: str) -> bool:
    """Return whether a dotted name is a module, a package, or something in one."""
    parts = name.split(".")
    for n in range(len(parts), 1, -1):
        path, rest = ROOT / "/".join(parts[:n]), parts[n:]
        if path.with_suffix(".py").exists():
            return True
        if path.is_dir():
            return not rest or rest[0] in (path / "__init__.py").read_text(encoding="utf-8")
    return False


def missing(text: str) -> list[str]:
    """Return the paths and dotted names of a text that lead nowhere."""
    return [path for path in PATH.findall(text) if not leads_to_file(path)] + [
        name for name in DOTTED.findall(text) if not is_module(name)
    ]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_names_of_a_document_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert not missing(text)
    assert not set(BARE.findall(text)) - THEIRS - FILES


def test_the_names_in_docstrings_and_comments_exist() -> None:
    every = {}
    for module in MODULES:
        text = module.read_text(encoding="utf-8")
        if PATH.search(text) or DOTTED.search(text):
            every[str(module.relative_to(ROOT))] = missing(prose(module, text))
    assert not {module: names for module, names in every.items() if names}


def test_a_name_that_leads_nowhere_is_found() -> None:
    text = "See `streams/kafka/absent.py`, streams.kafka.absent.Name and `streams.kafka.lag.LagReader`."
    assert missing(text) == ["streams/kafka/absent.py", "streams.kafka.absent"]
