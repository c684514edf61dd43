"""The relation of an argument: an enum for code, and text for people."""

from __future__ import annotations

from spacy.lang.en import English

from agents.reader.spacy_model.copy_docs import DocCopier
from agents.reader.syntax.clause_argument import Relation, after_preposition, argument

VOCAB = English().vocab
VERB, WORD = DocCopier(VOCAB, lambda lower, tag: lower).copy(doc := English()("send food"), doc.text, []).tokens


def test_a_preposition_that_code_compares_has_its_own_relation() -> None:
    assert after_preposition(WORD, "for")[1:] == ("after 'for'", Relation.AFTER_FOR, True)
    assert after_preposition(WORD, "beside")[1:] == ("after 'beside'", Relation.OTHER, True)


def test_an_argument_of_another_word_keeps_its_relation_and_is_not_direct() -> None:
    assert argument(WORD, Relation.OBJECT).of(VERB)[1:] == ("object of 'send'", Relation.OBJECT, False)
