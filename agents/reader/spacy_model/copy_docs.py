"""Copies of spaCy's documents as `syntax.tree` objects, made from arrays of attributes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import spacy.tokens
from spacy.vocab import Vocab

from agents.reader.spacy_model.biluo_decoder import Entity
from agents.reader.syntax.tree import Doc, Span, Token

ATTRIBUTES: list[int | str] = ["LENGTH", "SPACY", "TAG", "DEP", "ORTH", "HEAD", "SENT_START"]


class DocCopier:
    """Copies documents of one vocabulary; the copies stay valid after its memory zone is left.

    Args:
        lemma: returns the dictionary form of a lower-case word with a Penn Treebank tag.
    """

    def __init__(self, vocab: Vocab, lemma: Callable[[str, str], str]) -> None:
        self._vocab, self._lemma = vocab, lemma
        self._labels: dict[int, str] = {0: ""}

    def copy(self, parsed: spacy.tokens.Doc, text: str, entities: Sequence[Entity]) -> Doc:
        """Return a copy of a document that spaCy parsed from a text, with the given entities."""
        values = parsed.to_array(ATTRIBUTES)
        lengths, spaces, tags, deps, words, *_ = values.T.tolist()
        heads = values[:, 5].astype(np.int64) + np.arange(len(values))
        rows = self._vocab.vectors.key2row
        doc = Doc(text, vectors=self._vocab.vectors.data, vector_rows=[rows.get(word, -1) for word in words])
        _add_tokens(doc, lengths, spaces, self._names(tags), self._names(deps), self._lemma)
        _join(doc.tokens, heads.tolist())
        _add_sentences(doc, (values[:, 6] == 1).nonzero()[0].tolist())
        _add_entities(doc, entities)
        return doc

    def _names(self, hashes: Sequence[int]) -> list[str]:
        """Return the labels of hashes; about a hundred exist, and they are cached."""
        known, strings = self._labels, self._vocab.strings
        for label in set(hashes).difference(known):
            known[label] = strings[label]
        return [known[label] for label in hashes]


def _add_tokens(
    doc: Doc,
    lengths: Sequence[int],
    spaces: Sequence[int],
    tags: Sequence[str],
    deps: Sequence[str],
    lemma: Callable[[str, str], str],
) -> None:
    text, tokens, at = doc.text, doc.tokens, 0
    for i, (length, space, tag, dep) in enumerate(zip(lengths, spaces, tags, deps, strict=True)):
        token = Token()
        token.doc, token.i, token.idx = doc, i, at
        token.text = word = text[at : at + length]
        token.lower_ = lower = word.lower()
        token.lemma_ = lemma(lower, tag)
        token.tag_, token.dep_, token.ent_type_ = tag, dep, ""
        token.whitespace_ = " " if space else ""
        token.children = ()
        tokens.append(token)
        at += length + space


def _join(tokens: Sequence[Token], heads: Sequence[int]) -> None:
    below: dict[int, list[Token]] = {}
    for token, head in zip(tokens, heads, strict=True):
        token.head = tokens[head]
        if head != token.i:
            below.setdefault(head, []).append(token)
    for head, children in below.items():
        tokens[head].children = children


def _add_sentences(doc: Doc, starts: list[int]) -> None:
    if not doc.tokens:
        return
    # The first token starts a sentence even if it is not marked so.
    starts = [0, *(start for start in starts if start)]
    for start, end in zip(starts, [*starts[1:], len(doc.tokens)], strict=True):
        sentence = Span(doc, start, end)
        doc.sents.append(sentence)
        for token in doc.tokens[start:end]:
            token.sent = sentence


def _add_entities(doc: Doc, entities: Sequence[Entity]) -> None:
    for start, end, label in entities:
        doc.ents.append(Span(doc, start, end, label))
        for token in doc.tokens[start:end]:
            token.ent_type_ = label
