-- Made from the record classes by `python -m agents.build.generated_files`; deploy/subscribing.md says how to use it.

CREATE TABLE events (
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
  `attribution` ROW<`text` STRING, `verb` STRING, `quoted` BOOLEAN, `entity_id` STRING, `field` STRING, `start` BIGINT, `end` BIGINT>,
  `actors` ARRAY<ROW<`text` STRING, `name` STRING, `entity_id` STRING, `label` STRING, `role` STRING, `country` STRING, `sector` STRING, `field` STRING, `start` BIGINT, `end` BIGINT>>,
  `recipients` ARRAY<ROW<`text` STRING, `name` STRING, `entity_id` STRING, `label` STRING, `role` STRING, `country` STRING, `sector` STRING, `field` STRING, `start` BIGINT, `end` BIGINT>>,
  `date` ROW<`value` STRING, `grain` STRING, `text` STRING, `field` STRING, `start` BIGINT, `end` BIGINT, `source` STRING>,
  `location` ROW<`field` STRING, `start` BIGINT, `end` BIGINT, `text` STRING, `kind` STRING, `name` STRING, `geonames_id` BIGINT, `lat` DOUBLE, `lon` DOUBLE, `country` STRING, `admin1` STRING, `precision` STRING, `score` DOUBLE, `missing` STRING>,
  `magnitude` ROW<`killed` ROW<`min` BIGINT, `max` BIGINT, `text` STRING, `field` STRING, `start` BIGINT, `end` BIGINT>, `injured` ROW<`min` BIGINT, `max` BIGINT, `text` STRING, `field` STRING, `start` BIGINT, `end` BIGINT>, `arrested` ROW<`min` BIGINT, `max` BIGINT, `text` STRING, `field` STRING, `start` BIGINT, `end` BIGINT>, `displaced` ROW<`min` BIGINT, `max` BIGINT, `text` STRING, `field` STRING, `start` BIGINT, `end` BIGINT>, `participants` ROW<`min` BIGINT, `max` BIGINT, `text` STRING, `field` STRING, `start` BIGINT, `end` BIGINT>>,
  `evidence` ROW<`field` STRING, `sentence` STRING, `sentence_start` BIGINT, `sentence_end` BIGINT, `trigger` STRING, `trigger_start` BIGINT, `trigger_end` BIGINT>,
  `confidence` DOUBLE,
  `missing` ARRAY<ROW<`slot` STRING, `reason` STRING>>,
  `mentions` ARRAY<ROW<`field` STRING, `sentence` STRING, `sentence_start` BIGINT, `sentence_end` BIGINT, `trigger` STRING, `trigger_start` BIGINT, `trigger_end` BIGINT>>,
  `story_event_id` STRING,
  `version_of` STRING,
  `near_duplicate_of` STRING,
  `agency` STRING,
  `details` ARRAY<ROW<`name` STRING, `text` STRING, `values` ARRAY<DOUBLE>, `unit` STRING, `field` STRING, `start` BIGINT, `end` BIGINT>>,
  `actor_role` STRING,
  `recipient_role` STRING,
  `count_claims` ARRAY<ROW<`slot` STRING, `min` BIGINT, `max` BIGINT, `text` STRING, `said_by` STRING, `field` STRING, `start` BIGINT, `end` BIGINT>>,
  `processed_at` STRING,
  `pipeline` ROW<`version` STRING, `model` STRING, `ontology` STRING>,
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
