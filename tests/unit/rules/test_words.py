"""Plain words: the worst of the word list in CONTRIBUTING.md occurs in no code and no document."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
WORST = (
    "anew",
    "mend",
    "mends",
    "mended",
    "mending",
    "parted",
    "pass over",
    "passes over",
    "passed over",
    "for ever",
    "at the most",
    "under way",
    "naughty",
    "as it comes",
    "manners",
    "whoever wants",
    "the door",
    "a door",
    "doors",
)
PATTERN = re.compile(r"(?<![\w`_])(" + "|".join(WORST) + r")(?![\w_])", re.IGNORECASE)
FOLDERS = ("streams", "agents", "deploy")
DATA = ("sentences", "articles", "annotated", "samples", "ontology")
"""Folders with text of articles and word lists, in which any word may stand."""
FILES = sorted(
    file
    for pattern in ("**/*.py", "**/*.md", "**/*.yaml", "**/*.yml")
    for folder in FOLDERS
    for file in (ROOT / folder).glob(pattern)
    if not set(DATA) & set(file.relative_to(ROOT).parts)
)


def test_no_word_of_the_list() -> None:
    found = {
        str(file.relative_to(ROOT)): sorted({match[0] for match in PATTERN.finditer(file.read_text(encoding="utf-8"))})
        for file in [*FILES, ROOT / "README.md"]
    }
    assert not {file: words for file, words in found.items() if words}, "see the word list in CONTRIBUTING.md"
