"""The model gives the annotations of plain spaCy, frees memory, and survives a failure within a batch."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator

import pytest
import spacy

from agents.reader.ontology.pack_files import FOLDER, read_pack
from agents.reader.spacy_model.biluo_decoder import BiluoDecoder
from agents.reader.spacy_model.model import DEFAULT, SpacyModel, _folder

TEXTS = [
    "Ministers from Kenya and Uganda met in Kampala on Tuesday to discuss the loss of grazing land.",
    "Police arrested 14 protesters; the mayor said that no one was hurt.",
    "The better-armed troops had been driving the rebels from their largest bases for weeks.",
    "SHARES FELL 3 PCT IN LONDON AFTER OPEC'S LAST MEETING",
]


@pytest.fixture(scope="module")
def model() -> SpacyModel:
    return SpacyModel()


def articles(count: int) -> list[str]:
    """Return texts of example sentences of the event packs, some of them long or malformed."""
    tables = [
        t for pack in ("plover", "general") for kind in read_pack(FOLDER / pack)[1].values() for t in kind.pattern
    ]
    sentences = [text for table in tables for text in (*table.yes, *table.no)]
    pick = random.Random(3)
    mends = (str.upper, str.lower, str.title, lambda text: text.replace(" ", "  "), lambda text: text.rstrip("."))
    made = [" ".join(pick.choices(sentences, k=pick.choice((1, 1, 1, 2, 2, 2, 3, 12)))) for _ in range(count)]
    return [pick.choice(mends)(text) if pick.random() < 0.2 else text for text in made]


@pytest.mark.filterwarnings("ignore:.*W095")
def test_the_same_annotations_as_stock_spacy(model: SpacyModel) -> None:
    """Hundreds of texts are compared; rounding may change one annotation."""
    stock = spacy.load(_folder(DEFAULT) or DEFAULT, exclude=["attribute_ruler", "lemmatizer"])
    texts = [*TEXTS, "", " ", *articles(400)]
    ours = [[(t.text, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in doc] for doc in model.parse(texts)]
    theirs = [[(t.text, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in doc] for doc in stock.pipe(texts)]
    assert sum(a != b for a, b in zip(ours, theirs, strict=True)) <= 1


def test_a_text_is_read_alike_in_any_batch(model: SpacyModel) -> None:
    texts = articles(30)
    together = model.parse(texts)
    for doc, text in zip(together, texts, strict=True):
        (alone,) = model.parse([text])
        assert [(t.head.i, t.dep_, t.ent_type_) for t in alone] == [(t.head.i, t.dep_, t.ent_type_) for t in doc]


def test_a_pipeline_of_another_build_is_read_too(model: SpacyModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """spaCy decodes what our decoder cannot."""
    monkeypatch.setattr(BiluoDecoder, "of", classmethod(lambda cls, pipe: None))
    entities = [[(e.start, e.end, e.label_) for e in doc.ents] for doc in SpacyModel().parse(TEXTS)]
    assert entities == [[(e.start, e.end, e.label_) for e in doc.ents] for doc in model.parse(TEXTS)]
    assert any(entities)


def test_lemmas_of_inflected_words_only(model: SpacyModel) -> None:
    docs = model.parse(TEXTS)
    lemmas = {token.text: token.lemma_ for doc in docs for token in doc}
    assert lemmas["Ministers"] == "minister"
    assert lemmas["met"] == "meet"
    assert lemmas["loss"] == "loss"
    assert lemmas["largest"] == "large"
    assert lemmas["driving"] == "drive"


def test_every_form_of_the_verb_be_has_one_lemma(model: SpacyModel) -> None:
    (doc,) = model.parse(["They are here, we're here, I am there, she was there, and they've been seen."])
    lemmas = {token.text: token.lemma_ for token in doc}
    assert {lemmas[form] for form in ("are", "'re", "am", "was", "been")} == {"be"}
    assert lemmas["'ve"] == "have"


def test_words_seen_once_do_not_stay_in_memory(model: SpacyModel) -> None:
    letters = random.Random(7)
    strings = model.nlp.vocab.strings
    model.parse(TEXTS)
    before = len(strings)
    for _ in range(20):
        words = ["".join(letters.choices(string.ascii_lowercase, k=12)) + "s" for _ in range(30)]
        assert all(token.lemma_ for doc in model.parse([" ".join(words)]) for token in doc)
    assert len(strings) - before < 100


def test_a_failure_within_a_batch_leaves_the_model_usable(model: SpacyModel) -> None:
    def texts() -> Iterator[str]:
        yield "Zyqqxal attacked Vrrblat near Quumtor."
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        model.parse(texts())
    for _ in range(3):
        (doc,) = model.parse(["Zyqqxal attacked Vrrblat near Quumtor."])
        assert doc[1].lemma_ == "attack"
