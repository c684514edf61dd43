"""ISO 639-1 codes of declared languages, from language tags, 3-letter codes and English names."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*")


def language_code(name: str) -> str | None:
    """Return the ISO 639-1 code of a tag (`en-GB`, `en_US.UTF-8`), a 3-letter code or an English name, else None."""
    found = _WORD.match(name.strip())
    known = _codes()
    if not found:
        return None
    word = found[0].casefold()
    return known.get(word) or known.get(word.partition(" ")[0])


@cache
def _codes() -> dict[str, str]:
    """Return the ISO 639-1 codes by every code and name in lower case."""
    codes: dict[str, str] = {}
    for line in files("streams.contract").joinpath("languages.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, threes, names = line.split("\t")
            codes |= dict.fromkeys((code, *threes.split(";"), *names.casefold().split(";")), code)
    return codes
