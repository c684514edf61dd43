"""Fingerprints of articles: compact records, about a kilobyte at most, by which duplicates are detected."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from streams.contract.codec import canonical_url, parse_moment
from streams.contract.errors import NO_RECORD
from streams.contract.ids import digest
from streams.contract.records import Article
from streams.dedup import sketch

FORMAT = 2
"""Version of the records in the topic; records of another version are skipped."""
SHINGLES, FACTS = 128, 40
"""Maximum shingles, and maximum numbers or names, kept of an article."""
SHORT_WORDS = 50
"""Words below which a text is a stub ("Subscribe to read on") that different articles share: its title is added."""
NOTICE_WORDS, TITLE_SHARE, PREFIX, CONTENT_WORD = 200, 1 / 3, 4, 4
"""A text of fewer than 200 words with less than a third of its title's words is a notice (of a paywall, of cookies):
its title is added. Words of the title with four letters or more are compared by their first four."""
NO_DAY = -1
DIGEST_BYTES = 12
DAY_SECONDS = 86_400
LONGEST_ID = 300
"""Characters of the longest id; an article with a longer one has no fingerprint, to bound memory."""

_WORD = re.compile(r"\d[\d.,/-]*\d|\w+")
_REVISED = re.compile(
    r"\W*(corrected|correction|corr|refile|recast|amended|updated?( \d+)?|wrapup( \d+)?)\W*[-:—–(]", re.IGNORECASE
)
"""Marks in the title of a story that an agency sends again because it has changed."""


class Fingerprint(msgspec.Struct, frozen=True, array_like=True):
    """One record of `articles.fingerprints`, as MessagePack."""

    format: int
    article_id: str
    page: bytes
    """Digest of the canonical URL; empty if there is none."""
    text: bytes
    """Digest of the normalized text and declared language; equal digests are duplicates."""
    body: bytes
    """Digest of the normalized text only; empty for a stub."""
    words: int
    """Length of the text in words."""
    shingles: bytes
    """Bottom-k sketch of the shingles: sorted 32-bit hashes, little-endian."""
    numbers: bytes
    """Bottom-k sketch of the numbers."""
    names: bytes
    """Bottom-k sketch of the capitalized words that do not occur in lower case."""
    revised: bool
    """Whether the title marks a revised story."""
    day: int
    """Day of publication, in days since 1970; `NO_DAY` if unknown."""

    @property
    def key(self) -> bytes:
        """Key that is equal for the same id and text, so for a repeat of the same message."""
        return _digest(self.article_id, self.text.hex())


_encode = msgspec.msgpack.Encoder().encode
_decoder = msgspec.msgpack.Decoder(Fingerprint)


def fingerprint(article: Article) -> Fingerprint | None:
    """Return the fingerprint of an article; None if its id is too long."""
    if len(article.id) > LONGEST_ID:
        return None
    words = _words(article.text)
    plain = [word.casefold() for word in words]
    title = [word.casefold() for word in _words(article.title or "")]
    told = [] if _contains_story(title, plain) else title
    page = canonical_url(article.url) if article.url else None
    return Fingerprint(
        format=FORMAT,
        article_id=article.id,
        page=_digest(page) if page else b"",
        # Includes the declared language: an article with a wrong one is not read.
        text=_digest(" ".join(told), " ".join(plain), (article.language or "").strip().lower()),
        body=_digest(" ".join(plain)) if len(plain) >= SHORT_WORDS else b"",
        words=len(plain),
        shingles=_pack_sketch(sketch.bottom_k(sketch.shingles(plain), SHINGLES)),
        numbers=_facts(word for word in plain if word[0].isdigit()),
        names=_facts(_names(words)),
        revised=bool(_REVISED.match(article.title or "")),
        day=_day(article.published_at),
    )


def encode_fingerprint(record: Fingerprint) -> bytes:
    """Return a fingerprint as MessagePack, as it is published."""
    return _encode(record)


def decode_fingerprint(value: bytes | None) -> Fingerprint | None:
    """Return the fingerprint in a message of the topic; None if it is not one of this version."""
    try:
        record = _decoder.decode(value or b"")
    except NO_RECORD:
        return None
    return record if record.format == FORMAT and _is_valid(record) else None


def unpack_sketch(packed: bytes) -> sketch.Hashes:
    """Return the hashes of a packed sketch."""
    return np.frombuffer(packed, dtype="<u4")


def _is_valid(record: Fingerprint) -> bool:
    """Return whether the fields of a record have the sizes and order that comparison requires."""
    sketches = (record.shingles, SHINGLES), (record.numbers, FACTS), (record.names, FACTS)
    return (
        len(record.article_id) <= LONGEST_ID
        and max(len(record.page), len(record.body)) <= len(record.text) == DIGEST_BYTES
        and all(len(packed) % 4 == 0 and len(packed) <= 4 * most for packed, most in sketches)
        and all(bool(np.all(np.diff(unpack_sketch(packed).astype(np.int64)) > 0)) for packed, _ in sketches)
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text))


def _contains_story(title: Sequence[str], text: Sequence[str]) -> bool:
    """Return whether a text contains the story that its title announces, rather than a stub or notice."""
    if len(text) < SHORT_WORDS:
        return False
    named = {word[:PREFIX] for word in title if len(word) >= CONTENT_WORD or word[0].isdigit()}
    if len(text) >= NOTICE_WORDS or not named:
        return True
    return len(named & {word[:PREFIX] for word in text}) >= TITLE_SHARE * len(named)


def _day(published_at: str | None) -> int:
    moment = parse_moment(published_at) if published_at else None
    return int(moment.timestamp() // DAY_SECONDS) if moment else NO_DAY


def _names(words: Sequence[str]) -> set[str]:
    """Return the capitalized words that never occur in lower case, unlike most first words of sentences."""
    small = {word for word in words if word.islower()}
    return {word.casefold() for word in words if word[0].isupper()} - small


def _facts(words: Iterable[str]) -> bytes:
    return _pack_sketch(sketch.bottom_k(sketch.mixed_hashes(sketch.hashes(words)), FACTS))


def _pack_sketch(values: sketch.Hashes) -> bytes:
    return values.astype("<u4").tobytes()


def _digest(*parts: str) -> bytes:
    return bytes.fromhex(digest(*parts))
