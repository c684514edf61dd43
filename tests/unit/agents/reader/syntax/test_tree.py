"""The copied tree gives the same values as spaCy's own objects for every token and span."""

from __future__ import annotations

import pytest
import spacy.tokens

from agents.reader.spacy_model.copy_docs import DocCopier
from agents.reader.spacy_model.model import DEFAULT, _load
from agents.reader.syntax.tree import Doc, Span

TEXTS = [
    "Ministers from Kenya and Uganda, who met in Kampala on Tuesday, discussed the loss of grazing land.",
    'Police arrested 14 protesters; "no one was hurt," the mayor said. Two were freed, and one fled.',
    "The Lima-based union, its leaders, and some twenty-two drivers struck, marched (twice) and sang.",
    "U.S. envoy Ann Stone's visit to St. Petersburg's port ... was put off!  Nobody knew why?",
    "",
]
Pair = tuple[spacy.tokens.Doc, Doc]


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    nlp = _load(DEFAULT)
    copier = DocCopier(nlp.vocab, lambda lower, tag: lower)
    return [
        (doc, copier.copy(doc, text, [(e.start, e.end, e.label_) for e in doc.ents]))
        for doc, text in zip(nlp.pipe(TEXTS), TEXTS, strict=True)
    ]


def test_each_token(pairs: list[Pair]) -> None:
    for doc, tree in pairs:
        assert len(doc) == len(tree)
        for theirs, ours in zip(doc, tree, strict=True):
            for name in ("text", "lower_", "tag_", "dep_", "ent_type_", "idx", "whitespace_", "is_punct"):
                assert getattr(ours, name) == getattr(theirs, name), name
            for name in ("is_alpha", "like_num", "is_sent_start"):
                assert getattr(ours, name) == bool(getattr(theirs, name)), name


def test_the_tree(pairs: list[Pair]) -> None:
    for doc, tree in pairs:
        for theirs, ours in zip(doc, tree, strict=True):
            for name in ("head", "left_edge", "right_edge"):
                assert getattr(ours, name).i == getattr(theirs, name).i, name
            for name in ("children", "lefts", "conjuncts"):
                assert [t.i for t in getattr(ours, name)] == [t.i for t in getattr(theirs, name)], name
            for other, same in zip(doc, tree, strict=True):
                assert ours.is_ancestor(same) == theirs.is_ancestor(other)


def test_sentences_and_entities(pairs: list[Pair]) -> None:
    for doc, tree in pairs:
        assert [(s.start, s.end) for s in tree.sents] == [(s.start, s.end) for s in doc.sents]
        assert [(e.start, e.end, e.label_) for e in tree.ents] == [(e.start, e.end, e.label_) for e in doc.ents]
        assert [t.sent.start for t in tree] == [t.sent.start for t in doc]


def test_every_span(pairs: list[Pair]) -> None:
    for doc, tree in pairs:
        for start in range(len(doc)):
            for end in range(start + 1, len(doc) + 1):
                theirs, ours = doc[start:end], tree[start:end]
                assert (ours.text, ours.root.i) == (theirs.text, theirs.root.i)
                assert (ours.start_char, ours.end_char) == (theirs.start_char, theirs.end_char)
                assert [t.i for t in ours[1:-1]] == [t.i for t in theirs[1:-1]]


def test_slices_are_limited_to_the_document(pairs: list[Pair]) -> None:
    doc, tree = pairs[0]
    for part in (slice(-3, None), slice(5, 2), slice(2, 999), slice(None, -2)):
        assert [t.i for t in tree[part]] == [t.i for t in doc[part]]
    with pytest.raises(IndexError):
        tree[0].nbor(-1)
    assert tree[0].nbor().i == 1


def test_characters_to_tokens(pairs: list[Pair]) -> None:
    for doc, tree in pairs:
        for start in range(len(doc.text)):
            for end in range(start + 1, min(start + 12, len(doc.text) + 2)):
                theirs, ours = doc.char_span(start, end, alignment_mode="expand"), tree.span_at(start, end)
                assert _ends(ours) == _ends(theirs)


def test_word_vectors(pairs: list[Pair]) -> None:
    for doc, tree in pairs:
        for theirs, ours in zip(doc, tree, strict=True):
            row = tree.vector_rows[ours.i]
            assert (tree.vectors[row] if row >= 0 else 0 * theirs.vector).tolist() == theirs.vector.tolist()


def _ends(span: spacy.tokens.Span | Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)
