"""How the time to join an event, the look-up time and the memory grow with the number of open happenings.

A look-up is timed twice: right after the previous event was joined, and after other work has used the processor's
caches. With few happenings the first look-up is served from the caches, with many it is not. The second never is, so
that it shows the cost of the look-up itself. The numbers of keys looked up and of happenings found are printed too.

Last, one happening is reported by a thousand different articles, and the time of each further report is measured.

python -m tests.happenings.speed [--sizes 1000,10000,100000,1000000]
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from agents.happenings.event_profile import EventProfile, profile
from agents.happenings.happening_index import wanted_keys
from agents.happenings.joining import Joining
from agents.happenings.reports import report_of
from streams.contract.codec import encode
from streams.contract.records import Count, Event, Magnitude
from tests.happenings.perfect_reader import events_of
from tests.happenings.texts import write
from tests.happenings.world import Writer, rising

PROBES = 400
REPORTS, AROUND = (10, 100, 1000), 5
"""Numbers of reports at which a further one is timed, and how many reports before that number are timed too."""
SPREAD_DEGREES, SPREAD_DAYS = 60.0, 30
OTHER_WORDS = [
    "smoke",
    "dust",
    "windows",
    "rescue",
    "wounded",
    "morning",
    "street",
    "officials",
    "sirens",
    "debris",
    "crowd",
]
OTHER_WORK = bytes(16 << 20)
"""One byte of each cache line is read: several times the size of the caches of one core."""


@dataclass(frozen=True, slots=True)
class Probe:
    """The cost of one event."""

    look_up: float
    """Processor time in seconds, as the others."""
    look_up_cold: float
    """After other work has used the caches."""
    join: float
    keys: int
    """Number of keys looked up."""
    found: int
    """Number of happenings to compare it with."""


def main() -> None:
    """Fill the store to each size, and time further events."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    joining, events = Joining(2 * max(sizes)), invented(7)
    first: dict[str, float] = {}
    empty = memory_bytes()
    for size in sizes:
        while len(joining.store) < size:
            joining.add_events([next(events)])
        probes = [probe(joining, next(events)) for _ in range(PROBES)]
        print(
            f"{size:>9,} held: {_told(probes, first)}; {(memory_bytes() - empty) / len(joining.store):,.0f} bytes each",
            flush=True,
        )
    print(much_reported())


def much_reported() -> str:
    """Return the processor time of a further report of a happening that has many, and the size of its record."""
    joining, said = Joining(10), []
    for number, event in enumerate(reports_of_one(7), 1):
        began = time.process_time()
        size = sum(len(encode(happening)) for happening in joining.add_events([event]))
        said.append((time.process_time() - began, size))
        if number == REPORTS[-1]:
            break
    parts = (
        f"{most:,} reports {1000 * statistics.median(seconds for seconds, _ in said[most - AROUND : most]):.2f} ms"
        f" ({said[most - 1][1] / 1000:,.0f} KB)"
        for most in REPORTS
    )
    assert len(joining.store) == 1
    return f"one more report of a happening with {', '.join(parts)}"


def reports_of_one(seed: int) -> Iterator[Event]:
    """Yield reports of one attack by different articles, a minute apart, with other words and a toll that rises."""
    draw, first = random.Random(seed), next(invented(seed))
    for number in range(10**9):
        sentence = f"{first.evidence.sentence[:40]} {' '.join(draw.choices(OTHER_WORDS, k=14))}."
        killed = Count(min=3 + number // 50, max=3 + number // 50, text="", field="text", start=0, end=1)
        yield msgspec.structs.replace(
            first,
            event_id=f"ev-{number}",
            article_id=f"a-{number}",
            source=f"Source {draw.randrange(400)}",
            published_at=f"{(first.published_at or '')[:10]}T{number // 60:02}:{number % 60:02}:00Z",
            magnitude=Magnitude(killed=killed),
            evidence=msgspec.structs.replace(first.evidence, sentence=sentence),
        )


def _told(probes: list[Probe], first: dict[str, float]) -> str:
    """Return the medians, each with its ratio to that of the first size."""
    said = []
    for name in ("join", "look_up", "look_up_cold"):
        median = statistics.median(getattr(probe, name) for probe in probes)
        said.append(f"{name} {1000 * median:.3f} ms ({median / first.setdefault(name, median):.2f})")
    keys, found = (statistics.mean(counts) for counts in zip(*((p.keys, p.found) for p in probes), strict=True))
    most = max(probe.found for probe in probes)
    return f"{', '.join(said)}; {keys:.1f} keys looked up, {found:.1f} happenings found, {most} at most"


def probe(joining: Joining, event: Event) -> Probe:
    """Look an event up twice, and join it."""
    mine = profile(report_of(event))
    look_up, found = _timed_look_up(joining, mine)
    sum(OTHER_WORK[::64])
    look_up_cold, _ = _timed_look_up(joining, mine)
    began = time.process_time()
    joining.add_events([event])
    return Probe(look_up, look_up_cold, time.process_time() - began, len(list(wanted_keys(mine))), found)


def _timed_look_up(joining: Joining, mine: EventProfile) -> tuple[float, int]:
    began = time.process_time()
    found = joining.store.index.look_up(mine)
    return time.process_time() - began, len(found)


def invented(seed: int) -> Iterator[Event]:
    """Yield attacks at random places and days of a month; a tenth of them is reported twice."""
    draw, writer = random.Random(seed), Writer(seed)
    story = rising(writer, articles=2)
    one, other = (next(iter(events_of(write(a, "tuned")))) for a in story.articles if a.copy_of is None)
    for number in range(10**9):
        twice = draw.random() < 0.1
        lat, lon = (draw.uniform(-SPREAD_DEGREES, SPREAD_DEGREES) for _ in range(2))
        day = f"2031-03-{1 + draw.randrange(SPREAD_DAYS):02}"
        for template, suffix in ((one, "a"), (other, "b"))[: 1 + twice]:
            yield relocated(template, f"{number}{suffix}", lat, lon, day)


def relocated(event: Event, name: str, lat: float, lon: float, day: str) -> Event:
    """Return the event at another place and on another day."""
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
    """Return the maximum resident size so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
