"""Toll updates in later sentences: "officials later raised the death toll to nine" sets the event's count.

The number of the event's own sentence is kept as a claim if it has another source (`count_claims`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from agents.reader.coded_events.coded_event import EventAnalysis
from agents.reader.event_coreference.count_claims import claim, claims_of, with_claims
from agents.reader.event_status.statements import Statements
from agents.reader.events.magnitude import STATED, count_of
from agents.reader.lexicon.loader import data_file
from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.numbers.counts import CountMention
from agents.reader.syntax.clauses import agent, governors, is_passive, is_verb, subject
from agents.reader.syntax.phrases import phrase
from agents.reader.syntax.tree import Token
from agents.reader.text.article_text import ArticleText
from streams.contract.count_claim import CountSlot
from streams.contract.records import Count

_DATA = data_file(__file__, "magnitude.toml")
REVISING = _DATA.words("tolls.verbs")
BRINGING = _DATA.words("tolls.bringing")
"""Verbs whose subject adds to a toll ("bringing the toll to nine"); not used for an event of their own sentence."""
PERIOD = _DATA.words("tolls.period")
OUTCOMES, BEFALLING, WHERE_THEY_DIED, VIOLENT = (
    _DATA.words(f"outcomes.{name}") for name in ("kinds", "verbs", "places", "types")
)
NEAR = 3
"""Number of sentences after an event in which its toll can be updated."""


def update_tolls(
    article_text: ArticleText,
    analyses: Sequence[EventAnalysis],
    figures: Mapping[tuple[int, int], Sequence[CountMention]],
    statements: Statements,
) -> list[EventAnalysis]:
    """Return the analyses with the latest tolls; `figures` maps a sentence (passage, first token) to its counts."""
    result = list(analyses)
    starts = [(n, sentence.start) for n, passage in enumerate(article_text.passages) for sentence in passage.doc.sents]
    order = {place: number for number, place in enumerate(starts)}
    numbers = [order[a.trigger.passage, a.head.sent.start] for a in analyses]
    for place, found in figures.items():
        for figure in found:
            if figure.kind == "killed" and figure.total and _is_revised(article_text, figure):
                verb = _verb(article_text, figure)
                event = _event_of(result, numbers, order[place])
                adds = verb is not None and verb.lemma_ in BRINGING
                if event is not None and not (adds and numbers[event] == order[place]):
                    result[event] = _with_toll(
                        result[event], count_of(figure), _source(article_text, figure, statements)
                    )
            elif not figure.total and _is_outcome(article_text, figure):
                event = _preceding_attack(result, numbers, order[place], figure.kind)
                if event is not None:
                    result[event] = _with_count(result[event], figure, _source(article_text, figure, statements))
    return result


def _is_outcome(article_text: ArticleText, figure: CountMention) -> bool:
    """Return whether a sentence only states how many died or were hurt ("eight shoppers died, doctors said")."""
    verb = _verb(article_text, figure)
    if figure.kind not in OUTCOMES or verb is None or verb.lemma_ not in BEFALLING or figure.max == 0:
        return False
    circumstances = (c for c in verb.children if c.dep_ in ("prep", "advcl", "npadvmod", "relcl"))
    return all(any(t.lemma_ in WHERE_THEY_DIED for t in c.children) for c in circumstances) and not any(
        t.ent_type_ in ("DATE", "GPE") for t in verb.sent
    )


def _preceding_attack(
    analyses: Sequence[EventAnalysis], numbers: Sequence[int], sentence: int, kind: str
) -> int | None:
    """Return the index of the only attack in the previous sentence without such a count, if this one has no event."""
    told = [i for i, a in enumerate(analyses) if a.dropped is None and a.coded.status == "asserted"]
    if any(numbers[i] == sentence for i in told):
        return None
    before = [i for i in told if numbers[i] == sentence - 1 and analyses[i].coded.event_type in VIOLENT]
    open_ = [i for i in before if getattr(analyses[i].coded.magnitude, kind) is None]
    return open_[0] if len(before) == len(open_) == 1 else None


def _with_count(analysis: EventAnalysis, figure: CountMention, source: str | None) -> EventAnalysis:
    slot: CountSlot = "killed" if figure.kind == "killed" else "injured"
    magnitude = msgspec.structs.replace(analysis.coded.magnitude, **{slot: count_of(figure)})
    coded = msgspec.structs.replace(analysis.coded, magnitude=magnitude)
    claims = (*claims_of(analysis.coded), claim(slot, count_of(figure), source))
    return replace(analysis, coded=with_claims(coded, *claims))


def _is_revised(article_text: ArticleText, figure: CountMention) -> bool:
    """Return whether a sentence updates the toll of one event, and not one over a long period."""
    sentence = article_text.passages[figure.passage].doc[figure.token].sent
    verb = _verb(article_text, figure)
    return verb is not None and verb.lemma_ in REVISING | BRINGING and not any(w.lower_ in PERIOD for w in sentence)


def _verb(article_text: ArticleText, figure: CountMention) -> Token | None:
    token = article_text.passages[figure.passage].doc[figure.token]
    return next((g for g in governors(token) if is_verb(g)), None)


def _event_of(analyses: Sequence[EventAnalysis], numbers: Sequence[int], sentence: int) -> int | None:
    """Return the index of the only deadly event in the toll's sentence, else of the last one shortly before it."""
    deadly = [
        i
        for i, analysis in enumerate(analyses)
        if analysis.dropped is None
        and analysis.coded.status == "asserted"
        and "killed" in STATED.get(analysis.coded.event_type, ())
    ]
    own = [i for i in deadly if numbers[i] == sentence]
    before = [i for i in deadly if 0 < sentence - numbers[i] <= NEAR and _has_victims(analyses[i])]
    return own[0] if len(own) == 1 else max(before, default=None) if not own else None


def _has_victims(analysis: EventAnalysis) -> bool:
    magnitude = analysis.coded.magnitude
    return magnitude.killed is not None or magnitude.injured is not None


def _source(article_text: ArticleText, figure: CountMention, statements: Statements) -> str | None:
    """Return the source of a toll: of the statement, else the agent of the verb ("officials raised the toll to …")."""
    passage, verb = article_text.passages[figure.passage], _verb(article_text, figure)
    if verb is None:
        return None
    said = statements.of(figure.passage, verb)
    if said is not None:
        of = article_text.passages[said.passage]
        return article_text.slice(of.field, *of.span_offsets(said.span))
    doer = agent(verb) if is_passive(verb) else subject(verb)
    if doer is None or noun_class(doer.token.lemma_.lower()) not in ("person", "group"):
        return None
    return article_text.slice(passage.field, *passage.span_offsets(phrase(doer.token)))


def _with_toll(analysis: EventAnalysis, toll: Count, source: str | None) -> EventAnalysis:
    known = analysis.coded.magnitude.killed
    if known is not None and toll.min < known.min:
        return analysis
    magnitude = msgspec.structs.replace(analysis.coded.magnitude, killed=toll)
    coded = msgspec.structs.replace(analysis.coded, magnitude=magnitude)
    claims = (*claims_of(analysis.coded), claim("killed", toll, source))
    return replace(analysis, coded=with_claims(coded, *claims))
