"""The metrics of a worker, each declared once with its help text.

Label values come from closed lists (`LABELS`), so that the text of an article cannot create a series.
"""

from __future__ import annotations

import time

from prometheus_client import CollectorRegistry

from streams.contract.errors import Reason
from streams.ops.metric_declarations import SECONDS, MetricDeclarations

LONG_SECONDS = (0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 21600, 86400, 604800)
JOIN_SECONDS = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 1)
SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000)

LABELS = {
    "outcome": "`enriched`, `duplicate` or `dead`",
    "reason": "reason of a dead letter, from the closed list in `streams/contract/errors.py`; empty where it is not",
    "field": "a field of a raw article",
    "warning": "why a field was not used as it was sent, from the closed list in `streams/contract/field_warning.py`",
    "type": "an event type of the ontology",
    "status": "`asserted`, `negated`, `hypothetical`, `future` or `historical`",
    "country": "ISO 3166-1 alpha-3 of the event's place; empty where it has none",
    "route": "a route of DATELINE_ROUTES",
    "label": "an entity label of the model (OntoNotes: 18)",
    "stage": "`language`, `parse`, `names`, `places`, `dates`, `numbers`, `events` or `records`",
    "kind": "`exact` (the same text as an earlier article, not read) or `near` (most of an earlier one, read)",
    "joining": "`opened`, `joined`, `merged`, `split`, `copies`, `ignored`, `repeats` or `corrections`",
    "change": "`started`, `crashed`, `timed_out` or `recycled`",
    "process": "number of the reader process, from 0",
    "topic": "`articles.raw`, `events` or `happenings.input`, with the prefix",
    "partition": "number of the partition",
    "version": "Dateline's version",
    "model": "DATELINE_MODEL",
    "python": "Python's version",
}
"""Label name to the meaning of its values."""


