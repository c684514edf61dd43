"""Problems of a pack are found without the model, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.reader.ontology.pack_check import check_files, check_shadows, types_of
from agents.reader.ontology.pack_files import FOLDER
from agents.reader.ontology.packs import load
from agents.reader.spacy_model.model import SpacyModel
from agents.reader.triggers.pattern_lemmas import check_lemmas
from streams.contract.errors import Misconfigured

GOOD = '[[pattern]]\nmatch = "plant.v obj:oak"\nyes = ["They planted an oak."]\n'
BAD = {
    "no relation 'objekt'": (
        6,
        'type = "X"\n[[pattern]]\nyes = ["a"]\nmatch = """\nplant.v\nplant.v objekt:oak\n"""\n',
    ),
    "'planted' is inflected": (3, 'type = "X"\n[[pattern]]\nmatch = "planted.v"\nyes = ["a"]\n'),
    "'trees' is inflected": (3, 'type = "X"\n[[pattern]]\nmatch = "trees.n"\nyes = ["a"]\n'),
    "the model has no label #PEOPLE": (3, 'type = "X"\n[[pattern]]\nmatch = "plant.v subj:#PEOPLE"\nyes = ["a"]\n'),
    "no word list '@tree'": (3, 'type = "X"\n[[pattern]]\nmatch = "plant.v obj:@tree"\nyes = ["a"]\n'),
    "X has no mode 'big'": (3, 'type = "X"\n[[pattern]]\nmode = "big"\nmatch = "plant.v"\nyes = ["a"]\n'),
    "pack.toml has no context 'park'": (
        3,
        'type = "X"\n[[pattern]]\nunless = ["park"]\nmatch = "plant.v"\nyes = ["a"]\n',
    ),
    "quad 5 is not 1 to 4": (2, f'type = "X"\nquad = 5\n{GOOD}'),
    "intensity = 11.0 is not between": (2, f'type = "X"\nintensity = 11.0\n{GOOD}'),
    "score 1.5 is not between": (4, 'type = "X"\n[[pattern]]\nscore = 1.5\nmatch = "plant.v"\nyes = ["a"]\n'),
    "no example": (1, 'type = "X"\n[[pattern]]\nmatch = "plant.v"\n'),
    "needs either `type` or `extends`": (1, GOOD),
    "Invalid enum value": (1, f'type = "X"\nactor = ["above"]\n{GOOD}'),
}


def pack(folder: Path, text: str) -> Path:
    (folder / "pack.toml").write_text('name = "mine-1"\n')
    (folder / "x.toml").write_text(text)
    return folder


@pytest.mark.parametrize("message", BAD)
def test_a_problem_is_found_with_its_line(tmp_path: Path, message: str) -> None:
    line, text = BAD[message]
    (problem,) = check_files(pack(tmp_path, text))
    assert message in problem.message
    assert str(problem).startswith(f"{tmp_path / 'x.toml'}:{line}: ")


def test_all_problems_are_found_at_once(tmp_path: Path) -> None:
    text = 'type = "X"\nquad = 9\n[[pattern]]\nmatch = """\nplanted.v\nplant.v objekt:oak\n"""\nyes = ["a"]\n'
    assert [p.line for p in check_files(pack(tmp_path, text))] == [2, 5, 6]


def test_a_pattern_that_another_shadows_is_found(tmp_path: Path) -> None:
    text = (
        'type = "X"\nmodes = {one = 1.0, two = 1.0}\n'
        '[[pattern]]\nmode = "one"\nscore = 0.9\nmatch = "plant.v obj:oak|elm"\n'
        '[[pattern]]\nmode = "two"\nscore = 0.8\nmatch = "plant.v obj:oak"\n'
    )
    (problem,) = check_shadows(pack(tmp_path, text), load(str(tmp_path)))
    assert problem.line == 10
    assert "never matches" in problem.message


@pytest.mark.parametrize("named", ["plover", "general"])
def test_the_packs_of_the_project_have_no_problem(named: str) -> None:
    assert check_files(FOLDER / named) == []
    assert check_shadows(FOLDER / named, load(named)) == []


def test_a_folder_that_is_no_pack_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="it has no pack"):
        check_files(tmp_path)


def test_the_types_of_a_pack_are_those_it_defines_and_extends(tmp_path: Path) -> None:
    pack(tmp_path, f'type = "X"\n{GOOD}')
    (tmp_path / "y.toml").write_text(f'extends = "plover:AID"\n{GOOD}')
    assert set(types_of(tmp_path)) == {"X", "plover:AID"}


def test_every_word_of_the_packs_is_its_own_lemma(model: SpacyModel) -> None:
    assert [p for named in ("plover", "general") for p in check_lemmas(FOLDER / named, model.parse)] == []
