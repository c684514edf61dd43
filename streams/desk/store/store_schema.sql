-- The desk's store. Rows of `events` are narrow, for scans; the records themselves are apart.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE positions (topic TEXT, number INTEGER, next INTEGER NOT NULL, PRIMARY KEY (topic, number)) WITHOUT ROWID;

CREATE TABLE places (
    place_id INTEGER PRIMARY KEY, lat REAL NOT NULL, lon REAL NOT NULL, precision TEXT NOT NULL,
    name TEXT NOT NULL, country TEXT NOT NULL, UNIQUE (lat, lon, precision, name, country)
);
CREATE VIRTUAL TABLE place_index USING rtree (place_id, south, north, west, east);

CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL UNIQUE, content BLOB NOT NULL,
    article_id TEXT NOT NULL, event_type TEXT NOT NULL, quad_class INTEGER NOT NULL, status TEXT NOT NULL,
    source TEXT, country TEXT, place_id INTEGER, event_from INTEGER, event_to INTEGER, event_day INTEGER, report_day INTEGER,
    confidence REAL NOT NULL, arrived_ms INTEGER NOT NULL
);
CREATE INDEX events_article ON events (article_id);
CREATE INDEX events_type ON events (event_type, quad_class);
CREATE INDEX events_country ON events (country);
CREATE INDEX events_source ON events (source);
CREATE INDEX events_day ON events (event_day, quad_class);
CREATE INDEX events_days ON events (event_from, event_to);
CREATE INDEX events_report ON events (report_day, quad_class);
CREATE INDEX events_place ON events (place_id, quad_class);
CREATE INDEX events_arrived ON events (arrived_ms);
CREATE TABLE event_records (seq INTEGER PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE event_tags (seq INTEGER, kind TEXT, value TEXT, PRIMARY KEY (seq, kind, value)) WITHOUT ROWID;
CREATE INDEX event_tags_value ON event_tags (kind, value, seq);
CREATE VIRTUAL TABLE event_words USING fts5 (words, actors, tokenize = "unicode61 remove_diacritics 0 tokenchars '_'");
CREATE TRIGGER events_gone AFTER DELETE ON events BEGIN
    DELETE FROM event_records WHERE seq = old.seq;
    DELETE FROM event_tags WHERE seq = old.seq;
    DELETE FROM event_words WHERE rowid = old.seq;
END;

CREATE TABLE articles (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, article_id TEXT NOT NULL UNIQUE, title TEXT, source TEXT, url TEXT,
    published_at TEXT, outcome TEXT, duplicate_of TEXT, raw BLOB, record BLOB,
    position TEXT, sent_ms INTEGER, read_ms INTEGER, arrived_ms INTEGER NOT NULL
);
CREATE INDEX articles_position ON articles (position);
CREATE INDEX articles_read ON articles (read_ms, outcome);
CREATE INDEX articles_arrived ON articles (arrived_ms);
CREATE INDEX articles_of ON articles (duplicate_of);
CREATE VIRTUAL TABLE article_words USING fts5 (
    words, tokenize = "unicode61 remove_diacritics 0 tokenchars '_'", detail = 'full'
);
CREATE TRIGGER articles_gone AFTER DELETE ON articles BEGIN
    DELETE FROM article_words WHERE rowid = old.seq;
END;

CREATE TABLE dead_letters (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, identity TEXT NOT NULL UNIQUE, reason TEXT NOT NULL, stage TEXT NOT NULL,
    exception TEXT NOT NULL, message TEXT NOT NULL, attempts INTEGER NOT NULL, value BLOB, bytes INTEGER NOT NULL,
    arrived_ms INTEGER NOT NULL
);
CREATE INDEX dead_letters_arrived ON dead_letters (arrived_ms, reason);

CREATE TABLE happenings (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, happening_id TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,
    merged INTEGER NOT NULL, record BLOB NOT NULL, arrived_ms INTEGER NOT NULL
);
CREATE INDEX happenings_arrived ON happenings (arrived_ms);
CREATE TABLE happening_events (event_id TEXT, seq INTEGER, PRIMARY KEY (event_id, seq)) WITHOUT ROWID;
CREATE INDEX happening_events_of ON happening_events (seq);
CREATE TRIGGER happenings_gone AFTER DELETE ON happenings BEGIN
    DELETE FROM happening_events WHERE seq = old.seq;
END;
