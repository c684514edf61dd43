"""Invented stories for tests of duplicates: stories that all differ, and stories that follow one template."""

from __future__ import annotations

import random

from streams.contract.records import Article
from streams.dedup.fingerprint import Fingerprint, fingerprint

NOUNS = ("river", "harbour", "council", "bridge", "market", "school", "festival", "orchard", "ferry", "museum")
VERBS = ("opened", "closed", "repaired", "visited", "praised", "refused", "planned", "inspected", "painted")
TOWNS = ("Aldermere", "Brenwick", "Corvale", "Dunhaven", "Elmsworth", "Farrowby", "Glenmoor", "Hartsea", "Kelsing")


def story(number: int, sentences: int = 12) -> str:
    """Return a text that is unique for its number. The words are few; their order differs."""
    rng = random.Random(number)
    pick = rng.choice
    return " ".join(
        f"The {pick(NOUNS)} of {pick(TOWNS)} {pick(VERBS)} the {pick(NOUNS)} and {pick(VERBS)}"
        f" {rng.randint(2, 9999)} {pick(NOUNS)}s in {pick(TOWNS)}."
        for _ in range(sentences)
    )


def report(rate: float, change: float, volume: int) -> str:
    """Return a report from a template. Only its three numbers vary."""
    return (
        f"The Brenwick exchange closed at {rate} points, {change} per cent away from the level of the day before,"
        f" as traders weighed the harvest. A total of {volume} shares changed hands on its floor,"
        " and dealers said that they expected a quiet week while the council prepares its yearly report on"
        " the state of the harbour, the ferry and the grain market of the city."
    )


def fingerprint_of(name: str, text: str, url: str | None = None, title: str | None = None) -> Fingerprint:
    """Return the fingerprint of an article."""
    made = fingerprint(Article(id=name, text=text, url=url, title=title))
    assert made is not None
    return made
