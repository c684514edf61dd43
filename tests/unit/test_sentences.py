"""The labelled sentences that train the event coder are well-formed and do not repeat."""

import json
from pathlib import Path

import pytest

import agents.reader

SENTENCES = Path(agents.reader.__file__).parent / "ontology" / "sentences"
FILES = sorted(SENTENCES.glob("*.jsonl"))

MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": (
        "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber"
    ),
    "ASSAULT": (
        "abduct beat torture sexual targeted destroy primitive firearms explosives "
        "suicide-attack aerial drone heavy-weapons crowd-control unconventional"
    ),
    "NONE": "",
}


def _rows(path: Path) -> list[dict[str, str | None]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_there_are_sentences() -> None:
    assert FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_line_is_a_labelled_sentence(path: Path) -> None:
    for row in _rows(path):
        assert set(row) == {"text", "type", "mode", "trigger"}, row
        assert row["type"] == path.stem, row
        assert row["mode"] is None or row["mode"] in MODES[path.stem].split(), row
        text, trigger = row["text"], row["trigger"]
        assert text and text == text.strip(), row
        if path.stem == "NONE":
            assert not trigger or trigger in text, row
        else:
            assert trigger and trigger in text, row


def test_no_text_occurs_twice() -> None:
    texts = [str(row["text"]).casefold() for path in FILES for row in _rows(path)]
    repeated = {text for text in texts if texts.count(text) > 1}
    assert not repeated
