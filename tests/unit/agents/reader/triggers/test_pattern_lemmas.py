"""Words that are compared with lemmas are lemmas, in packs and in the reader's word lists."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import agents.reader
from agents.reader.spacy_model.model import SpacyModel
from agents.reader.triggers.pattern_lemmas import check_lemmas, other_lemmas

READER = Path(agents.reader.__file__).parent
PACK = 'name = "small"\n[lists]\nresult = "profit earnings"\n[contexts]\neconomic = "takings price.n"\n'
TYPE = """type = "RESULTS"
[[pattern]]
match = "report.v obj:@result|peacekeeping_troops|#MONEY|* subj:firm"
yes = ["The firm reported a profit."]
"""


def test_words_of_which_the_lemma_is_another(model: SpacyModel) -> None:
    words = ["earnings", "thanks", "supplies", "news", "virus", "crisis", "accused", "mers"]
    found = other_lemmas(words, model.parse)
    assert found == {"earnings": "earning", "thanks": "thank", "supplies": "supply"}


def test_a_pack_is_checked_in_patterns_lists_and_contexts(tmp_path: Path, model: SpacyModel) -> None:
    (tmp_path / "pack.toml").write_text(PACK, "utf-8")
    (tmp_path / "results.toml").write_text(TYPE, "utf-8")
    problems = {(p.path.name, p.line): p.message for p in check_lemmas(tmp_path, model.parse)}
    assert problems == {
        ("pack.toml", 3): "'earnings' never matches: its lemma is 'earning'",
        ("pack.toml", 5): "'takings' never matches: its lemma is 'taking'",
        ("results.toml", 3): "'troops' never matches: its lemma is 'troop'",
    }


def test_every_word_that_code_compares_with_a_lemma_is_one(model: SpacyModel) -> None:
    places: dict[str, str] = {}
    for file in sorted(READER.glob("**/*.py")):
        module = importlib.import_module(".".join(file.relative_to(READER.parents[1]).with_suffix("").parts))
        for name in compared_lists(file):
            places |= {word: f"{module.__name__}.{name}" for word in getattr(module, name) if isinstance(word, str)}
    assert len(places) > 300
    found = other_lemmas(places, model.parse)
    assert not {places[word]: f"{word} is never a lemma; {lemma} is" for word, lemma in found.items()}


def compared_lists(file: Path) -> set[str]:
    """Return the names of lists in a module that are compared with lemmas only."""
    by_attribute: dict[str, set[str]] = {"lemma_": set(), "lower_": set()}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute):
            names = {part.id for part in ast.walk(node.comparators[0]) if isinstance(part, ast.Name)}
            by_attribute.setdefault(node.left.attr, set()).update(name for name in names if name.lstrip("_").isupper())
    return by_attribute["lemma_"] - by_attribute["lower_"]
