"""`dateline packs`: list event types, and help to write your own."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from agents.reader.ontology.pack_check import Problem, check_files, check_shadows, read_pack_name
from agents.reader.ontology.pack_files import FOLDER, TypeFile, pack_folder, read_pack
from agents.reader.ontology.packs import DEFAULT, NONE, load
from streams.contract.errors import Misconfigured

PACK = """# Where these types come from and what they are for.
name = "{name}-1"

# Word lists, named in patterns as @tree: lemmas, phrases with "_".
[lists]
tree = "oak elm birch apple_tree"

# What a sentence or an article is about, by words that show it.
[contexts]
gardens = "garden gardener park plant.n"
"""
TYPE = """# PLANTING: somebody plants something.
type = "PLANTING"
modes = {tree = 1.0}

[[pattern]]
mode = "tree"
score = 0.9
match = \"\"\"
plant.v obj:@tree
planting.n of:@tree
\"\"\"
yes = ["The mayor planted an oak in Riga on Monday."]
no = ["The spy planted a story in the paper."]
"""


class Action(StrEnum):
    """What to do."""

    LIST = "list"
    SHOW = "show"
    CHECK = "check"
    NEW = "new"


def command(
    action: Annotated[Action, typer.Argument(help="list, show TYPE, check FOLDER or new FOLDER")] = Action.LIST,
    subject: Annotated[str, typer.Argument(help="An event type, or the folder of a pack.")] = "",
    examples: Annotated[bool, typer.Option(help="Also check examples and lemmas; this loads the model.")] = False,
) -> None:
    """List the event types, show one, check your own pack, or create one.

    Example: [bold]dateline packs check ./mypack[/bold]
    """
    if action is not Action.LIST and not subject:
        raise Misconfigured(f"dateline packs {action}: name {'a type' if action is Action.SHOW else 'a folder'}")
    match action:
        case Action.LIST:
            _list()
        case Action.SHOW:
            _show(subject)
        case Action.CHECK:
            _check(Path(subject), examples)
        case Action.NEW:
            _new(Path(subject))


def _packs() -> list[str]:
    """Return the bundled packs, and the other packs of the settings."""
    known = sorted(path.parent.name for path in FOLDER.glob("*/pack.toml"))
    return [*known, *(pack for pack in _chosen() if pack not in known)]


def _chosen() -> list[str]:
    """Return the packs of the settings, imported only here: checking a pack without settings takes half the time."""
    from streams.ops.settings import load

    return load().packs


def _list() -> None:
    from rich.table import Table

    from streams.ops.terminal_output import output_console, print_whole

    table = Table("pack", "type", "modes", "patterns", "on", box=None, pad_edge=False)
    chosen = _chosen()
    for named in _packs():
        pack, files = read_pack(pack_folder(named))
        for kind in files.values():
            if kind.type != NONE:
                patterns = sum(len(t.lines()) for t in kind.pattern)
                on = "yes" if named in chosen else "no"
                table.add_row(pack.name, kind.type or f"+ {kind.extends}", " ".join(kind.modes), str(patterns), on)
    print_whole(output_console(), table)


def _show(event_type: str) -> None:
    found = [
        (path, kind)
        for named in _packs()
        for path, kind in read_pack(pack_folder(named))[1].items()
        if event_type.upper() in (kind.type, kind.extends.partition(":")[2])
    ]
    if not found:
        raise Misconfigured(f"no event type {event_type!r} in {', '.join(_packs())}: see `dateline packs list`")
    for path, kind in found:
        typer.echo(f"{event_type.upper()}  {path}")
        typer.echo(_meaning(kind))
        for table in kind.pattern:
            typer.echo(f"\n{table.mode or '(no mode)'}  score {table.score}")
            for line in table.lines():
                typer.echo(f"  {line}")
            for sentence in table.yes:
                typer.echo(f"  yes: {sentence}")
            for sentence in table.no:
                typer.echo(f"  no:  {sentence}")


def _meaning(kind: TypeFile) -> str:
    told = {
        "modes": ", ".join(kind.modes),
        "actor": f"{kind.roles.get('actor', 'actor')} in {', '.join(kind.actor)}",
        "recipient": f"{kind.roles.get('recipient', 'recipient')} in {', '.join(kind.recipient)}",
        "carries": ", ".join(kind.carries),
    }
    return "\n".join(f"{name}: {value}" for name, value in told.items() if value)


def _check(folder: Path, examples: bool) -> None:
    problems = check_files(folder)
    if not problems:
        ontology = load(*_beside(folder), str(folder))
        problems = check_shadows(folder, ontology)
        if examples:
            from agents.reader.spacy_model.model import SpacyModel
            from agents.reader.triggers.pack_examples import check_examples
            from agents.reader.triggers.pattern_lemmas import check_lemmas
            from streams.ops.settings import load as load_settings

            parse = SpacyModel(load_settings().model).parse
            problems += [*check_lemmas(folder, parse), *check_examples(folder, ontology, parse)]
    _report(folder, problems, examples)


def _beside(folder: Path) -> list[str]:
    """Return the packs that a pack is checked with: the default ones, and those that it extends."""
    _, files = read_pack(folder)
    extended = [kind.extends.partition(":")[0] for kind in files.values() if kind.extends]
    return [pack for pack in dict.fromkeys((*DEFAULT, *extended)) if pack_folder(pack).resolve() != folder.resolve()]


def _report(folder: Path, problems: list[Problem], examples: bool) -> None:
    for problem in sorted(problems, key=lambda p: (str(p.path), p.line)):
        typer.echo(str(problem), err=True)
    if problems:
        raise typer.Exit(1)
    types = sum(kind.type != NONE for kind in read_pack(folder)[1].values())
    more = "" if examples else "; --examples runs its sentences"
    typer.echo(f"{read_pack_name(folder)}: {types} type{'s' * (types != 1)}, no problem found{more}")


def _new(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Misconfigured(f"{folder} is not empty: name a new folder")
        (folder / "pack.toml").write_text(PACK.format(name=folder.resolve().name), encoding="utf-8")
        (folder / "planting.toml").write_text(TYPE, encoding="utf-8")
    except OSError as error:
        raise Misconfigured(f"cannot create a pack in {folder}: {error.strerror}; name a new folder") from error
    typer.echo(f"{folder}: a pack with one type. Edit it, then run `dateline packs check {folder}`.")
