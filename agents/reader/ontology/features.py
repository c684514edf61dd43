"""What the learned model sees of a possible trigger: its words, its arguments, their meanings as word vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
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
# A feature is a string such as "head+obj=launch attack"; its hash goes on from that of what it begins with.
_BIAS, _HEAD, _HAS, _HEAD_HAS = map(crc32, (b"bias", b"head=", b"has=", b"head+has="))


class Candidate(NamedTuple):
    """A word that may report an event, its arguments, and what the lexicon takes it for ("" for nothing)."""

    head: Token
    arguments: Arguments
    lexical: str


def dense(candidates: Sequence[Candidate], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """A row a candidate: `GROUPS` vectors of unit length (or zero) beside each other, of a table of `vectors`."""
    at: list[int] = []
    starts: list[int] = []
    filled: list[int] = []
    for number, candidate in enumerate(candidates):
        for group, tokens in enumerate(_groups(candidate)):
            found = [row for token in tokens if (row := token.doc.vector_rows[token.i]) >= 0]
            if found:
                starts.append(len(at))
                filled.append(number * GROUPS + group)
                at += found
    rows = np.zeros((len(candidates) * GROUPS, vectors.shape[1]), dtype=np.float32)
    if at:
        sums = np.add.reduceat(vectors[at], starts, axis=0)
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        rows[filled] = sums / np.where(norms > 0, norms, 1)
    return rows.reshape(len(candidates), -1)


def _groups(candidate: Candidate) -> tuple[Sequence[Token], ...]:
    found = candidate.arguments
    others = [token for relation, tokens in found.items() if relation not in _SKIPPED for token in tokens]
    return (
        (candidate.head,),
        found.get("obj", ()),
        found.get("subj", ()),
        others,
        found.get("comp", ()),
        found.get("mod", found.get("attr", ())),
    )


def buckets(candidate: Candidate) -> list[int]:
    """The hash buckets of the word features, without repeats, in order."""
    head, lexical = candidate.head, candidate.lexical
    lemma = head.lemma_.encode()
    hashes = {
        _BIAS,
        crc32(f"lexicon={lexical}".encode()),
        crc32(lemma, _HEAD),
        crc32(f"tag={head.tag_} {lexical}".encode()),
        crc32(f"dep={head.dep_}".encode()),
    }
    having = crc32(lemma + b" ", _HEAD_HAS)
    for relation, tokens in candidate.arguments.items():
        name = relation.encode()
        alone, paired = crc32(name + b"="), crc32(b"head+" + name + b"=" + lemma + b" ")
        hashes.add(crc32(name, _HAS))
        hashes.add(crc32(name, having))
        for token in tokens:
            word = token.lemma_.encode()
            shown = token.ent_type_.encode() or word
            hashes.update((crc32(word, alone), crc32(shown, alone), crc32(shown, paired)))
    return sorted({number % BUCKETS for number in hashes})
