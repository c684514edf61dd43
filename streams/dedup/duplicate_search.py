"""Search one generation of fingerprints for the original of an article: the same text, a near duplicate or a version.

Its verdicts follow from the fingerprints and their order alone, so that workers that read the same reach the same.
"""

from __future__ import annotations

import numpy as np

from streams.dedup.fingerprint import FACTS, NO_DAY, SHINGLES, SHORT_WORDS, Fingerprint, unpacked
from streams.dedup.sketch import overlap
from streams.dedup.verdict import Verdict

POSTED, ASKED = 32, 16
"""Of an original's shingles so many are posted, and of a newcomer's so many looked up: its smallest are also among
the smallest of an original that is up to twice as long for certain, and mostly of longer ones."""
CANDIDATES = 4
"""Originals that share most of those are compared."""
LEAST_COMPARED = 10
"""Shingles below which two texts are not compared: too few to tell."""
SHINGLES_SHARE = 0.6
"""Of a near duplicate's shingles at least so many are the original's. One word in ten changed leaves .73 of them,
and in two of a hundred such texts less than this."""
DAYS_APART = 1
"""Days between the publication of two articles of the same text, beyond which "on Sunday" means another Sunday: the
later one is read."""
MOST_DAYS = 8
"""Readings of one text, under different days, that are remembered; further ones are read."""
NEW_FACTS = 0.4
"""Of its numbers, and of its names, at most so many (or one) are not. Reports made after one pattern (rates,
weather, earnings) share more words than edited copies do, but not the numbers or the names."""


class Generation:
    """What is remembered since one moment.

    Args:
        capacity: fingerprints that it will judge at most; sets the size of the table.
    """

    def __init__(self, capacity: int) -> None:
        self.verdicts: dict[bytes, Verdict] = {}
        """By `Fingerprint.key`."""
        self._originals: list[Fingerprint] = []
        self._published: list[str] = []
        self._texts: dict[bytes, list[tuple[str, int]]] = {}
        """From the digest of a text to the articles of that text that are read, each with its day of publication."""
        self._bodies: dict[bytes, str] = {}
        """From the digest of a text alone to the first article that has it."""
        self._firsts: dict[bytes, tuple[str, bytes]] = {}
        """From an id or the digest of a page to the first article there and its text."""
        # A slot for each posted shingle holds the newest original that has it. One lost to another's shingle does
        # no harm: an original has many.
        self._slots = np.zeros(1 << (2 * POSTED * capacity - 1).bit_length(), dtype=np.uint32)

    def judge(self, new: Fingerprint) -> Verdict:
        """Return the verdict on an article; on a repeat of one, the same as before."""
        known = self.verdicts.get(new.key)
        return known if known is not None else self._remember(new, self._verdict(new))

    def _verdict(self, new: Fingerprint) -> Verdict:
        published, version_of = self._version(new)
        for original, day in self._texts.get(new.text, []):
            if new.day == NO_DAY or (day != NO_DAY and abs(new.day - day) <= DAYS_APART):
                return Verdict(published, original, version_of)
        near = self._bodies.get(new.body) if new.body else None
        if near is None and version_of is None and not new.revised:
            near = self._nearest(new)
        return Verdict(published, None, version_of, near)

    def _version(self, new: Fingerprint) -> tuple[str, str | None]:
        """Return the id to publish, and the first version if this is a later one."""
        same_id = self._firsts.get(new.article_id.encode("utf-8", "surrogatepass"))
        first = same_id or (self._firsts.get(new.page) if new.page else None)
        if first is None or first[1] == new.text:
            return new.article_id, None
        return (f"{new.article_id}.{new.text.hex()[:8]}" if same_id else new.article_id), first[0]

    def _nearest(self, new: Fingerprint) -> str | None:
        """Return the original that holds most of what a newcomer says, if one holds enough."""
        asked = unpacked(new.shingles)[:ASKED]
        found, votes = np.unique(self._slots[asked & (len(self._slots) - 1)], return_counts=True)
        order = np.argsort(-votes, kind="stable")
        ordinals = [int(found[i]) - 1 for i in order if found[i]][:CANDIDATES]
        scored = [(_likeness(new, self._originals[ordinal]), -ordinal) for ordinal in ordinals]
        best, ordinal = max(scored, default=(0.0, 0))
        return self._published[-ordinal] if best else None

    def _remember(self, new: Fingerprint, verdict: Verdict) -> Verdict:
        self.verdicts[new.key] = verdict
        first = verdict.article_id, new.text
        for name in (new.article_id.encode("utf-8", "surrogatepass"), new.page):
            if name:
                self._firsts.setdefault(name, first)
        if verdict.duplicate_of is not None:
            return verdict
        if len(same := self._texts.setdefault(new.text, [])) < MOST_DAYS:
            same.append((verdict.article_id, new.day))
        if new.body:
            self._bodies.setdefault(new.body, verdict.near_duplicate_of or verdict.article_id)
        if verdict.near_duplicate_of is None:
            self._originals.append(new)
            self._published.append(verdict.article_id)
            posted = unpacked(new.shingles)[:POSTED]
            self._slots[posted & (len(self._slots) - 1)] = len(self._originals)
        return verdict


def _likeness(new: Fingerprint, original: Fingerprint) -> float:
    """Return how much of a newcomer an original holds, 0 where that is not enough."""
    if original.words < SHORT_WORDS:
        return 0.0
    held, compared = overlap(unpacked(new.shingles), unpacked(original.shingles), SHINGLES)
    if compared < LEAST_COMPARED or held < SHINGLES_SHARE:
        return 0.0
    for mine, theirs in ((new.numbers, original.numbers), (new.names, original.names)):
        old, facts = overlap(unpacked(mine), unpacked(theirs), FACTS)
        if round((1 - old) * facts) > max(1, NEW_FACTS * facts):
            return 0.0
    return held
