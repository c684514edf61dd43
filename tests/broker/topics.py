"""What is in a topic, read at once."""

from __future__ import annotations

import json
from typing import Any

from streams.contract.topics import RAW
from streams.kafka.topic_reader import TopicReader
from streams.ops.settings import Settings


def raw(settings: Settings) -> list[dict[str, Any]]:
    """The articles in `articles.raw`."""
    with TopicReader(settings, settings.topic(RAW)) as reader:
        return [json.loads(message.value) for message in reader.between(reader.starts(), reader.ends())]
