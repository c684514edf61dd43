"""A fingerprint: what of an article is enough to tell whether another says the same. At most about a kilobyte."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from streams.contract.codec import canonical_url
from streams.contract.ids import digest
from streams.contract.records import Article
from streams.dedup import sketch

FORMAT = 1
"""Of the records in the topic; those of another format are passed over."""
SHINGLES, FACTS = 128, 40
"""Most shingles, and most numbers or names, that are kept of an article."""
SHORT_WORDS = 50
"""Fewer make a stub ("Subscribe to read on"), which stands for different articles: its title counts as text."""
DIGEST_BYTES = 12
LONGEST_ID = 300
"""Characters of an id beyond which an article has no fingerprint: what is remembered must stay small."""

_WORD = re.compile(r"\d[\d.,/-]*\d|\w+")
_REVISED = re.compile(
    r"\W*(corrected|correction|corr|refile|recast|amended|updated?( \d+)?|wrapup( \d+)?)\W*[-:—–(]", re.IGNORECASE
)
"""How wires mark the title of a story that they send anew because it has changed."""


class Fingerprint(msgspec.Struct, frozen=True, array_like=True):
    """One record of `articles.fingerprints`, as MessagePack."""

    format: int
    article_id: str
    page: bytes
    """Digest of the canonical URL; empty where there is none."""
    text: bytes
    """Digest of the normalised text."""
    words: int
    """Length of the text."""
    shingles: bytes
    """Sketch of the runs of words: 32-bit, little-endian."""
    numbers: bytes
    """Sketch of the numbers."""
    names: bytes
    """Sketch of the words with a capital that do not occur without."""
    revised: bool
    """Sent anew because it has changed, as its title says: the same text is a duplicate, a similar one is not."""

    @property
    def key(self) -> bytes:
        """The same for the same id and text: a repeat of the same message."""
        return _digest(self.article_id, self.text.hex())


_encode = msgspec.msgpack.Encoder().encode
_decoder = msgspec.msgpack.Decoder(Fingerprint)


def fingerprint(article: Article) -> Fingerprint | None:
    """What to remember of an article; None where its id is too long."""
    if len(article.id) > LONGEST_ID:
        return None
    words = _words(article.text)
    plain = [word.casefold() for word in words]
    told = [word.casefold() for word in _words(article.title or "")] if len(plain) < SHORT_WORDS else []
    page = canonical_url(article.url) if article.url else None
    return Fingerprint(
        format=FORMAT,
        article_id=article.id,
        page=_digest(page) if page else b"",
        text=_digest(" ".join(told), " ".join(plain)),
        words=len(plain),
        shingles=_packed(sketch.bottom_k(sketch.shingles(plain), SHINGLES)),
        numbers=_facts(word for word in plain if word[0].isdigit()),
        names=_facts(_names(words)),
        revised=bool(_REVISED.match(article.title or "")),
    )


def encode_fingerprint(record: Fingerprint) -> bytes:
    """As it is published."""
    return _encode(record)


def decode_fingerprint(value: bytes | None) -> Fingerprint | None:
    """A record of the topic, or None where it is not a fingerprint of this format."""
    try:
        record = _decoder.decode(value or b"")
    except msgspec.DecodeError:
        return None
    return record if record.format == FORMAT and _sound(record) else None


def unpacked(packed: bytes) -> sketch.Hashes:
    """A sketch of a record."""
    return np.frombuffer(packed, dtype="<u4")


def _sound(record: Fingerprint) -> bool:
    """Whether a record's parts have the sizes and order that the comparison relies on."""
    sketches = (record.shingles, SHINGLES), (record.numbers, FACTS), (record.names, FACTS)
    return (
        len(record.article_id) <= LONGEST_ID
        and len(record.page) <= len(record.text) == DIGEST_BYTES
        and all(len(packed) % 4 == 0 and len(packed) <= 4 * most for packed, most in sketches)
        and all(bool(np.all(np.diff(unpacked(packed).astype(np.int64)) > 0)) for packed, _ in sketches)
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text))


def _names(words: Sequence[str]) -> set[str]:
    """The word that begins a sentence is seldom a name, and then occurs elsewhere in small letters."""
    small = {word for word in words if word.islower()}
    return {word.casefold() for word in words if word[0].isupper()} - small


def _facts(words: Iterable[str]) -> bytes:
    return _packed(sketch.bottom_k(sketch.scattered(sketch.hashes(words)), FACTS))


def _packed(values: sketch.Hashes) -> bytes:
    return values.astype("<u4").tobytes()


def _digest(*parts: str) -> bytes:
    return bytes.fromhex(digest(*parts))
