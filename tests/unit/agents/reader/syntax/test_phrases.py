"""The extent of a noun phrase, on hand-made parses."""

from __future__ import annotations

from spacy.lang.en import English
from spacy.tokens import Doc as SpacyDoc

from agents.reader.spacy_model.copy_docs import DocCopier
from agents.reader.syntax.phrases import phrase
from agents.reader.syntax.tree import Doc

VOCAB = English().vocab


def tree(words: list[str], heads: list[int], deps: list[str]) -> Doc:
    doc = SpacyDoc(VOCAB, words, heads=heads, deps=deps)
    return DocCopier(VOCAB, lambda lower, tag: lower).copy(doc, doc.text, [])


def test_a_complement_continues_after_its_noun() -> None:
    doc = tree(["mayors", "of", "towns", "met"], heads=[3, 0, 1, 3], deps=["nsubj", "prep", "pobj", "ROOT"])
    assert phrase(doc[0]).text == "mayors of towns"


def test_a_pronoun_moved_before_its_preposition_is_no_complement() -> None:
    """ "Whom envoys with met": the preposition's object is before its noun."""
    doc = tree(["whom", "envoys", "with", "met"], heads=[2, 3, 1, 3], deps=["pobj", "nsubj", "prep", "ROOT"])
    assert phrase(doc[1]).text == "envoys"
