"""`dateline packs`: list, show, check and new."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from agents.cli.commands.packs import command
from agents.reader.spacy_model.model import SpacyModel

APP = typer.Typer()
APP.command()(command)


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(APP, list(arguments))
    return result.exit_code, result.output + str(result.exception or "")


def test_the_list_names_every_type_and_whether_it_is_on() -> None:
    code, output = run("list")
    assert code == 0
    assert "ASSAULT" in output
    assert "DISASTER" in output


def test_a_type_is_shown_with_its_patterns_and_examples() -> None:
    code, output = run("show", "layoff")
    assert code == 0
    assert "lay.v prt|adv:off" in output
    assert "yes: The carmaker cut 900 jobs" in output


def test_a_type_that_does_not_exist_says_where_to_look() -> None:
    code, output = run("show", "NOTHING")
    assert code == 1
    assert "dateline packs list" in output


@pytest.mark.parametrize("action", ["show", "check", "new"])
def test_a_missing_name_is_reported(action: str) -> None:
    assert "name a" in run(action)[1]


def test_a_new_pack_has_no_problem(tmp_path: Path) -> None:
    folder = tmp_path / "gardens"
    assert run("new", str(folder))[0] == 0
    code, output = run("check", str(folder))
    assert (code, output.strip()) == (0, "gardens-1: 1 type, no problem found; --examples runs its sentences")


def test_a_new_pack_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("mine")
    code, output = run("new", str(tmp_path))
    assert code == 1
    assert "not empty" in output


def test_a_new_pack_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    for folder in (file, file / "below"):
        code, output = run("new", str(folder))
        assert code == 1
        assert f"cannot create a pack in {folder}: " in output
    assert file.read_text() == "mine"


def test_a_problem_ends_the_check_with_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "gardens"
    run("new", str(folder))
    (folder / "planting.toml").write_text('type = "X"\n[[pattern]]\nmatch = "plant.v objekt:oak"\nyes = ["a"]\n')
    code, output = run("check", str(folder), "--no-examples")
    assert code == 1
    assert f"{folder / 'planting.toml'}:3: " in output


def test_a_pack_is_checked_without_the_model(tmp_path: Path) -> None:
    folder = tmp_path / "gardens"
    run("new", str(folder))
    program = (
        "import sys; from pathlib import Path; from agents.cli.commands.packs import Action, command\n"
        f"command(Action.CHECK, {str(folder)!r}, False)\n"
        "assert not {'spacy', 'thinc', 'numpy'} & set(sys.modules), 'the model was imported'"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_examples_run_with_their_option(tmp_path: Path, model: SpacyModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agents.reader.spacy_model.model.SpacyModel", lambda name: model)
    folder = tmp_path / "gardens"
    run("new", str(folder))
    assert run("check", str(folder), "--examples") == (0, "gardens-1: 1 type, no problem found\n")
    file = folder / "planting.toml"
    file.write_text(file.read_text().replace("planted an oak in Riga", "met an oak in Riga"))
    code, output = run("check", str(folder), "--examples")
    assert code == 1
    assert "matched by no pattern" in output


def test_a_pack_is_checked_with_the_pack_that_it_extends(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text('name = "mine-1"\n')
    (tmp_path / "x.toml").write_text('extends = "general:SPORT"\n[[pattern]]\nmode = "win"\nmatch = "outbowl.v"\n')
    code, output = run("check", str(tmp_path))
    assert (code, output[:26]) == (0, "mine-1: 1 type, no problem")
