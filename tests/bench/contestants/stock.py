"""spaCy alone: `nlp.pipe` over texts, one round for each line on standard input. It imports nothing of the project.

Arguments: the package of the model, and a file of JSON lines with `title` and `text`. Responds in JSON: first the
version and the number of tokens, then the processor time of each round in seconds.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
import warnings
from pathlib import Path

import spacy
from spacy.about import __version__
from spacy.language import Language

BATCH = 64


def load(package: str) -> Language:
    """Return the pipeline of a model package."""
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    warnings.filterwarnings("ignore", message=r"\[W095\]")
    return spacy.load(next(Path(spec.origin).parent.glob("*/config.cfg")).parent)


def main() -> None:
    """Load, report it, then run one round per line."""
    package, file = sys.argv[1:]
    nlp = load(package)
    with open(file, encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    texts = [f"{article.get('title') or ''}\n\n{article['text']}".strip() for article in articles]
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=BATCH))
    print(json.dumps({"version": __version__, "tokens": tokens}), flush=True)
    for _ in sys.stdin:
        started = time.process_time()
        for _ in nlp.pipe(texts, batch_size=BATCH):
            pass
        print(json.dumps({"seconds": time.process_time() - started, "stages": {}}), flush=True)


if __name__ == "__main__":
    main()
