"""Features of the event classifier: a candidate's words and arguments, and their word vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from agents.reader.syntax.arguments import Arguments
from agents.reader.syntax.tree import Token

BUCKETS = 1 << 14
"""Hash buckets of the word features."""
GROUPS = 6
"""Vectors per candidate: head, objects, subjects, prepositional objects, complements, sentence."""
_SKIPPED = frozenset(
    {"subj", "obj", "comp", "aux", "neg", "mod", "poss", "gov", "prt", "adv", "attr", "objmod", "inf", "not"}
)
# A feature is a string such as "head+obj=launch attack"; its hash continues the hash of its beginning.
_BIAS, _HEAD, _HAS, _HEAD_HAS = map(crc32, (b"bias", b"head=", b"has=", b"head+has="))


class TriggerCandidate(NamedTuple):
    """A word that may report an event, its arguments, and the type that the patterns give it ("" if none)."""

    head: Token
    arguments: Arguments
    lexical: str


def dense(candidates: Sequence[TriggerCandidate], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return an array of shape (candidates, `GROUPS` * d) for word vectors of shape (words, d).

    Each row concatenates the groups' mean vectors, each of unit length or zero.
    """
    filled: list[int] = []
    firsts: list[int] = []
    further: list[tuple[int, int]] = []
    for number, candidate in enumerate(candidates):
        rows_of = candidate.head.doc.vector_rows
        for group, tokens in enumerate(_groups(candidate)):
            if tokens and (found := [row for token in tokens if (row := rows_of[token.i]) >= 0]):
                # Nearly all groups are of one word.
                further += [(len(firsts), row) for row in found[1:]]
                firsts.append(found[0])
                filled.append(number * GROUPS + group)
    sums = vectors[firsts]
    for at, row in further:
        sums[at] += vectors[row]
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    rows = np.zeros((len(candidates) * GROUPS, vectors.shape[1]), dtype=np.float32)
    rows[filled] = sums / np.where(norms > 0, norms, 1)
    return rows.reshape(len(candidates), -1)


def _groups(candidate: TriggerCandidate) -> tuple[Sequence[Token], ...]:
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


def buckets(candidate: TriggerCandidate) -> list[int]:
    """Return the hash buckets of the word features, without repeats, in order."""
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
        hashes.add(crc32(name, _HAS))
        hashes.add(crc32(name, having))
        alone, paired = crc32(name + b"="), crc32(b"head+" + name + b"=" + lemma + b" ")
        for token in tokens:
            shown = token.lemma_.encode()
            hashes.add(crc32(shown, alone))
            if token.ent_type_:
                shown = token.ent_type_.encode()
                hashes.add(crc32(shown, alone))
            hashes.add(crc32(shown, paired))
    return sorted({number % BUCKETS for number in hashes})
