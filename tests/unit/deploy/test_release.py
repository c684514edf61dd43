"""The version that a build gives sources of each kind, and the check before a release."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager

from tests.support.patience import TOOL_SECONDS

ROOT = Path(__file__).parents[3]
CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-11-29\n\n### Added\n- Something.\n"
HEADING = re.compile(r"(?:\[Unreleased\]|\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2})$")
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the build file of the project, without git."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "SETUPTOOLS_SCM_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    folder = tmp_path / "sources"
    folder.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, folder)
    return folder


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, without the configuration of this machine."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", *who, *arguments]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, timeout=TOOL_SECONDS)


def commit(folder: Path, *tags: str) -> None:
    """Commit all that is in a folder and tag the commit; the first commit makes the repository."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "A commit")
    for tag in tags:
        git(folder, "tag", tag)


def version(folder: Path) -> str:
    """Return the version that a build of these sources has."""
    return str(ProjectMetadata(str(folder), PluginManager()).version)


def test_sources_without_git_have_a_version(sources: Path) -> None:
    assert version(sources) == "0.0.0"


def test_the_version_is_that_of_the_tag(sources: Path) -> None:
    commit(sources, "v0.2.0")
    assert version(sources) == "0.2.0"


def test_between_tags_the_version_counts_commits(sources: Path) -> None:
    commit(sources, "v0.2.0")
    (sources / "README.md").write_text("changed", encoding="utf-8")
    assert version(sources) == "0.2.1.dev0"
    commit(sources)
    commit(sources)
    assert version(sources) == "0.2.1.dev2"


def test_other_tags_name_no_version(sources: Path) -> None:
    commit(sources, "v0.2.0")
    commit(sources, "demo-3.0", "nightly")
    assert version(sources) == "0.2.1.dev1"


def test_a_checkout_without_tags_has_a_version(sources: Path) -> None:
    commit(sources, "nightly")
    assert version(sources) == "0.0.1.dev1"


@pytest.mark.filterwarnings("ignore:.*is shallow:UserWarning")
def test_a_shallow_clone_has_a_version(sources: Path, tmp_path: Path) -> None:
    commit(sources, "v0.2.0")
    commit(sources)
    git(tmp_path, "clone", "--quiet", "--depth", "1", "--no-tags", sources.as_uri(), "shallow")
    assert version(tmp_path / "shallow") == "0.0.1.dev1"


def test_the_program_git_is_not_needed(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(sources, "v0.2.0")
    monkeypatch.setenv("PATH", os.devnull)
    assert version(sources) == "0.0.0"


def test_a_source_distribution_keeps_its_version(sources: Path) -> None:
    """It has its metadata in PKG-INFO, and no git."""
    (sources / "PKG-INFO").write_text("Metadata-Version: 2.4\nName: dateline\nVersion: 0.2.0\n", encoding="utf-8")
    assert version(sources) == "0.2.0"


def test_the_image_gives_the_build_its_version(sources: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dockerfile = (ROOT / "deploy/Dockerfile").read_text(encoding="utf-8")
    assert 'SETUPTOOLS_SCM_PRETEND_VERSION="$VERSION"' in dockerfile
    assert "ARG VERSION=0.0.0\n" in dockerfile
    for given in ("0.0.0", "0.3.0"):
        monkeypatch.setenv("SETUPTOOLS_SCM_PRETEND_VERSION", given)
        assert version(sources) == given


def release(folder: Path, version: str) -> tuple[int, str]:
    """Return the exit code of `make release` in a folder, and what it says."""
    command = ["make", "--no-print-directory", "--file", str(ROOT / "Makefile"), "release", f"VERSION={version}"]
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"MAKEFLAGS": ""},
        check=False,
        capture_output=True,
        text=True,
        timeout=TOOL_SECONDS,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_release_is_checked_before_it_is_tagged(sources: Path) -> None:
    (sources / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    commit(sources)
    code, said = release(sources, "0.2.0")
    assert code == 0, said
    assert "git tag --annotate v0.2.0" in said


@pytest.mark.parametrize(
    ("version", "changelog", "said"),
    [
        ("", CHANGELOG, "make release VERSION=X.Y.Z"),
        ("v0.2.0", CHANGELOG, "make release VERSION=X.Y.Z"),
        ("0.3.0", CHANGELOG, "CHANGELOG.md has no section: ## [0.3.0] - YYYY-MM-DD"),
        ("0.2.0", CHANGELOG.replace(" - 2026-11-29", ""), "CHANGELOG.md has no section"),
        ("0.2.0", CHANGELOG.replace("[Unreleased]\n", "[Unreleased]\n- More.\n"), "has entries under Unreleased"),
        ("0.1.0", CHANGELOG.replace("0.2.0", "0.1.0"), "the tag v0.1.0 exists"),
    ],
)
def test_a_release_is_refused(sources: Path, version: str, changelog: str, said: str) -> None:
    (sources / "CHANGELOG.md").write_text(changelog, encoding="utf-8")
    commit(sources, "v0.1.0")
    code, answer = release(sources, version)
    assert code != 0
    assert said in answer


@pytest.mark.parametrize("name", ["README.md", "new.txt"])
def test_a_release_of_changes_is_refused(sources: Path, name: str) -> None:
    (sources / "CHANGELOG.md").write_text(CHANGELOG, encoding="utf-8")
    commit(sources)
    (sources / name).write_text("changed", encoding="utf-8")
    code, said = release(sources, "0.2.0")
    assert code != 0
    assert "there are changes: commit them first" in said


def test_the_changelog_has_the_form_that_it_names() -> None:
    """Each release once, the newest first, with its date; each kind of change once per release."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first, *releases = re.split(r"^## ", text, flags=re.M)[1:]
    assert first.startswith("[Unreleased]\n")
    named = [release.partition("\n")[0] for release in releases]
    assert all(HEADING.fullmatch(name) for name in named)
    numbers = [tuple(map(int, re.findall(r"\d+", name.partition("]")[0]))) for name in named]
    assert numbers == sorted(set(numbers), reverse=True)
    for release in (first, *releases):
        kinds = re.findall(r"^### (.*)$", release, re.M)
        assert set(kinds) <= KINDS
        assert len(kinds) == len(set(kinds))


def test_a_wheel_holds_what_runs() -> None:
    """What makes the checked-in data stays out, as do tests and documents."""
    files = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert {path.partition("/")[0] for path in files} == {"agents", "streams"}
    assert not {path for path in files if path.startswith("agents/build/")}
    assert {"agents/py.typed", "streams/py.typed", "agents/reader/triggers/weights.npz"} <= files
