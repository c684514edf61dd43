"""Measure the slots of everyday events:  python -m agents.build.measure_slots [--wrong]

Reads the labelled sentences of `slots/everyday.txt` with both packs. Prints a Markdown table with, by slot: the number
of labelled values, the number of values read, precision and recall. A slot is a detail (`amount`, `score`, `post` …) or
a role (`buyer`, `winner`, `appointed` …). `--wrong` also prints what is wrong or missing.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from agents.build.annotated_articles import same_party
from agents.build.calibrate_records import MODEL
from agents.reader.coded_events.coded_event import CodedEvent
from agents.reader.reading import NewsReader, NewsReading, build
from streams.contract.detail import Detail
from streams.contract.records import Article

SENTENCES = Path(__file__).parent / "slots" / "everyday.txt"
PUBLISHED = "2026-03-12"
NUMBERS = frozenset({"amount", "percentage", "quantity", "score"})
_LINE = re.compile(r"(?P<type>[A-Z]+) (?P<mode>\S+) \| (?P<text>.*?) \| ?(?P<slots>.*)")


@dataclass(frozen=True, slots=True)
class SlotSentence:
    """A labelled sentence: its event, the words that report it, and the values of its slots."""

    event_type: str
    mode: str
    text: str
    trigger: tuple[str, ...]
    slots: dict[str, tuple[str, ...]]


def slot_sentences(path: Path = SENTENCES) -> list[SlotSentence]:
    """Read the labelled sentences; raises `ValueError` at a line that cannot be read."""
    lines = (line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    return [_sentence(line) for line in lines]


def _sentence(line: str) -> SlotSentence:
    found = _LINE.fullmatch(line)
    if found is None or "[" not in found["text"]:
        raise ValueError(f"no labelled sentence: {line!r}")
    pairs = (pair.split(" = ") for pair in found["slots"].split("; ") if pair)
    return SlotSentence(
        found["type"],
        found["mode"],
        re.sub(r"[\[\]]", "", found["text"]),
        tuple(re.findall(r"\[([^\]]+)\]", found["text"])),
        {name.strip(): tuple(v.strip() for v in values.split(" + ")) for name, values in pairs},
    )


def measure(sentences: Sequence[SlotSentence], reader: NewsReader) -> tuple[dict[str, Counter[str]], list[str]]:
    """Return the counts `asked`, `given` and `right` by slot (`event` is the event itself), and the errors as lines."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    wrong: list[str] = []
    articles = [Article(id=str(n), text=s.text, published_at=PUBLISHED) for n, s in enumerate(sentences)]
    for sentence, reading in zip(sentences, reader.read(articles), strict=True):
        events = reading.events if isinstance(reading, NewsReading) else []
        mine = [e for e in events if e.event_type == sentence.event_type]
        told = {**sentence.slots, "event": (sentence.event_type,)}
        given = {"event": [e.event_type for e in events][:1] if not mine else [sentence.event_type]}
        for name, value in (pair for event in mine[:1] for pair in _given(event)):
            given.setdefault(name, []).append(value)
        for name in {*told, *given} - ({"hazard", "law", "measure", "service", "prize", "loot"} - {*told}):
            asked, got = told.get(name, ()), given.get(name, [])
            right = [v for v in got if any(_same(name, v, other) for other in asked)]
            counts[name].update(asked=len(asked), given=len(got), right=len(right))
            if len(right) < len(got) or not all(any(_same(name, v, other) for v in got) for other in asked):
                wrong.append(f"{name}: {got} for {list(asked)} in {sentence.text}")
    return dict(counts), wrong


def _given(event: CodedEvent) -> Iterator[tuple[str, str]]:
    """Yield the slots of an event that the labels name, as (slot, value) in the notation of the labels."""
    for detail in event.details:
        yield detail.name, _number(detail) if detail.name in NUMBERS else detail.text
    for role, parties in ((event.actor_role, event.actors), (event.recipient_role, event.recipients)):
        if role is not None:
            yield from ((role, party.text) for party in parties)


def _number(detail: Detail) -> str:
    if detail.name == "score":
        return "-".join(f"{v:g}" for v in detail.values)
    value = f"{detail.values[0]:.2f}".rstrip("0").rstrip(".")
    if detail.name == "percentage":
        return value
    return f"{detail.unit} {value}" if detail.name == "amount" else f"{value} {detail.unit}"


def _same(name: str, value: str, other: str) -> bool:
    return value == other if name in NUMBERS or name == "event" else same_party(value, other)


def table(counts: dict[str, Counter[str]]) -> str:
    """Return the counts as a Markdown table, with a last row for all slots but the event itself."""
    lines = ["| slot | asked | given | precision | recall |", "|---|---|---|---|---|"]
    total = Counter[str]()
    for name, row in sorted(counts.items()):
        lines.append(_row(name, row))
        total.update({} if name == "event" else row)
    return "\n".join([*lines, _row("all slots", total)])


def _row(name: str, row: Counter[str]) -> str:
    shares = (f"{row['right'] / row[of]:.2f}" if row[of] else "–" for of in ("given", "asked"))
    return "| " + " | ".join((name, str(row["asked"]), str(row["given"]), *shares)) + " |"


def main(arguments: Sequence[str]) -> int:
    """Measure and print the table; return 0."""
    counts, wrong = measure(slot_sentences(), build(MODEL, ("plover", "general")))
    sys.stdout.write(table(counts) + "\n")
    if "--wrong" in arguments:
        sys.stdout.write("\n".join(wrong) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
