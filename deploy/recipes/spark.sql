-- Made from the record classes by `python -m agents.build.generated_files`; deploy/subscribing.md says how to use it.

CREATE TEMPORARY VIEW kafka_events USING kafka OPTIONS (
  kafka.bootstrap.servers 'localhost:9092',
  subscribe 'events',
  startingOffsets 'earliest'
);

CREATE TEMPORARY VIEW events AS
SELECT event.*, timestamp AS published FROM (
  SELECT timestamp, from_json(CAST(value AS STRING), '
    `event_id` STRING,
    `article_id` STRING,
    `url` STRING,
    `source` STRING,
    `title` STRING,
    `language` STRING,
    `published_at` STRING,
    `ontology` STRING,
    `event_type` STRING,
    `modes` ARRAY<STRING>,
    `contexts` ARRAY<STRING>,
    `quad_class` BIGINT,
    `intensity` DOUBLE,
    `cameo` STRING,
    `status` STRING,
    `attribution` STRUCT<`text`: STRING, `verb`: STRING, `quoted`: BOOLEAN, `entity_id`: STRING, `field`: STRING, `start`: BIGINT, `end`: BIGINT>,
    `actors` ARRAY<STRUCT<`text`: STRING, `name`: STRING, `entity_id`: STRING, `label`: STRING, `role`: STRING, `country`: STRING, `sector`: STRING, `field`: STRING, `start`: BIGINT, `end`: BIGINT>>,
    `recipients` ARRAY<STRUCT<`text`: STRING, `name`: STRING, `entity_id`: STRING, `label`: STRING, `role`: STRING, `country`: STRING, `sector`: STRING, `field`: STRING, `start`: BIGINT, `end`: BIGINT>>,
    `date` STRUCT<`value`: STRING, `grain`: STRING, `text`: STRING, `field`: STRING, `start`: BIGINT, `end`: BIGINT, `source`: STRING>,
    `location` STRUCT<`field`: STRING, `start`: BIGINT, `end`: BIGINT, `text`: STRING, `kind`: STRING, `name`: STRING, `geonames_id`: BIGINT, `lat`: DOUBLE, `lon`: DOUBLE, `country`: STRING, `admin1`: STRING, `precision`: STRING, `score`: DOUBLE, `missing`: STRING>,
    `magnitude` STRUCT<`killed`: STRUCT<`min`: BIGINT, `max`: BIGINT, `text`: STRING, `field`: STRING, `start`: BIGINT, `end`: BIGINT>, `injured`: STRUCT<`min`: BIGINT, `max`: BIGINT, `text`: STRING, `field`: STRING, `start`: BIGINT, `end`: BIGINT>, `arrested`: STRUCT<`min`: BIGINT, `max`: BIGINT, `text`: STRING, `field`: STRING, `start`: BIGINT, `end`: BIGINT>, `displaced`: STRUCT<`min`: BIGINT, `max`: BIGINT, `text`: STRING, `field`: STRING, `start`: BIGINT, `end`: BIGINT>, `participants`: STRUCT<`min`: BIGINT, `max`: BIGINT, `text`: STRING, `field`: STRING, `start`: BIGINT, `end`: BIGINT>>,
    `evidence` STRUCT<`field`: STRING, `sentence`: STRING, `sentence_start`: BIGINT, `sentence_end`: BIGINT, `trigger`: STRING, `trigger_start`: BIGINT, `trigger_end`: BIGINT>,
    `confidence` DOUBLE,
    `missing` ARRAY<STRUCT<`slot`: STRING, `reason`: STRING>>,
    `mentions` ARRAY<STRUCT<`field`: STRING, `sentence`: STRING, `sentence_start`: BIGINT, `sentence_end`: BIGINT, `trigger`: STRING, `trigger_start`: BIGINT, `trigger_end`: BIGINT>>,
    `story_event_id` STRING,
    `version_of` STRING,
    `near_duplicate_of` STRING,
    `agency` STRING,
    `details` ARRAY<STRUCT<`name`: STRING, `text`: STRING, `values`: ARRAY<DOUBLE>, `unit`: STRING, `field`: STRING, `start`: BIGINT, `end`: BIGINT>>,
    `actor_role` STRING,
    `recipient_role` STRING,
    `count_claims` ARRAY<STRUCT<`slot`: STRING, `min`: BIGINT, `max`: BIGINT, `text`: STRING, `said_by`: STRING, `field`: STRING, `start`: BIGINT, `end`: BIGINT>>,
    `processed_at` STRING,
    `pipeline` STRUCT<`version`: STRING, `model`: STRING, `ontology`: STRING>
  ') AS event FROM kafka_events
) WHERE event.event_id IS NOT NULL;

-- Each event once: the last version of each id.
CREATE TEMPORARY VIEW latest_events AS
SELECT * FROM (
  SELECT *, row_number() OVER (PARTITION BY event_id ORDER BY published DESC) AS version FROM events
) WHERE version = 1;
