"""Confidence of a record as a whole: right type and status, no wrong actor and no wrong recipient.

`confidence` scores one trigger; this scores the record of it and of the other mentions of its happening. A logistic
model: the trigger's log-odds and the weight of each feature that is present (`record_confidence.toml`).
Fitted on whole invented articles by `agents.build.calibrate_records`: deploy/confidence.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from agents.reader.coded_events.coded_event import EventAnalysis
from agents.reader.coded_events.drop_reason import Dropped, DropReason
from agents.reader.event_coreference.story_facts import STATEMENTS
from agents.reader.events.trigger_confidence import log_odds
from agents.reader.lexicon.loader import data_file
from agents.reader.slots.slots import MUTUAL
from agents.reader.syntax.clauses import is_noun
from streams.contract.records import Magnitude

DATA = data_file(__file__, "record_confidence.toml")
WEIGHTS = DATA.read("weights", dict[str, float])
"""Log-odds of the `bias`, factor of the trigger's log-odds (`trigger`), and log-odds of each name in `FEATURES`."""
PACK_WEIGHTS = DATA.read("packs", dict[str, dict[str, float]])
"""Pack name, without version, to the weights of its records, if they differ from `WEIGHTS`."""
PRIOR_SHIFT = DATA.read("prior.shift", float)
"""Log-odds added because records of real articles are usable more often than those that `WEIGHTS` were fitted on."""
FEATURES = (
    "actor", "recipient", "no_participant", "named_participant", "location", "stated_date", "counts", "mentions",
    "statement", "event_noun", "title",
)  # fmt: skip
THRESHOLDS = DATA.read("thresholds", dict[str, float])
"""Status to the confidence below which a record is not published."""
MOST_MENTIONS = 3


def record_features(analysis: EventAnalysis) -> dict[str, float]:
    """Return the features of a record besides its trigger: each name of `FEATURES` to 0, 1 or a count."""
    coded = analysis.coded
    parties = [*coded.actors, *coded.recipients]
    return {
        "actor": bool(coded.actors),
        "recipient": bool(coded.recipients) or (coded.event_type in MUTUAL and len(coded.actors) > 1),
        "no_participant": not parties,
        "named_participant": any(party.entity_id for party in parties),
        "location": coded.location is not None,
        "stated_date": coded.date is not None and coded.date.source == "text",
        "counts": coded.magnitude != Magnitude(),
        "mentions": min(len(coded.mentions), MOST_MENTIONS) + (coded.story_event_id is not None),
        "statement": coded.event_type in STATEMENTS,
        "event_noun": is_noun(analysis.head),
        "title": coded.evidence.field == "title",
    }


def record_confidence(trigger: float, features: Mapping[str, float], weights: Mapping[str, float] = WEIGHTS) -> float:
    """Return the probability, 0 to 1, that a record is usable, from its trigger's confidence (0 to 1) and features."""
    odds = weights["bias"] + weights["trigger"] * log_odds(trigger)
    odds += sum(weights[name] * value for name, value in features.items())
    return round(1 / (1 + math.exp(-odds)), 3)


def judge_records(analyses: Sequence[EventAnalysis]) -> list[EventAnalysis]:
    """Return the analyses with the confidence of each record set, and records below their threshold dropped."""
    return [analysis if analysis.dropped else _judged(analysis) for analysis in analyses]


def _judged(analysis: EventAnalysis) -> EventAnalysis:
    coded = analysis.coded
    features = record_features(analysis)
    shifted = WEIGHTS | {"bias": WEIGHTS["bias"] + PRIOR_SHIFT}
    weights = PACK_WEIGHTS.get(coded.ontology.rpartition("-")[0], shifted)
    sure = record_confidence(coded.confidence, features, weights)
    least = THRESHOLDS[coded.status]
    present = [name for name in FEATURES if features[name]]
    why = f"trigger confidence {coded.confidence}; features: {', '.join(present).replace('_', ' ') or 'none'}"
    dropped = None
    if sure < least:
        dropped = Dropped(DropReason.LOW_CONFIDENCE, f"record confidence {sure} is below {least}: {why}")
    judged = msgspec.structs.replace(coded, confidence=sure)
    return replace(analysis, coded=judged, dropped=dropped, reasons={**analysis.reasons, "confidence": why})
