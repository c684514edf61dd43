"""Pack files are read as written, and errors name the place."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from agents.reader.ontology.pack_files import FOLDER, GROUP, PatternFile, pack_folder, read_pack
from streams.contract.errors import Misconfigured
from tests.unit.support.installed import install


def test_a_name_is_a_pack_of_the_project_and_a_path_a_folder(tmp_path: Path) -> None:
    assert pack_folder("plover") == FOLDER / "plover"
    assert pack_folder(str(tmp_path)) == tmp_path


def test_a_table_has_one_pattern_per_line() -> None:
    assert PatternFile(match="\n win.v obj:* \n\nlose.v\n").lines() == ["win.v obj:*", "lose.v"]


def test_a_file_that_is_no_toml_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text('name = "mine"\n')
    (tmp_path / "x.toml").write_text('type = "X"\npattern = ]\n')
    with pytest.raises(Misconfigured, match=r"x\.toml: .*line"):
        read_pack(tmp_path)


def test_a_word_list_is_read_as_words(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text('name = "mine"\n[lists]\ntree = "oak elm"\n')
    assert read_pack(tmp_path)[0].words() == {"tree": {"oak", "elm"}}


def test_an_installed_pack_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "garden_pack/__init__.py": "",
        "garden_pack/pack.toml": 'name = "gardens"\n',
        "garden_pack/planting.toml": 'type = "PLANTING"\n[[pattern]]\nmatch = "plant.v obj:oak"\n',
    }
    install(tmp_path, f"[{GROUP}]\ngardens = garden_pack\n", files)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    pack, types = read_pack(pack_folder("gardens"))
    assert pack.name == "gardens"
    assert [kind.type for kind in types.values()] == ["PLANTING"]
    assert pack_folder("plover") == FOLDER / "plover"
    assert pack_folder("./gardens") == Path("gardens")
