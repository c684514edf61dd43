"""Countries by ISO 3166-1 alpha-3 code: FIPS 10-4 codes and English names."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def _table() -> dict[str, tuple[str, str]]:
    text = resources.files("streams.contract").joinpath("country_codes.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {alpha3: (fips, name) for alpha3, fips, name in rows}


def fips(alpha3: str | None) -> str | None:
    """Return the FIPS 10-4 code of an alpha-3 code; None if there is none."""
    return _table().get(alpha3 or "", ("", ""))[0] or None


def name(alpha3: str | None) -> str | None:
    """Return the short English name of the country with an alpha-3 code; None for an unknown code."""
    return _table().get(alpha3 or "", ("", ""))[1] or None