class Metrics(MetricDeclarations):
    """The metrics of one worker."""

    def __init__(self, registry: CollectorRegistry) -> None:
        super().__init__(registry)
        self._article_outcomes()
        self._skipped_records()
        self._duplicate_detection()
        self._happening_metrics()
        self._delivery()
        self._reader_processes()
        self._health_metrics()

    def _article_outcomes(self) -> None:
        """Outcomes of messages."""
        self.taken = self._counter("messages_taken", "Messages of articles.raw whose outcome is published.")
        self.articles = self._counter(
            "articles",
            "Articles by outcome and, for dead letters, reason; the sum equals dateline_messages_taken_total.",
            "outcome",
            "reason",
        )
        for outcome in ("enriched", "duplicate"):
            self.articles.labels(outcome, "")
        for reason in Reason:
            self.articles.labels("dead", reason)
        self.article_warnings = self._counter(
            "article_warnings",
            "Fields of articles that were left out or not used as they were sent, by field and why.",
            "field",
            "warning",
        )
        self.events = self._counter("events", "Events published.", "type", "status")
        self.event_places = self._counter("event_places", "Events published, by country.", "country")
        self.routed = self._counter("events_routed", "Events published to routes.", "route")
        self.entities = self._counter("entities", "Entities found; each is counted once per article.", "label")
        self.raw_bytes = self._counter("raw_bytes", "Bytes of the raw messages whose outcome is published.")
        self.tokens = self._counter("tokens", "Tokens that the model read.")
        self.append_to_settled_seconds = self._histogram(
            "append_to_settled_seconds",
            "Time from a message's append to articles.raw until its events are published.",
            LONG_SECONDS,
        )
        self.published_to_settled_seconds = self._histogram(
            "published_to_settled_seconds",
            "Time from an article's published_at, where it has a time of day, until its events are published.",
            LONG_SECONDS,
        )

    def _skipped_records(self) -> None:
        """Messages of output topics that could not be decoded."""
        self.records_skipped = self._counter(
            "records_skipped",
            "Messages of `events` and `happenings.input` that could not be decoded: in no route and no happening.",
            "topic",
        )
        for topic in ("events", "happenings.input"):
            self.records_skipped.labels(topic)

    def _duplicate_detection(self) -> None:
        """Duplicates, later versions, and the topic of fingerprints."""
        self.duplicates = self._counter(
            "duplicates", "Duplicates: exact ones, which are not read, and near ones, which are.", "kind"
        )
        for kind in ("exact", "near"):
            self.duplicates.labels(kind)
        self.versions = self._counter("versions", "Articles read that are later versions of an earlier one.")
        self.fingerprints = self._gauge(
            "fingerprints", "Articles whose fingerprints are held in memory for comparison."
        )
        self.fingerprint_lag = self._gauge(
            "fingerprint_lag_messages", "Fingerprints published and not yet read: grows when verdicts are late."
        )
        self.verdict_seconds = self._histogram(
            "verdict_seconds", "Time until a batch's fingerprints are published, confirmed and read back.", SECONDS
        )

    def _happening_metrics(self) -> None:
        """Joining of events to happenings."""
        self.happenings_held = self._gauge(
            "happenings_held", "Happenings in memory, with which new events are compared, of this worker's partitions."
        )
        self.happenings_published = self._counter("happenings_published", "Versions of happenings published.")
        self.happening_changes = self._counter(
            "happening_changes", "Outcomes of events and copies, and happenings merged or split.", "joining"
        )
        for joining in ("opened", "joined", "merged", "split", "copies", "ignored", "repeats", "corrections"):
            self.happening_changes.labels(joining)
        self.happening_seconds = self._histogram(
            "happening_seconds", "Time to look up and join the events of one article, or a copy.", JOIN_SECONDS
        )
        self.happenings_read_back_seconds = self._histogram(
            "happenings_read_back_seconds", "Time to read back the happenings of a partition.", SECONDS
        )

    def _delivery(self) -> None:
        """Publishing, acknowledgement and lag."""
        self.publish_seconds = self._histogram(
            "publish_seconds",
            "Time until the broker has confirmed all output of a batch, or fingerprints.",
            SECONDS,
        )
        self.publish_retries = self._counter("publish_retries", "Retries of a batch's output that was not confirmed.")
        self.batches_in_flight = self._gauge("batches_under_way", "Batches taken and not yet acknowledged.")
        self.oldest_in_flight_seconds = self._gauge(
            "oldest_batch_under_way_seconds",
            "Age of the oldest batch not yet acknowledged; grows while publishing is blocked.",
        )
        self.lag_messages = self._gauge(
            "consumer_lag_messages",
            "Messages between the committed offset and the end of a partition of this worker.",
            "topic",
            "partition",
        )
        self.lag_seconds = self._gauge(
            "consumer_lag_seconds",
            "Age of the last completed message of a partition with lag, else 0.",
            "topic",
            "partition",
        )
        self.rebalances = self._counter("rebalances", "Consumer-group rebalances seen by this worker.")
        self.last_settled_timestamp = self._gauge(
            "last_settled_timestamp_seconds", "Unix time of the last acknowledgement."
        )
        self.last_commit_timestamp = self._gauge(
            "last_commit_timestamp_seconds", "Unix time at which committed offsets were last seen to advance."
        )

    def _reader_processes(self) -> None:
        """The reader processes."""
        self.batch_articles = self._histogram(
            "batch_articles", "Articles per batch; batches are full under load.", SIZES
        )
        self.reading_seconds = self._histogram("reading_seconds", "Time a reader process spent on a batch.", SECONDS)
        self.stage_seconds = self._counter(
            "reader_stage_seconds", "Time that reader processes spent, by stage.", "stage"
        )
        self.readers_alive = self._gauge("reader_processes", "Reader processes that are ready.")
        self.readers_wanted = self._gauge("reader_processes_wanted", "Reader processes configured.")
        self.reader_memory_bytes = self._gauge(
            "reader_memory_bytes", "Resident size of a reader process after its last batch.", "process"
        )
        self.reader_changes = self._counter(
            "reader_process_changes", "Reader processes started, crashed, timed out or recycled.", "change"
        )
        # Series start at 0, because `increase` and `rate` miss the first step of one that starts at 1.
        for change in ("started", "crashed", "timed_out", "recycled"):
            self.reader_changes.labels(change)

    def _health_metrics(self) -> None:
        """Health as the probes report it, and the versions in use."""
        self.live = self._gauge("live", "1 while /livez answers 200, else 0.")
        self.ready = self._gauge("ready", "1 while /readyz answers 200, else 0.")
        self.broker_reachable = self._gauge(
            "broker_reachable", "1 while the broker accepts and answers requests, else 0."
        )
        self.loop_delay_seconds = self._histogram(
            "event_loop_delay_seconds",
            "Delay of a task that the event loop should run every half second.",
            SECONDS,
        )
        self.build = self._gauge(
            "build_info", "Always 1; the labels name the versions in use.", "version", "model", "python"
        )

    def completed(self, appended: float, published: float | None = None) -> None:
        """Record that a message is completed. Arguments are Unix times (seconds) of its append and of publication."""
        now = time.time()
        self.append_to_settled_seconds.observe(max(0.0, now - appended))
        if published is not None:
            self.published_to_settled_seconds.observe(max(0.0, now - published))
        self.last_settled_timestamp.set(now)
