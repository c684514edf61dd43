"""Read and validate every word list, table and weight that a person may edit: TOML, TSV and plain word files.

A value that is missing or of the wrong type raises `Misconfigured` with the file and the key or line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from streams.contract.errors import Misconfigured

T = TypeVar("T")
Words = str | list[str]
"""A word list in a file: words separated by white space, or a list of entries that may contain spaces."""


class DataFile:
    """A TOML file, read key by key. A key inside a table is written with a dot: `words.byline`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._tables = read_toml(path, dict[str, Any])

    def read(self, key: str, kind: type[T]) -> T:
        """Return the value of a key, converted to `kind`; raises `Misconfigured` if missing or of another type."""
        value: Any = self._tables
        for name in key.split("."):
            if not isinstance(value, dict) or name not in value:
                raise Misconfigured(f"{self.path}: key {key!r} is missing")
            value = value[name]
        return self._convert(key, value, kind)

    def words(self, *keys: str) -> frozenset[str]:
        """Return the union of the word lists of these keys."""
        return frozenset(word for key in keys for word in _entries(self.read(key, _WORDS)))

    def word_lists(self, key: str | None = None) -> dict[str, frozenset[str]]:
        """Return the word lists of a table by name; without a key, those of the whole file."""
        lists = self.read(key, dict[str, Any]) if key else self._tables
        return {
            name: frozenset(_entries(self._convert(f"{key}.{name}" if key else name, value, _WORDS)))
            for name, value in lists.items()
        }

    def _convert(self, key: str, value: Any, kind: type[T]) -> T:
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            raise Misconfigured(f"{self.path}: key {key!r}: {error}") from error


@cache
def data_file(module: str, name: str) -> DataFile:
    """Return the TOML file `name` in the folder of `module` (its `__file__`); it is read once per process."""
    return DataFile(Path(module).with_name(name))


def read_toml(path: Path, kind: type[T]) -> T:
    """Return a TOML file as a value of type `kind`; raises `Misconfigured` with the file, and the line if known."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), kind)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{path}: {error}") from error


def read_rows(path: Path, columns: int, make: Callable[[list[str]], T], *, header: bool = False) -> list[T]:
    """Return the rows of a tab-separated file, each converted by `make` from its fields.

    Empty lines and lines that begin with `#` are skipped, and with `header` also the first row. Empty fields at the
    end of a row may be left out. Raises `Misconfigured` with file and line if a row has more fields than `columns`,
    or if `make` raises `ValueError`.
    """
    numbered = enumerate(path.read_text("utf-8").splitlines(), start=1)
    lines = [(number, line) for number, line in numbered if line and line[0] != "#"]
    rows = []
    for number, line in lines[header:]:
        fields = line.split("\t")
        if len(fields) > columns:
            raise Misconfigured(f"{path}:{number}: {len(fields)} fields, but at most {columns} are allowed")
        try:
            rows.append(make(fields + [""] * (columns - len(fields))))
        except ValueError as error:
            raise Misconfigured(f"{path}:{number}: {error}") from error
    return rows


def read_words(path: Path) -> frozenset[str]:
    """Return the words of a text file, separated by white space."""
    return frozenset(path.read_text("utf-8").split())


_WORDS: Any = Words


def _entries(words: Words) -> list[str]:
    return words.split() if isinstance(words, str) else words
