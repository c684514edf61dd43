"""Plain words: the worst of the word list in CONTRIBUTING.md occurs in no code and no document."""

from __future__ import annotations

import ast
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
    "the door",
    "a door",
    "doors",
)
"""Words that no file of the two trees and of `deploy/` holds."""
IDIOMS = (
    "all the same",
    "came of",
    "comes of",
    "deed",
    "deeds",
    "an event a message",
    "one a line",
    "one row an event",
    "anybody",
    "are told",
    "but for",
    "by itself",
    "by themselves",
    "go on",
    "goes on",
    "gives way",
    "give way",
    "in small letters",
    "is told",
    "is there",
    "looks at each",
    "made of it",
    "made of them",
    "one who",
    "of its own accord",
    "stand for",
    "stands for",
    "stood still",
    "surest",
    "tell of",
    "tells of",
    "tied down",
    r"(?:told|tells?|sets?|keeps?|stays?) (?:\w+ ){0,4}apart",
    "apart from",
    "told as",
    "told of",
    "was told",
    "were told",
    "whoever",
    "without end",
    r"of (?:its|their|our|one's) own(?! [a-z])",
)
"""Phrases that are fine in an article and not in a document, docstring or comment, tests included."""


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of whole words or phrases, which may go on in the next line."""
    joined = "|".join(words).replace(" ", r"[\s#]+")
    return re.compile(rf"(?<![\w`_-])({joined})(?![\w_`])", re.IGNORECASE)


WORST_PATTERN, IDIOM_PATTERN = _pattern(WORST), _pattern(IDIOMS)
COMMENT = re.compile(r"(?<!\S)#\s.*")
QUOTED = re.compile(r'"[^"\n]*"|“[^”]*”|`[^`]*`')
"""Examples and names in prose."""
DATA = {"sentences", "articles", "annotated", "samples", "ontology"}
"""Folders with text of articles and word lists, in which any word may stand."""
LISTS = {"CONTRIBUTING.md", "test_words.py"}
"""Files that hold the list."""
SUFFIXES = {".py", ".md", ".yaml", ".yml", ".toml"}
FILES = sorted(
    file
    for pattern in ("streams/**/*", "agents/**/*", "deploy/**/*", "tests/**/*", "*.md", "*.yml", "*.toml", "Makefile")
    for file in ROOT.glob(pattern)
    if (file.suffix in SUFFIXES or file.name in ("Makefile", "Dockerfile"))
    and not DATA & set(file.relative_to(ROOT).parts[:-1])
    and file.name not in LISTS
)


def prose(file: Path, text: str) -> str:
    """Return what people read in a file: docstrings and comments of code, comments of data, a document whole."""
    if file.suffix == ".py":
        docstrings = [
            node.value.value
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        ]
        text = "\n".join([*docstrings, *COMMENT.findall(text)])
    elif file.suffix == ".toml":
        text = "\n".join(COMMENT.findall(text))
    return text


def found(file: Path, text: str) -> list[str]:
    """Return the words of the list that a file holds."""
    everywhere = not file.is_relative_to(ROOT / "tests") and file.suffix != ".toml"
    words = {match[0] for match in WORST_PATTERN.finditer(text)} if everywhere else set()
    if IDIOM_PATTERN.search(text):
        # Only now is it worth the time to parse.
        words |= {match[0] for match in IDIOM_PATTERN.finditer(QUOTED.sub('""', prose(file, text)))}
    return sorted(words)


def test_no_word_of_the_list() -> None:
    read = {file: file.read_text(encoding="utf-8") for file in FILES}
    every = {str(file.relative_to(ROOT)): words for file, text in read.items() if (words := found(file, text))}
    assert not every, "see the word list in CONTRIBUTING.md"


def test_a_phrase_is_found_in_prose_and_not_in_an_article() -> None:
    text = '"""What\n    stands\n    for it."""\n\nTEXT = "The army was told."\n# A day of its\n# own.\n'
    assert found(ROOT / "streams/any.py", text) == ["of its\n# own", "stands\n    for"]
