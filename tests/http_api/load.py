"""Load test of the HTTP API with broker outages: python -m tests.http_api.load [--clients N] [--seconds S].

Clients post articles to one `dateline serve` on Apache Kafka. Each sends its next article as soon as the last one is
answered, and repeats articles that are answered with 429 or 503. The broker is killed and restarted `--outages` times.
Then every article that was answered with 202 must be on the topic. Prints the figures; exit 1 if one is lost, or if a
client got any other response.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import aiohttp

from streams.contract.codec import decode_article
from streams.contract.topics import RAW
from tests.broker.clusters import Cluster, kafka
from tests.broker.kafka.server import KafkaServer
from tests.broker.topics_fixture import Rig
from tests.http_api.server_process import HttpApiProcess
from tests.support.patience import PATIENCE_SECONDS, until

TEXT = "Rebels attacked a post near Kabul on Tuesday, killing seven soldiers, the army said. " * 30
"""2.6 kB with its JSON, like a story of a news agency."""


class ClientLoad:
    """Clients of the HTTP API, in their own thread while used as a context."""

    def __init__(self, url: str, clients: int) -> None:
        self._url, self._clients = url, clients
        self._enough = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._all()), name="client-load")
        self.accepted: set[str] = set()
        """Ids that a 202 reported."""
        self.statuses: Counter[int] = Counter()
        """Number of responses by status; 0 if the connection broke."""
        self.seconds: list[float] = []
        """Seconds from the first request with an article to its 202."""

    def __enter__(self) -> ClientLoad:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self._thread.join()

    async def _all(self) -> None:
        connector, timeout = aiohttp.TCPConnector(limit=0), aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
            await asyncio.gather(*(self._client(session, number) for number in range(self._clients)))

    async def _client(self, session: aiohttp.ClientSession, client: int) -> None:
        number = 0
        while not self._enough.is_set():
            article, number = {"id": f"c{client}-{number}", "title": "Attack", "text": TEXT}, number + 1
            started = time.monotonic()
            await self._until_taken(session, article)
            self.seconds.append(time.monotonic() - started)

    async def _until_taken(self, session: aiohttp.ClientSession, article: dict[str, str]) -> None:
        wait = await self._post(session, article)
        while wait:
            await asyncio.sleep(wait)
            wait = await self._post(session, article)

    async def _post(self, session: aiohttp.ClientSession, article: dict[str, str]) -> float:
        """Return the seconds after which to send the article again; 0 if it was accepted."""
        try:
            async with session.post(f"{self._url}/articles", json=article) as response:
                self.statuses[response.status] += 1
                if response.status == 202:
                    self.accepted.update((await response.json())["ids"])
                    return 0.0
                await response.read()
                return float(response.headers.get("Retry-After", "1"))
        except (aiohttp.ClientError, TimeoutError):
            self.statuses[0] += 1
            return 1.0


def on_topic(rig: Rig) -> Counter[str]:
    """Return how often each article is on the raw topic."""
    consumer = rig.consumer(RAW)
    consumer.drain()
    return Counter(decode_article(message.value, max_chars=1 << 20).id for message in consumer.messages)


def outage(server: KafkaServer, client_load: ClientLoad, articles: int) -> tuple[float, float]:
    """Kill the broker once `articles` more were accepted, restart it, and wait until as many were accepted again.

    Return for how many seconds there was no broker, and how many later the HTTP API accepted articles again.
    """
    before = len(client_load.accepted)
    until(lambda: len(client_load.accepted) >= before + articles, "articles to be taken")
    server.kill()
    killed = time.monotonic()
    server.start()
    there = time.monotonic()
    dead = len(client_load.accepted)
    until(lambda: len(client_load.accepted) > dead, "articles to be accepted again")
    again = time.monotonic()
    until(lambda: len(client_load.accepted) >= dead + articles, "more articles to be taken")
    return there - killed, again - there


def _measure(cluster: Cluster, folder: Path, clients: int, seconds: float, outages: int) -> bool:
    assert cluster.server is not None
    with ExitStack() as stack:
        rig = Rig(cluster, "crowd", folder, {"DATELINE_PARTITIONS": "8"}, stack)
        http_api = stack.enter_context(HttpApiProcess(rig.environment, folder / "http_api.log")).until_ready()
        started, silences = time.monotonic(), []
        with ClientLoad(http_api.url, clients) as client_load:
            for number in range(outages):
                time.sleep(max(0.0, started + seconds * (number + 0.5) / outages - time.monotonic()))
                silences.append(outage(cluster.server, client_load, 100))
            time.sleep(max(0.0, started + seconds - time.monotonic()))
        took = time.monotonic() - started
        stopped = http_api.process.stop()
        there = on_topic(rig)
        lost = client_load.accepted - there.keys()
        ordered = sorted(client_load.seconds)
        statuses = ", ".join(f"{gone:.1f} s and {more:.1f} s until articles were taken" for gone, more in silences)
        print(
            f"{clients} clients, {took:.0f} s, {outages} outages: {statuses}\n"
            f"taken {len(client_load.accepted)}, {len(client_load.accepted) / took:.0f} a second; lost {len(lost)};"
            f" on the topic more than once {sum(1 for count in there.values() if count > 1)},"
            f" there without a 202 {len(there.keys() - client_load.accepted)}\n"
            f"answers {dict(sorted(client_load.statuses.items()))}; the server's exit {stopped}\n"
            f"seconds to the 202: median {statistics.median(ordered):.3f}, 99 % within"
            f" {ordered[len(ordered) * 99 // 100]:.3f}, longest {ordered[-1]:.1f}",
            flush=True,
        )
        return not lost and stopped == 0 and set(client_load.statuses) <= {202, 429, 503}


def main() -> None:
    """Measure, print, exit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--outages", type=int, default=2)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with kafka(folder) as cluster:
            good = _measure(cluster, folder, arguments.clients, arguments.seconds, arguments.outages)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
