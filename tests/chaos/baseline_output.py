"""The output of an undisturbed run, in the form that the ledger compares; also of another version of Dateline."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from agents.pool.outcome import DeadArticle, Enriched, Outcome
from streams.contract.errors import Reason
from streams.routing.event_fields import event_fields
from streams.routing.routes import Route, matching_routes
from tests.broker.topics_fixture import LIMITS, without_time
from tests.broker.worker_process import ROOT, environment
from tests.chaos.ledger import Wanted

_READ = """
import importlib, sys, msgspec
from agents.pool.batch_outcomes import outcomes
from agents.pool.outcome import ArticleLimits
module, _, function = sys.argv[1].partition(":")
reader = getattr(importlib.import_module(module), function)(sys.argv[2], ["plover"])
raws = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=list[bytes])
found = [outcome for raw in raws for outcome in outcomes(reader, [raw], "then", ArticleLimits(*map(int, sys.argv[3:])))]
sys.stdout.buffer.write(msgspec.msgpack.encode(found))
"""
"""Each article is read alone, so that other articles in the batch have no influence."""
LONGEST_SECONDS = 1800


def read(raws: Sequence[bytes], reader: str, model: str, tree: Path = ROOT) -> list[Outcome]:
    """Return the outcomes of these messages, one at a time, by the code in a source tree."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", _READ, reader, model, str(LIMITS.article_chars), str(LIMITS.message_bytes)],
        input=msgspec.msgpack.encode(raws),
        env=environment({"PYTHONPATH": str(tree)}),
        stdout=subprocess.PIPE,
        check=True,
        timeout=LONGEST_SECONDS,
    )
    return msgspec.msgpack.decode(done.stdout, type=list[Outcome])


def wanted(outcome: Outcome, routes: Sequence[Route]) -> Wanted:
    """Return an outcome in the form of the ledger."""
    if isinstance(outcome, DeadArticle):
        return Wanted(dead=outcome.reason)
    return Wanted(
        enriched=without_time(outcome.value),
        events={event.id: without_time(event.value) for event in outcome.events},
        routes=_routes(outcome, routes),
    )


def _routes(outcome: Enriched, routes: Sequence[Route]) -> Mapping[str, frozenset[str]]:
    taken = {event.id: matching_routes(routes, event_fields(event.value)) for event in outcome.events}
    return {r.name: frozenset(i for i, names in taken.items() if r.name in names) for r in routes}


def wanted_of(
    fed: Mapping[str, tuple[bytes, Reason | None]],
    reader: str,
    model: str,
    routes: Sequence[Route],
    trees: Sequence[Path],
) -> dict[str, list[Wanted]]:
    """Return the wanted outcomes of each version by article id; planted articles become dead letters."""
    good = [identity for identity, (_, reason) in fed.items() if reason is None]
    found: dict[str, list[Wanted]] = {i: [Wanted(dead=reason)] for i, (_, reason) in fed.items() if reason}
    for tree in trees:
        for identity, outcome in zip(good, read([fed[i][0] for i in good], reader, model, tree), strict=True):
            found.setdefault(identity, []).append(wanted(outcome, routes))
    return found
