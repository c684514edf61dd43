"""Generate the SQL types of an event from the record classes, for engines that read the topic."""

from __future__ import annotations

from msgspec import inspect

from streams.contract.records import Event

_HEAD = """\
-- Made from the record classes by `python -m agents.build.generated_files`; deploy/subscribing.md says how to use it.
"""
_FLINK = """
CREATE TABLE events (
{columns},
  published TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,
  WATERMARK FOR published AS published - INTERVAL '10' SECOND
) WITH (
  'connector' = 'kafka',
  'topic' = 'events',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.group.id' = 'my-flink-job',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'json',
  'json.ignore-parse-errors' = 'true'
);

-- Each event once: the last version of each id.
CREATE VIEW latest_events AS
SELECT * FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY event_id ORDER BY published DESC) AS version FROM events
) WHERE version = 1;
"""
_SPARK = """
CREATE TEMPORARY VIEW kafka_events USING kafka OPTIONS (
  kafka.bootstrap.servers 'localhost:9092',
  subscribe 'events',
  startingOffsets 'earliest'
);

CREATE TEMPORARY VIEW events AS
SELECT event.*, timestamp AS published FROM (
  SELECT timestamp, from_json(CAST(value AS STRING), '
{columns}
  ') AS event FROM kafka_events
) WHERE event.event_id IS NOT NULL;

-- Each event once: the last version of each id.
CREATE TEMPORARY VIEW latest_events AS
SELECT * FROM (
  SELECT *, row_number() OVER (PARTITION BY event_id ORDER BY published DESC) AS version FROM events
) WHERE version = 1;
"""


def flink() -> str:
    """Return the statement for a Flink SQL table over the topic of events."""
    columns = ",\n".join(f"  `{f.encode_name}` {_type(f.type, 'ROW<{}>', '`{}` {}')}" for f in _fields(Event))
    return _HEAD + _FLINK.format(columns=columns)


def spark() -> str:
    """Spark SQL views over the topic of events."""
    columns = ",\n".join(f"    `{f.encode_name}` {_type(f.type, 'STRUCT<{}>', '`{}`: {}')}" for f in _fields(Event))
    return _HEAD + _SPARK.format(columns=columns)


def _fields(record: type) -> tuple[inspect.Field, ...]:
    found = inspect.type_info(record)
    assert isinstance(found, inspect.StructType)
    return found.fields


def _type(of: inspect.Type, row: str, field: str) -> str:
    """Return a record's type in SQL; `row` and `field` are the engine's notation for nested types."""
    if isinstance(of, inspect.UnionType):
        (of,) = [part for part in of.types if not isinstance(part, inspect.NoneType)]
    if isinstance(of, inspect.ListType):
        return f"ARRAY<{_type(of.item_type, row, field)}>"
    if isinstance(of, inspect.StructType):
        return row.format(", ".join(field.format(f.encode_name, _type(f.type, row, field)) for f in of.fields))
    if isinstance(of, inspect.BoolType):
        return "BOOLEAN"
    if isinstance(of, inspect.IntType):
        return "BIGINT"
    return "DOUBLE" if isinstance(of, inspect.FloatType) else "STRING"
