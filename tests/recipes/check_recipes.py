"""`make recipes`: check deploy/recipes with Kafka Connect, Debezium, Flink and Spark.

Not part of `make test`: the first run fetches some 350 MB of jars, and Spark takes half a minute.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from streams.contract.codec import encode
from streams.contract.records import Event
from tests.support.jars import jar_folder, missing_programs
from tests.unit.support.records import bare_event, event

HERE = Path(__file__).parent
RECIPES = HERE.parents[1] / "deploy" / "recipes"
SPARK_OPENS = [
    f"--add-opens=java.base/{name}=ALL-UNNAMED"
    for name in (
        "java.lang",
        "java.lang.invoke",
        "java.net",
        "java.nio",
        "java.util",
        "java.util.concurrent",
        "sun.nio.ch",
        "sun.security.action",
    )
]


def check(tool: str, *arguments: str, options: tuple[str, ...] = ()) -> list[str]:
    """Return the output lines of a tool's Check.java for a recipe."""
    if missing := missing_programs("java", "mvn"):
        pytest.skip(missing)
    classes = f"{jar_folder(HERE / tool / 'pom.xml', tool)}/*"
    command = ["java", *options, "-cp", classes, str(HERE / tool / "Check.java"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def one(tmp_path: Path) -> str:
    """Return the path of a file with one event."""
    (tmp_path / "event.json").write_bytes(encode(event()))
    return str(tmp_path / "event.json")


def test_jdbc(one: str) -> None:
    """The row has one field with the JSON of the event; its primary key is the event id."""
    key, value, header = check("connect", str(RECIPES / "connect-jdbc.properties"), one)
    assert key == "key: a-1"
    assert value == f"value: Struct Struct{{event={encode(event()).decode()}}}"
    assert header == "header: ce_id=ev-1"


def test_elasticsearch(one: str) -> None:
    """The document is the event, under its id. The connector is not on Maven Central: its keys are not checked."""
    unchecked, key, value, _ = check("connect", str(RECIPES / "connect-elasticsearch.properties"), one)
    assert unchecked == "unchecked: behavior.on.malformed.documents connection.url key.ignore schema.ignore"
    assert key == "key: ev-1"
    assert value.startswith("value: HashMap {")
    assert "event_type=ASSAULT" in value


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("insert.mode=upsert", "insert.mood=upsert", "insert.mood is unknown"),
        ("event.field=", "event.fields=", "fields"),
        ("tasks.max=1", "tasks.max=none", "tasks.max"),
    ],
)
def test_a_wrong_setting_is_found(tmp_path: Path, one: str, old: str, new: str, why: str) -> None:
    text = (RECIPES / "connect-jdbc.properties").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "wrong.properties").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(AssertionError, match=why):
        check("connect", str(tmp_path / "wrong.properties"), one)


def test_flink() -> None:
    said = check("flink", str(RECIPES / "flink.sql"))
    assert [line for line in said if line.startswith("statement")] == [
        "statement: SqlCreateTable",
        "statement: SqlCreateView",
    ]
    columns = [line.removeprefix("column: ") for line in said if line.startswith("column")]
    assert columns == [*Event.__struct_fields__, "published"]


def test_spark(tmp_path: Path) -> None:
    """Parse and run everything but the Kafka source: each event occurs once, and other messages are left out."""
    lines = [encode(event()), encode(event()), encode(bare_event(event_id="ev-2")), b"no event"]
    (tmp_path / "events.jsonl").write_bytes(b"\n".join(lines))
    said = check("spark", str(RECIPES / "spark.sql"), str(tmp_path / "events.jsonl"), options=tuple(SPARK_OPENS))
    assert said[:3] == ["statement: parsed"] * 3
    assert said[3] == f"columns: {' '.join(Event.__struct_fields__)} published"
    assert sorted(said[4:]) == [
        'row: {"event_id":"ev-1","name":"Lenz","actor":"Rebels","killed":9}',
        'row: {"event_id":"ev-2"}',
    ]
