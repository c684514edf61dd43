"""How the time of a look-up grows with the number of open happenings in a world as crowded as the news.

Countries, towns and names are as unevenly distributed as in the news (by Zipf's law), all within 30 days: the more
happenings there are, the more share country, day and type with an event. `tests.happenings.speed` places them at
random, so that few do. Only the index is filled, without records, so that a million fit.

python -m tests.happenings.look_up [--sizes 1000,10000,100000,1000000]
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import mean

import msgspec

from agents.happenings.days import Days
from agents.happenings.event_profile import EventProfile, profile
from agents.happenings.happening_index import Index, own_keys
from agents.happenings.reports import report_of
from streams.contract.records import Place
from tests.bench.figures import percentile
from tests.happenings.speed import invented, memory_bytes

COUNTRIES, TOWNS, NAMES = 150, 400, 20_000
FIRST_DAY, DAYS = 741_000, 30
PROBES, REPEATS = 600, 3
TYPES = (
    ["harm"] * 4 + ["statement"] * 6 + ["talks"] * 5 + ["coercion"] * 3 + ["protest"] * 2 + ["aid", "LAUNCH", "TRIAL"]
)
SITES = ["market", "mosque", "school", None, None]
WITHOUT_PLACE, BY_COUNTRY, BY_TOWN = 0.12, 0.23, 0.57
"""Shares of events by the precision of their place; the others name a province."""


class World:
    """Draws the profiles of events; deterministic."""

    def __init__(self, example: EventProfile) -> None:
        self._example, self._draw = example, random.Random(3)
        self._weights = {most: list(accumulate(1 / (n + 1) for n in range(most))) for most in (COUNTRIES, TOWNS, NAMES)}

    def event(self, number: int) -> EventProfile:
        """Return the profile of another event; three are of one article."""
        draw = self._draw
        country = self._pick(COUNTRIES)
        day = FIRST_DAY + draw.randrange(DAYS)
        named = frozenset(f"person{self._pick(NAMES)}" for _ in range(draw.choice((0, 1, 1, 2))))
        family, site = draw.choice(TYPES), draw.choice(SITES)
        return msgspec.structs.replace(
            self._example,
            event_id=f"e{number}",
            article_id=f"a{number // 3}",
            story=f"e{number}",
            family=family,
            days=Days(day - draw.randrange(2), day),
            place=self._place(country),
            actors=named,
            recipients=frozenset(),
            codes=frozenset([(f"C{country}", "GOV")]) if named else frozenset(),
            names=named | {f"name{self._pick(NAMES)}" for _ in range(draw.randrange(5))},
            sites=frozenset([site]) if site and family == "harm" else frozenset(),
        )

    def _pick(self, most: int) -> int:
        return self._draw.choices(range(most), cum_weights=self._weights[most])[0]

    def _place(self, country: int) -> Place | None:
        share, town = self._draw.random(), self._pick(TOWNS)
        lat, lon = _position(country, 0, 50, 170)
        north, east = _position(country, town + 1, 5, 5)
        template = self._example.place
        if share < WITHOUT_PLACE or template is None:
            return None
        if share < WITHOUT_PLACE + BY_COUNTRY:
            fields = {"name": f"C{country}", "lat": lat, "lon": lon, "admin1": None, "precision": "country"}
        else:
            precision = "city" if share < WITHOUT_PLACE + BY_COUNTRY + BY_TOWN else "admin1"
            fields = {"name": f"T{country}-{town}", "lat": lat + north, "lon": lon + east}
            fields |= {"admin1": f"A{town % 12}", "precision": precision}
        return msgspec.structs.replace(template, geonames_id=None, country=f"C{country}", **fields)


def _position(country: int, town: int, lat: float, lon: float) -> tuple[float, float]:
    draw = random.Random(country * 1000 + town)
    return draw.uniform(-lat, lat), draw.uniform(-lon, lon)


@dataclass(frozen=True, slots=True)
class Probe:
    """Processor time of a look-up in seconds, and the number of happenings that it found."""

    seconds: float
    found: int


def main() -> None:
    """Fill an index to each size, and look the same events up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    world = World(profile(report_of(next(invented(7)))))
    probes = [world.event(3 * (10**8 + number)) for number in range(PROBES)]
    index, held, empty = Index(), 0, memory_bytes()
    for size in sizes:
        for number in range(held, size):
            index.post(number, list(own_keys(world.event(number))))
        held = size
        print(
            f"{size:>9,} held: {told([probe(index, one) for one in probes])}; "
            f"{(memory_bytes() - empty) / size:,.0f} bytes of index each",
            flush=True,
        )


def probe(index: Index, event: EventProfile) -> Probe:
    """Look an event up several times, and keep the shortest time, since other processes disturb the others."""
    times = []
    for _ in range(REPEATS):
        began = time.process_time()
        found = index.look_up(event)
        times.append(time.process_time() - began)
    return Probe(min(times), len(found))


def told(probes: Sequence[Probe]) -> str:
    """Return the times of all look-ups and of those that found nothing, and the numbers of happenings found."""
    times, counts = [1000 * one.seconds for one in probes], [one.found for one in probes]
    none = [1000 * one.seconds for one in probes if not one.found]
    without = f", {mean(none):.3f} for the {len(none)} that find nothing" if none else ""
    return (
        f"{percentile(times, 0.5):.3f} ms (99 %: {percentile(times, 0.99):.3f}, mean {mean(times):.3f}{without});"
        f" {percentile(counts, 0.5)} happenings found (mean {mean(counts):.1f}, at most {max(counts)})"
    )


if __name__ == "__main__":
    main()
