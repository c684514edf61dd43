"""Every example of every pack holds, and a pack that cannot be read gives the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.reader.ontology.pack_files import FOLDER, PatternFile, read_pack
from agents.reader.ontology.packs import DEFAULT, NONE, load
from agents.reader.reading import NewsReader, NewsReading
from agents.reader.spacy_model.model import SpacyModel
from agents.reader.syntax.tree import Doc
from agents.reader.triggers.matching import PatternMatch, match_patterns
from agents.reader.triggers.triggers import doc_triggers
from streams.contract.errors import Misconfigured
from streams.contract.records import Article

PACKS = sorted(p.parent.name for p in FOLDER.glob("*/pack.toml"))
EXAMPLES = [
    (pack, kind.type or kind.extends.partition(":")[2], table, text, matches)
    for pack in PACKS
    for kind in read_pack(FOLDER / pack)[1].values()
    for table in kind.pattern
    for matches, texts in ((True, table.yes), (False, table.no))
    for text in texts
]


@pytest.fixture(scope="module")
def parsed(model: SpacyModel) -> dict[str, Doc]:
    texts = [e[3] for e in EXAMPLES]
    return dict(zip(texts, model.parse(texts), strict=True))


def found(doc: Doc, pack: str, event_type: str) -> list[PatternMatch]:
    ontology = load(*dict.fromkeys((*DEFAULT, pack))) if event_type not in load(pack).types else load(pack)
    return [h for h in match_patterns(doc, ontology, ontology.topics([doc]))[0].values() if h.event_type == event_type]


@pytest.mark.parametrize(
    ("pack", "event_type", "table", "text", "matches"), EXAMPLES, ids=[f"{e[1]}: {e[3]}" for e in EXAMPLES]
)
def test_examples_hold(
    parsed: dict[str, Doc], pack: str, event_type: str, table: PatternFile, text: str, matches: bool
) -> None:
    hits = found(parsed[text], pack, event_type)
    assert bool(hits) == matches
    if matches:
        assert set(table.mode.split()) <= {mode for h in hits for mode in h.pattern.modes}


@pytest.mark.parametrize("pack", PACKS)
def test_every_type_has_examples(pack: str) -> None:
    extended = {kind.extends.partition(":")[2] for kind in read_pack(FOLDER / pack)[1].values()} - {""}
    assert {e[1] for e in EXAMPLES if e[0] == pack and e[4]} == (set(load(pack).types) | extended) - {NONE}


def test_describe_takes_the_strongest_mode() -> None:
    meaning = load("plover").describe("ASSAULT", ["beat", "aerial"])
    assert (meaning.quad, meaning.intensity, meaning.cameo) == (4, -9.5, "18")
    assert load("plover").describe("AGREE", []).intensity == 2.5


BAD = {
    "no head class": 'type = "X"\n[[pattern]]\nmatch = "attack obj:*"\n',
    "no such list": 'type = "X"\n[[pattern]]\nmatch = "attack.v obj:@nothing"\n',
    "not relation:words": 'type = "X"\n[[pattern]]\nmatch = "attack.v obj"\n',
    "no such mode": 'type = "X"\n[[pattern]]\nmode = "m"\nmatch = "attack.v"\n',
    "no such context": 'type = "X"\n[[pattern]]\nunless = ["c"]\nmatch = "attack.v"\n',
    "no such second type": 'type = "X"\n[[pattern]]\nalso = { type = "Y" }\nmatch = "attack.v"\n',
    "no such second mode": 'type = "X"\n[[pattern]]\nalso = { type = "X", mode = "m" }\nmatch = "attack.v"\n',
    "unknown field": 'type = "X"\ncolour = "red"\n[[pattern]]\nmatch = "attack.v"\n',
    "not TOML": "type = ",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_broken_pack_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "pack.toml").write_text('name = "mine"\n')
    (tmp_path / "x.toml").write_text(text)
    with pytest.raises(Misconfigured):
        load(str(tmp_path))


def test_a_folder_without_a_pack_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="no event pack"):
        load(str(tmp_path / "missing"))


def test_a_custom_pack(tmp_path: Path, model: SpacyModel) -> None:
    (tmp_path / "pack.toml").write_text('name = "gardens"\n[lists]\ntree = "oak elm"\n')
    (tmp_path / "plant.toml").write_text('type = "PLANT"\n[[pattern]]\nmatch = "plant.v obj:@tree"\n')
    oak, tulip = model.parse(["Mayors planted an oak in Riga.", "Mayors planted a tulip in Riga."])
    ontology = load("plover", str(tmp_path))
    assert [(t.event_type, t.ontology) for t in doc_triggers([oak], ontology)] == [("PLANT", "gardens")]
    assert doc_triggers([tulip], ontology) == []


def test_the_general_pack_is_off_by_default(model: SpacyModel) -> None:
    (doc,) = model.parse(["An earthquake struck northern Chile on Monday."])
    assert doc_triggers([doc], load("plover")) == []
    assert [(t.event_type, t.ontology) for t in doc_triggers([doc], load("plover", "general"))] == [
        ("DISASTER", "general-2")
    ]


def test_a_pack_unknown_to_the_classifier_uses_its_patterns(model: SpacyModel) -> None:
    docs = model.parse(["The army attacked a village.", "An earthquake struck northern Chile on Monday."])
    assert [(t.passage, t.event_type) for t in doc_triggers(docs, load("general"))] == [(1, "DISASTER")]


def test_a_reader_takes_packs(model: SpacyModel) -> None:
    article = Article(id="a", text="An earthquake struck northern Chile on Monday. Gunmen killed a guard in Lima.")
    reader = NewsReader(model, ("plover", "general"))
    (reading,) = reader.read([article])
    assert isinstance(reading, NewsReading)
    assert [e.event_type for e in reading.events] == ["DISASTER", "ASSAULT"]
    assert reader.ontology == "plover-2.0+general-2"


def test_a_pattern_may_ask_what_the_article_is_about(tmp_path: Path, model: SpacyModel) -> None:
    (tmp_path / "pack.toml").write_text('name = "games"\n[contexts]\nsport = "cup league"\n')
    (tmp_path / "x.toml").write_text('type = "WIN"\nabout = ["sport"]\n[[pattern]]\nmatch = "win.v obj:*"\n')
    ontology = load(str(tmp_path))
    sport, other = model.parse(["Oslo won the cup.", "Anna won her freedom."])
    assert [t.event_type for t in doc_triggers([sport], ontology)] == ["WIN"]
    assert doc_triggers([other], ontology) == []


def test_a_pattern_may_take_a_word_from_another_pack(tmp_path: Path, model: SpacyModel) -> None:
    (tmp_path / "pack.toml").write_text('name = "mine"\n')
    table = '[[pattern]]\n{over}match = "kill.v"\n'
    (doc,) = model.parse(["Gunmen killed four farmers near Jos on Monday."])
    for over, expected in (("", ["ASSAULT"]), ('over = ["plover"]\n', ["MINE"])):
        (tmp_path / "x.toml").write_text('type = "MINE"\n' + table.format(over=over))
        load.cache_clear()
        assert [t.event_type for t in doc_triggers([doc], load("plover", str(tmp_path)))] == expected


def test_a_pack_may_forbid_what_another_finds(tmp_path: Path, model: SpacyModel) -> None:
    (tmp_path / "pack.toml").write_text('name = "mine"\n')
    (tmp_path / "none.toml").write_text('type = "NONE"\n[[pattern]]\nover = ["plover"]\nmatch = "kill.v obj:farmer"\n')
    docs = model.parse(["Gunmen killed four farmers near Jos.", "Gunmen killed four soldiers near Jos."])
    assert [(t.passage, t.event_type) for t in doc_triggers(docs, load("plover", str(tmp_path)))] == [(1, "ASSAULT")]


def test_a_pack_may_extend_a_type_of_another(tmp_path: Path, model: SpacyModel) -> None:
    (tmp_path / "pack.toml").write_text('name = "mine"\n[lists]\nmob = "mob"\n')
    (tmp_path / "x.toml").write_text(
        'extends = "plover:ASSAULT"\nmodes = {pelting = -6.0}\n'
        '[[pattern]]\nmode = "pelting"\nmatch = "pelt.v subj:@mob obj:@police"\n'
    )
    ontology = load("plover", str(tmp_path))
    (doc,) = model.parse(["A mob pelted police in Lima on Monday."])
    (trigger,) = doc_triggers([doc], ontology)
    assert (trigger.event_type, trigger.modes, trigger.ontology) == ("ASSAULT", ("pelting",), "plover-2.0")
    assert ontology.describe("ASSAULT", ["pelting"]).intensity == -6.0


def extending(folder: Path, more: str = "") -> str:
    (folder / "pack.toml").write_text('name = "mine"\n')
    (folder / "x.toml").write_text(f'extends = "plover:ASSAULT"\n{more}[[pattern]]\nmatch = "pelt.v"\n')
    return str(folder)


def test_what_is_extended_must_be_loaded(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="pack that is loaded"):
        load(extending(tmp_path))


def test_the_order_of_packs_does_not_matter_to_what_is_extended(tmp_path: Path) -> None:
    folder = extending(tmp_path)
    for packs in ((folder, "plover"), ("plover", folder)):
        assert [p.event_type for p in load(*packs).patterns["VB", "pelt"] if p.source == "mine"] == ["ASSAULT"]


def test_an_optional_extension_is_left_out_without_its_pack(tmp_path: Path) -> None:
    folder = extending(tmp_path, "optional = true\n")
    assert ("VB", "pelt") not in load(folder).patterns
    assert ("VB", "pelt") in load("plover", folder).patterns


def test_a_pack_may_take_a_word_from_another(tmp_path: Path, model: SpacyModel) -> None:
    (tmp_path / "pack.toml").write_text('name = "mine"\n[contexts]\nfarms = "farm farmer"\n')
    (tmp_path / "x.toml").write_text(
        'type = "CULL"\nover = ["plover"]\nabout = ["farms"]\n[[pattern]]\nmatch = "kill.v obj:*"\n'
    )
    docs = model.parse(["The farm killed four soldiers.", "Rebels killed four soldiers."])
    ontology = load("plover", str(tmp_path))
    assert [[t.event_type for t in doc_triggers([doc], ontology)] for doc in docs] == [["CULL"], ["ASSAULT"]]


def test_what_a_pattern_says_an_article_is_about_does_not_speak_against_it(model: SpacyModel) -> None:
    docs = model.parse(["Shares in Ostby fell after the board of the brewer rejected a takeover bid from Brandal."])
    found = [(t.event_type, t.topic) for t in doc_triggers(docs, load("plover", "general"))]
    assert ("REJECT", "") in found
