"""How the time to join an event, its look-up and the memory grow with what is held, as ratios of one run.

python -m tests.happenings.speed [--sizes 1000,10000,100000,1000000]
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import time
from collections.abc import Iterator

import msgspec

from agents.happenings.event_profile import profile
from agents.happenings.joining import Joining
from agents.happenings.reports import report_of
from streams.contract.records import Event
from tests.happenings.perfect_reader import events_of
from tests.happenings.texts import write
from tests.happenings.world import Writer, rising

PROBES = 400
SPREAD_DEGREES, SPREAD_DAYS = 60.0, 30


def main() -> None:
    """Fill to each size, and time what is added on top."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    joining, events = Joining(2 * max(sizes)), invented(7)
    first = 0.0
    empty = memory_bytes()
    for size in sizes:
        while len(joining.store) < size:
            joining.add_events([next(events)])
        probes = [probe(joining, next(events)) for _ in range(PROBES)]
        look_up, join = (statistics.median(times) for times in zip(*((p[0], p[1]) for p in probes), strict=True))
        first = first or join
        held = (memory_bytes() - empty) / len(joining.store)
        print(
            f"{size:>9,} held: an event {1000 * join:.2f} ms, {join / first:.2f} of the first, its look-up "
            f"{1000 * look_up:.3f} ms, {statistics.mean(p[2] for p in probes):.1f} found; {held:,.0f} bytes each",
            flush=True,
        )


def probe(joining: Joining, event: Event) -> tuple[float, float, int]:
    """Seconds of processor time of the look-up alone and of the whole, and the happenings that were found."""
    mine = profile(report_of(event))
    began = time.process_time()
    found = joining.store.index.look_up(mine)
    looked_up = time.process_time()
    joining.add_events([event])
    return looked_up - began, time.process_time() - looked_up, len(found)


def invented(seed: int) -> Iterator[Event]:
    """Attacks at random places of the earth and days of a month; a tenth of them told a second time."""
    draw, writer = random.Random(seed), Writer(seed)
    story = rising(writer, articles=2)
    one, other = (next(iter(events_of(write(a, "tuned")))) for a in story.articles if a.copy_of is None)
    for number in range(10**9):
        twice = draw.random() < 0.1
        lat, lon = (draw.uniform(-SPREAD_DEGREES, SPREAD_DEGREES) for _ in range(2))
        day = f"2031-03-{1 + draw.randrange(SPREAD_DAYS):02}"
        for template, suffix in ((one, "a"), (other, "b"))[: 1 + twice]:
            yield moved(template, f"{number}{suffix}", lat, lon, day)


def moved(event: Event, name: str, lat: float, lon: float, day: str) -> Event:
    """The event, at another place and day."""
    place, date = event.location, event.date
    assert place is not None
    return msgspec.structs.replace(
        event,
        event_id=f"ev-{name}",
        article_id=f"a-{name}",
        published_at=f"{day}T12:00:00Z",
        location=msgspec.structs.replace(place, lat=lat, lon=lon, geonames_id=int(1e6 * abs(lat)), name=f"P{lat:.3f}"),
        date=msgspec.structs.replace(date, value=day) if date else None,
    )


def memory_bytes() -> int:
    """Resident size at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
