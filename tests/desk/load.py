"""Load test of the desk: `python -m tests.desk.load --articles 50000`, or `make desk-load`.

The store holds that many articles with two events each. Then 100 events per second are stored, while clients change
their filters as people do, and listeners connect and disconnect. Server, clients and listeners are three processes.
Prints the response times, the events of each listener, and the resources of the server.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import sys
import tempfile
import time
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp

from streams.desk.store.changes import Change
from streams.desk.store.desk_store import DeskStore
from tests.desk.invented_events import InventedArticle, invented_article, invented_articles

QUERIES = (
    "",
    "type=ASSAULT",
    "country=PAK&status=asserted",
    "text=coast+guard",
    "actor=red+delta",
    "box=29,60,39,75",
    "from=2026-03-01&to=2026-03-10",
    "source=delta-times&min_confidence=0.7",
    "sector=MIL&type=MOBILIZE&type=ASSAULT",
)
LISTENED = ("", "type=ASSAULT", "country=NGA", "min_confidence=0.8")
BATCH_SECONDS = 0.2
IDLE_SECONDS = 20.0
"""After the last event is stored, a listener is done if it gets nothing for this many seconds."""
EVENT_ID = re.compile(rb'"event_id":"([^"]+)"')
PLACE = re.compile(rb"id: (\S+)")
NEWEST = datetime(2026, 3, 20, 12, tzinfo=UTC)


def fill(path: Path, articles: int) -> float:
    """Create the store; return the seconds that it took."""
    store, started = DeskStore(path), time.monotonic()
    batch: list[Change] = []
    for made in invented_articles(articles, NEWEST):
        batch += made.changes(int(time.time() * 1000))
        if len(batch) > 4_000:
            store.write(batch, {})
            batch = []
    store.write(batch, {})
    store.close()
    return time.monotonic() - started


def arriving(events_a_second: int, seconds: float) -> Iterator[list[InventedArticle]]:
    """Yield batches of new articles, one for each `BATCH_SECONDS`."""
    chance = random.Random(9)
    number = 0
    for _ in range(int(seconds / BATCH_SECONDS)):
        count = int(events_a_second * BATCH_SECONDS / 2)
        yield [invented_article(f"new-{number + n}", NEWEST + timedelta(seconds=number), chance) for n in range(count)]
        number += count


def serve(path: Path, events_a_second: int, seconds: float) -> None:
    """Run the server in its own process. It begins to store new events on a line from standard input."""
    from tests.desk.local_desk import LocalDesk

    with LocalDesk(path, desk_listeners=1000) as desk:
        print(desk.url, flush=True)
        sys.stdin.readline()
        begun = time.monotonic()
        for number, made in enumerate(arriving(events_a_second, seconds), 1):
            desk.write([change for one in made for change in one.changes(int(time.time() * 1000))])
            time.sleep(max(0.0, begun + number * BATCH_SECONDS - time.monotonic()))
        print("done", flush=True)
        sys.stdin.readline()


async def client(session: aiohttp.ClientSession, until: float, times: list[float], chance: random.Random) -> None:
    """Simulate one user: a new filter each second, with requests for feed, map and days."""
    await asyncio.sleep(chance.random())
    while time.monotonic() < until:
        began = time.monotonic()
        query = chance.choice(QUERIES)
        for path in ("events?limit=50&", "map?", "counts?by=day&"):
            started = time.monotonic()
            async with session.get(f"/api/{path}{query}") as answer:
                await answer.read()
                assert answer.status == 200, await answer.text()
            times.append(time.monotonic() - started)
        await asyncio.sleep(max(0.0, 1.0 - (time.monotonic() - began)))


async def listener(
    session: aiohttp.ClientSession, query: str, start: str, stop: asyncio.Event, chance: random.Random
) -> Counter[bytes]:
    """Return the ids of all events that one listener got. It disconnects every few seconds and resumes where it was."""
    got: Counter[bytes] = Counter()
    last = start
    while not stop.is_set():
        leave = time.monotonic() + chance.uniform(3, 9)
        async with session.get(f"/api/stream?{query}", headers={"Last-Event-ID": last}) as answer:
            rest, heard = b"", time.monotonic()
            while time.monotonic() < leave and not (stop.is_set() and time.monotonic() - heard > IDLE_SECONDS):
                try:
                    async with asyncio.timeout(0.5):
                        rest += await answer.content.readany()
                except TimeoutError:
                    continue
                heard = time.monotonic()
                # A message counts when it is complete, as in a browser.
                *messages, rest = rest.split(b"\n\n")
                for message in messages:
                    if found := EVENT_ID.search(message):
                        got[found[1]] += 1
                    if found := PLACE.match(message):
                        last = found[1].decode()
    return got


async def listen(url: str, options: argparse.Namespace) -> None:
    """Run all listeners in their own process; end on a line from standard input and print what they got."""
    new = [made for batch in arriving(options.rate, options.seconds) for made in batch]
    stop = asyncio.Event()
    timeout = aiohttp.ClientTimeout(total=None)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(url, connector=connector, timeout=timeout, read_bufsize=2**20) as session:
        async with session.get("/api/events") as answer:
            start = (await answer.json())["stream_from"]
        asked = [LISTENED[n % len(LISTENED)] for n in range(options.listeners)]
        listening = [
            asyncio.create_task(listener(session, query, start, stop, random.Random(n)))
            for n, query in enumerate(asked)
        ]
        print("listening", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        stop.set()
        got = await asyncio.gather(*listening)
    result = {
        "listeners": len(got),
        "events given out": sum(sum(found.values()) for found in got),
        "lost": sum(len(expected(query, new) - set(found)) for query, found in zip(asked, got, strict=True)),
        "doubled": sum(sum(n - 1 for n in found.values()) for found in got),
    }
    print(json.dumps(result), flush=True)


def expected(query: str, new: Sequence[InventedArticle]) -> set[bytes]:
    """Return the ids of the new events that match a listener's filter."""
    events = [event for made in new for event in made.events]
    kept = {
        "": events,
        "type=ASSAULT": [event for event in events if event.event_type == "ASSAULT"],
        "country=NGA": [event for event in events if event.location and event.location.country == "NGA"],
        "min_confidence=0.8": [event for event in events if event.confidence >= 0.8],
    }[query]
    return {event.event_id.encode() for event in kept}


