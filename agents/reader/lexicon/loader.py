"""Every word list, table and weight that a person may edit is read here and checked: TOML, TSV and plain word files.

A value that is missing or of the wrong type raises `Misconfigured`, which names the file and the key or the line.
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
"""A word list as a person writes it: words separated by white space, or a list whose entries may hold spaces."""


class DataFile:
    """A TOML file, read key by key. The key of a table inside is written with a dot: `words.byline`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._tables = read_toml(path, dict[str, Any])

    def read(self, key: str, kind: type[T]) -> T:
        """The value of a key, converted to a type; raises `Misconfigured` where it is missing or of another type."""
        value: Any = self._tables
        for name in key.split("."):
            if not isinstance(value, dict) or name not in value:
                raise Misconfigured(f"{self.path}: key {key!r} is missing")
            value = value[name]
        return self._convert(key, value, kind)

    def words(self, *keys: str) -> frozenset[str]:
        """Return the words of these keys together."""
        return frozenset(word for key in keys for word in _entries(self.read(key, _WORDS)))

    def word_lists(self, key: str | None = None) -> dict[str, frozenset[str]]:
        """Return the word lists of a table by their names; without a key, of the whole file."""
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
    """Return the TOML file of that name beside a module, which passes its `__file__`; read once per process."""
    return DataFile(Path(module).with_name(name))


def read_toml(path: Path, kind: type[T]) -> T:
    """A TOML file as a value of a type; raises `Misconfigured` with the file, and the line where TOML names one."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), kind)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{path}: {error}") from error


def read_rows(path: Path, columns: int, make: Callable[[list[str]], T], *, header: bool = False) -> list[T]:
    """Return the rows of a tab-separated file, each made of its fields.

    Empty lines and lines that begin with `#` are skipped, and so is the first row where it is a `header`. Empty
    fields at the end of a row may be left out. Raises `Misconfigured` with file and line where a row has more fields
    than `columns`, or where `make` raises `ValueError`.
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
