"""One generation of fingerprints in memory: starts empty, compares each fingerprint with earlier ones, is then dropped.

Verdicts depend only on the fingerprints and their order, so that all workers that read the same log agree.
"""

from __future__ import annotations

import numpy as np

from streams.dedup.fingerprint import FACTS, NO_DAY, SHINGLES, SHORT_WORDS, Fingerprint, unpack_sketch
from streams.dedup.sketch import overlap
from streams.dedup.verdict import Verdict

INDEXED, LOOKED_UP = 32, 16
"""Number of an original's smallest shingles that are indexed, and of a new article's that are looked up. The latter are
always among the former if the original is up to twice as long, and mostly if it is longer."""
CANDIDATES = 4
"""Number of originals compared: those that share most looked-up shingles."""
LEAST_COMPARED = 10
"""Shingles below which two texts are too short to compare."""
SHINGLES_SHARE = 0.6
"""Share of a near duplicate's shingles that are in the original, at least. With one word in ten changed it is 0.73 on
average, and below this threshold in two of a hundred texts."""
DAYS_APART = 1
"""Days between two articles of one text beyond which "on Sunday" means another Sunday, so the later one is read."""
MOST_DAYS = 8
"""Number of days of publication kept per text; articles of further days are read."""
NEW_FACTS = 0.4
"""Share of a near duplicate's numbers, and of its names, that may be missing in the original (or one of them). Reports
from a template (rates, weather, earnings) share more words than edited copies, but not numbers and names."""


class Generation:
    """Fingerprints and verdicts since one moment.

    Args:
        capacity: maximum number of fingerprints; sets the size of the table.
    """

    def __init__(self, capacity: int) -> None:
        self.verdicts: dict[bytes, Verdict] = {}
        """By `Fingerprint.key`."""
        self._originals: list[Fingerprint] = []
        self._published: list[str] = []
        self._texts: dict[bytes, list[tuple[str, int]]] = {}
        """Digest of a text to the articles with it that are read, each with its day of publication."""
        self._bodies: dict[bytes, str] = {}
        """Digest of a text without language to the first article with it."""
        self._firsts: dict[bytes, tuple[str, bytes]] = {}
        """Article id or digest of a URL to the first article with it and its text digest."""
        # A slot per indexed shingle holds the newest original with it. Collisions are harmless: an original has many.
        self._slots = np.zeros(1 << (2 * INDEXED * capacity - 1).bit_length(), dtype=np.uint32)

    def judge(self, new: Fingerprint) -> Verdict:
        """Return the verdict on an article; for a repeat of a message, the same as before."""
        known = self.verdicts.get(new.key)
        return known if known is not None else self._store(new, self._verdict(new))

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
        """Return the id to publish, and the id of the first version if this is a later one."""
        same_id = self._firsts.get(new.article_id.encode("utf-8", "surrogatepass"))
        first = same_id or (self._firsts.get(new.page) if new.page else None)
        if first is None or first[1] == new.text:
            return new.article_id, None
        return (f"{new.article_id}.{new.text.hex()[:8]}" if same_id else new.article_id), first[0]

    def _nearest(self, new: Fingerprint) -> str | None:
        """Return the id of the original that contains most of a new article; None if none contains enough."""
        looked_up = unpack_sketch(new.shingles)[:LOOKED_UP]
        found, votes = np.unique(self._slots[looked_up & (len(self._slots) - 1)], return_counts=True)
        order = np.argsort(-votes, kind="stable")
        ordinals = [int(found[i]) - 1 for i in order if found[i]][:CANDIDATES]
        scored = [(_containment(new, self._originals[ordinal]), -ordinal) for ordinal in ordinals]
        best, ordinal = max(scored, default=(0.0, 0))
        return self._published[-ordinal] if best else None

    def _store(self, new: Fingerprint, verdict: Verdict) -> Verdict:
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
            indexed = unpack_sketch(new.shingles)[:INDEXED]
            self._slots[indexed & (len(self._slots) - 1)] = len(self._originals)
        return verdict


def _containment(new: Fingerprint, original: Fingerprint) -> float:
    """Return the share of a new article's shingles that an original contains; 0 if it is too small."""
    if original.words < SHORT_WORDS:
        return 0.0
    held, compared = overlap(unpack_sketch(new.shingles), unpack_sketch(original.shingles), SHINGLES)
    if compared < LEAST_COMPARED or held < SHINGLES_SHARE:
        return 0.0
    for mine, theirs in ((new.numbers, original.numbers), (new.names, original.names)):
        old, facts = overlap(unpack_sketch(mine), unpack_sketch(theirs), FACTS)
        if round((1 - old) * facts) > max(1, NEW_FACTS * facts):
            return 0.0
    return held