async def measure(url: str, server: Process, listeners: Process, options: argparse.Namespace) -> dict[str, Any]:
    """Run clients while events arrive."""
    times: list[float] = []
    await receive_line(listeners)
    await send_line(server)
    used, until = processor_seconds(server.pid), time.monotonic() + options.seconds
    async with aiohttp.ClientSession(url, connector=aiohttp.TCPConnector(limit=0)) as session:
        people = (client(session, until, times, random.Random(n)) for n in range(options.clients))
        await asyncio.gather(*people)
    used = processor_seconds(server.pid) - used
    await receive_line(server)
    await asyncio.sleep(3)
    memory = resident_mib(server.pid)
    await send_line(listeners)
    heard = json.loads(await receive_line(listeners))
    times.sort()
    return {
        "queries": len(times),
        "queries a second": round(len(times) / options.seconds, 1),
        "p50 ms": round(statistics.median(times) * 1000, 1),
        "p95 ms": round(times[int(len(times) * 0.95)] * 1000, 1),
        "p99 ms": round(times[int(len(times) * 0.99)] * 1000, 1),
        **heard,
        "server processors": round(used / options.seconds, 2),
        "server memory MiB": memory,
        "load average": round(os.getloadavg()[0], 1),
    }


async def send_line(process: Process) -> None:
    """Send a line."""
    assert process.stdin is not None
    process.stdin.write(b"\n")
    await process.stdin.drain()


async def receive_line(process: Process) -> str:
    """Wait for a line."""
    assert process.stdout is not None
    return (await process.stdout.readline()).decode().strip()


def processor_seconds(pid: int) -> float:
    """Return the processor time of a process, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(pid: int) -> int:
    """Return the resident memory of a process, in MiB."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


async def run(options: argparse.Namespace) -> None:
    """Create the store, start the server, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.sqlite"
        seconds = fill(path, options.articles)
        print(f"{2 * options.articles:,} events stored in {seconds:.1f} s, {path.stat().st_size / 2**20:.0f} MiB")
        server = await started("--serve", str(path), options)
        url = await receive_line(server)
        listeners = await started("--listen", url, options)
        for name, value in (await measure(url, server, listeners, options)).items():
            print(f"{name:20} {value:,}")
        await send_line(server)
        await asyncio.gather(server.wait(), listeners.wait())


async def started(role: str, argument: str, options: argparse.Namespace) -> Process:
    """Start this program in another role."""
    given = [f"--{name}={getattr(options, name)}" for name in ("rate", "seconds", "listeners")]
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.desk.load", role, argument, *given),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=2**20,
    )


def main() -> None:
    """Parse the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rate", type=int, default=100, help="events a second that arrive")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--listeners", type=int, default=200)
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--listen", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve, options.rate, options.seconds)
    elif options.listen:
        asyncio.run(listen(options.listen, options))
    else:
        asyncio.run(run(options))


if __name__ == "__main__":
    main()
