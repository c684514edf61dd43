"""The reader inside Quix Streams, which handles one message at a time."""

from __future__ import annotations

import tempfile

from quixstreams import Application

from streams.contract.topics import ENRICHED, EVENTS, RAW
from tests.bench.contestants.peer import read, reader, settings


def main() -> None:
    """Run until killed."""
    reader()
    app = Application(
        broker_address=",".join(settings().broker),
        consumer_group=settings().group,
        auto_offset_reset="earliest",
        auto_create_topics=False,
        loglevel="ERROR",
        state_dir=tempfile.mkdtemp(),
    )
    source, *targets = (
        app.topic(settings().topic(name), value_deserializer="bytes", value_serializer="bytes")
        for name in (RAW, ENRICHED, EVENTS)
    )
    found = app.dataframe(source).apply(lambda raw: read([raw]), expand=True)
    for target in targets:
        mine = found.filter(lambda out, name=target.name: out.topic == name)
        mine.apply(lambda out: out.value).to_topic(target)
    app.run()


if __name__ == "__main__":
    main()
