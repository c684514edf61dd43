"""What the learned model sees of a possible trigger: its words, its arguments, their meanings as word vectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from agents.reader.text.arguments import Arguments
from agents.reader.text.tree import Token

BUCKETS = 1 << 14
"""Hash buckets of the word features."""
GROUPS = 6
"""Vectors a candidate: head, objects, subjects, prepositional objects, complements, sentence."""
_SKIPPED = frozenset(
    {"subj", "obj", "comp", "aux", "neg", "mod", "poss", "gov", "prt", "adv", "attr", "objmod", "inf", "not"}
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may report an event, its arguments, and what the lexicon takes it for ("" for nothing)."""

    head: Token
    arguments: Arguments
    lexical: str


def dense(candidates: Sequence[Candidate], width: int) -> NDArray[np.float32]:
    """A row a candidate: `GROUPS` vectors of unit length (or zero) beside each other."""
    rows = np.zeros((len(candidates), GROUPS, width), dtype=np.float32)
    for row, candidate in zip(rows, candidates, strict=True):
        found = candidate.arguments
        groups: list[Iterable[Token]] = [
            (candidate.head,),
            found.get("obj", ()),
            found.get("subj", ()),
            (t for name, tokens in found.items() if name not in _SKIPPED for t in tokens),
            found.get("comp", ()),
            found.get("mod", found.get("attr", ())),
        ]
        for slot, tokens in zip(row, groups, strict=True):
            found_rows = [at for token in tokens if (at := token.doc.vector_rows[token.i]) >= 0]
            if found_rows:
                slot += candidate.head.doc.vectors[found_rows].sum(axis=0)
    norms = np.linalg.norm(rows, axis=2, keepdims=True)
    rows /= np.where(norms > 0, norms, 1)
    return rows.reshape(len(candidates), GROUPS * width)


def buckets(candidate: Candidate) -> NDArray[np.int64]:
    """The hash buckets of the word features, without repeats, in order."""
    return np.array(sorted({crc32(f.encode()) % BUCKETS for f in _words(candidate)}), dtype=np.int64)


def _words(candidate: Candidate) -> Iterator[str]:
    head, found = candidate.head, candidate.arguments
    lemma = head.lemma_
    yield "bias"
    yield f"lexicon={candidate.lexical}"
    yield f"head={lemma}"
    yield f"tag={head.tag_} {candidate.lexical}"
    yield f"dep={head.dep_}"
    for relation, tokens in found.items():
        yield f"has={relation}"
        yield f"head+has={lemma} {relation}"
        for token in tokens:
            name = token.ent_type_ or token.lemma_
            yield f"{relation}={name}"
            yield f"{relation}={token.lemma_}"
            yield f"head+{relation}={lemma} {name}"
