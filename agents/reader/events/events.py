"""Event coding: the triggers of an article, with slots, status, time, place and attribution, merged by event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from agents.reader.coded_events.coded_event import CodedEvent, EventAnalysis
from agents.reader.coded_events.drop_reason import Dropped, DropReason
from agents.reader.coreference.antecedents import Antecedents
from agents.reader.coreference.resolution import References, resolve_references
from agents.reader.event_coreference.event_coreference import link_events
from agents.reader.event_coreference.trigger_merge import merge_triggers
from agents.reader.event_status.statements import Statement, Statements
from agents.reader.event_status.status import by_date, collapsed_type, decide_status
from agents.reader.event_status.status_decision import StatusDecision
from agents.reader.events.details import event_details
from agents.reader.events.magnitude import find_magnitude
from agents.reader.events.private_matters import private_matter
from agents.reader.events.record_confidence import judge_records
from agents.reader.events.tolls import update_tolls
from agents.reader.events.trigger_confidence import THRESHOLDS, confidence, features
from agents.reader.numbers.counts import CountMention
from agents.reader.ontology.packs import DEFAULT, Ontology, load
from agents.reader.slots.fillers import Filler
from agents.reader.slots.participants import participants
from agents.reader.slots.party_countries import PartyCountries
from agents.reader.slots.role_check import check_roles
from agents.reader.slots.slots import Slots, fill_slots
from agents.reader.syntax.tree import Span, Token
from agents.reader.text.article_text import ArticleText, Passage
from agents.reader.time_place.event_dates import DateDecision, drop_commemoration_date
from agents.reader.time_place.scene import FACTS, fill_time_and_place
from agents.reader.time_place.time_place import PlaceDecision, TimePlace
from agents.reader.triggers.classifier import Classifier
from agents.reader.triggers.trigger import Trigger
from agents.reader.triggers.triggers import find_triggers
from streams.contract.records import (
    Attribution,
    DateMention,
    Entity,
    Evidence,
    Missing,
    Participant,
    Place,
    Slot,
)


def read_events(
    article_text: ArticleText,
    entities: Sequence[Entity],
    places: Sequence[Place],
    dates: Sequence[DateMention],
    counts: Sequence[CountMention],
    ontology: Ontology | None = None,
    classifier: Classifier | None = None,
) -> list[EventAnalysis]:
    """Return the analyses of an article's triggers, in text order; those with `dropped` set make no event.

    `ontology` defaults to the default packs, `classifier` to the shipped one.
    """
    ontology = ontology or load(*DEFAULT)
    triggers = find_triggers(article_text, ontology, classifier)
    if not triggers:
        return []
    coder = _Coder(article_text, ontology, triggers, resolve_references(article_text, entities), places, dates, counts)
    analyses = [coder.read(trigger) for trigger in triggers]
    merged = update_tolls(article_text, merge_triggers(analyses, ontology.parts), coder.figures, coder.statements)
    settled = fill_time_and_place(article_text, merged, coder.setting)
    return judge_records(link_events(article_text, settled))


class _Coder:
    """Codes the triggers of one article."""

    def __init__(
        self,
        article_text: ArticleText,
        ontology: Ontology,
        triggers: Sequence[Trigger],
        references: References,
        places: Sequence[Place],
        dates: Sequence[DateMention],
        counts: Sequence[CountMention],
    ) -> None:
        self.article_text, self.ontology, self.references = article_text, ontology, references
        self.setting = TimePlace(article_text, references, places, dates, {trigger.passage for trigger in triggers})
        self.countries = PartyCountries(places)
        self.statements = Statements(article_text)
        heads: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
        for trigger in triggers:
            heads[self._sentence(trigger.passage, trigger.head)].add(trigger.head)
        self.heads = {sentence: frozenset(found) for sentence, found in heads.items()}
        self.figures: defaultdict[tuple[int, int], list[CountMention]] = defaultdict(list)
        for figure in counts:
            self.figures[self._sentence(figure.passage, figure.token)].append(figure)
        self._contexts: dict[tuple[str, int, int], list[str]] = {}

    def _sentence(self, passage: int, token: int) -> tuple[int, int]:
        """Return the key of a token's sentence: passage index and index of its first token."""
        return passage, self.article_text.passages[passage].doc.tokens[token].sent.start

    def read(self, trigger: Trigger) -> EventAnalysis:
        """Return the analysis of one trigger, also if it is dropped."""
        passage = self.article_text.passages[trigger.passage]
        head = passage.doc[trigger.head]
        names = [passage.doc[i] for i in trigger.names]
        others = self.heads[self._sentence(trigger.passage, trigger.head)] - {trigger.head}
        statement = self.statements.of(trigger.passage, head)
        speaker = statement.source if statement is not None and statement.passage == trigger.passage else None
        slots = fill_slots(trigger, head, Antecedents(self.references, speaker), others)
        slots = check_roles(slots, trigger.event_type, head, speaker)
        decision, timed = self._dated(trigger, head, names, others, decide_status(trigger, head))
        located = self.setting.where(trigger.passage, head, names, others, trigger.event_type)
        coded = self._coded(trigger, slots, decision, timed, located, statement)
        reasons = {
            "type": _why_this_type(trigger, coded.event_type),
            "status": decision.reason,
            "attribution": statement.reason if statement else "stated by the article itself",
            "date": timed.reason,
            "location": located.reason,
        }
        if trigger.topic:
            reasons["topic"] = trigger.topic
        return EventAnalysis(trigger, head, slots, coded, reasons, _dropped(trigger, head, slots, coded, self.ontology))

    def _dated(
        self, trigger: Trigger, head: Token, names: Sequence[Token], others: frozenset[int], decision: StatusDecision
    ) -> tuple[StatusDecision, DateDecision]:
        """Return the status corrected by the date, and the date; a fact has no date after publication."""
        of_trigger = trigger.passage, head, names, others, trigger.event_type
        timed = self.setting.dates.when(*of_trigger, decision.status)
        published = self.article_text.published.date() if self.article_text.published else None
        decision = by_date(decision, head, timed.date, published)
        if timed.date and decision.status in FACTS and self.setting.dates.is_to_come(timed.date):
            timed = self.setting.dates.when(*of_trigger, decision.status, past=True)
        return decision, drop_commemoration_date(decision, timed, published)

    def _about(self, trigger: Trigger) -> list[str]:
        """Return the contexts of a trigger: those of its pattern, and those of its sentence."""
        place = trigger.ontology, *self._sentence(trigger.passage, trigger.head)
        known = self._contexts.get(place)
        if known is None:
            sentence = self.article_text.passages[trigger.passage].doc[trigger.head].sent
            known = self._contexts[place] = self.ontology.contexts[trigger.ontology].of(sentence)
        return [*trigger.contexts, *(c for c in known if c not in trigger.contexts)]

    def _coded(
        self,
        trigger: Trigger,
        slots: Slots,
        decision: StatusDecision,
        timed: DateDecision,
        located: PlaceDecision,
        statement: Statement | None,
    ) -> CodedEvent:
        passage = self.article_text.passages[trigger.passage]
        later = collapsed_type(trigger.event_type, decision.status) if slots.actors else None  # else nobody has agreed
        event_type, modes = (later, ()) if later else (trigger.event_type, trigger.modes)
        meaning, kind = self.ontology.describe(event_type, modes), self.ontology.types[event_type]
        others = self.heads[self._sentence(trigger.passage, trigger.head)] - {trigger.head}
        figures = self.figures.get(self._sentence(trigger.passage, trigger.head), [])
        return CodedEvent(
            ontology=trigger.ontology,
            event_type=event_type,
            modes=list(modes),
            contexts=self._about(trigger),
            quad_class=meaning.quad,
            intensity=meaning.intensity,
            cameo=(None if later else trigger.cameo) or meaning.cameo,
            status="asserted" if later else decision.status,
            attribution=self._attribution(statement),
            actors=self._participants(passage, slots.actors),
            recipients=self._participants(passage, slots.recipients),
            date=timed.date,
            location=located.place,
            magnitude=find_magnitude(trigger, event_type, slots, figures, self.article_text, others),
            evidence=_evidence(self.article_text, passage, passage.doc[trigger.start : trigger.end]),
            confidence=confidence(trigger.score, features(slots, decision.status)),
            missing=_missing(slots, timed, located),
            mentions=[],
            story_event_id=None,
            details=event_details(self.article_text, passage, trigger, slots, kind.carries, others),
            actor_role=trigger.roles.get("actor"),
            recipient_role=trigger.roles.get("recipient"),
        )

    def _participants(self, passage: Passage, fillers: Sequence[Filler]) -> list[Participant]:
        known = self.article_text, self.references, passage
        return [p for filler in fillers for p in participants(*known, filler, self.countries)]

    def _attribution(self, statement: Statement | None) -> Attribution | None:
        if statement is None:
            return None
        passage = self.article_text.passages[statement.passage]
        start, end = passage.span_offsets(statement.span)
        entity = self.references.entity(statement.source)
        return Attribution(
            text=self.article_text.slice(passage.field, start, end),
            verb=statement.verb.text if statement.verb is not None else None,
            quoted=statement.quoted,
            entity_id=entity.id if entity else None,
            field=passage.field,
            start=start,
            end=end,
        )


def _dropped(trigger: Trigger, head: Token, slots: Slots, coded: CodedEvent, ontology: Ontology) -> Dropped | None:
    """Return why a trigger makes no event, from its own slots; None if it makes one."""
    if coded.status == "historical" and not ontology.types[coded.event_type].historical:
        return Dropped(DropReason.LONG_AGO, f"historical events of type {coded.event_type} are not published")
    if about := [c for c in coded.contexts if c in trigger.unless]:
        return Dropped(DropReason.EXCLUDED_CONTEXT, f"the sentence is about {about[0]}, which the pattern excludes")
    if trigger.ontology in ontology.political and (private := private_matter(coded, head, slots)):
        return Dropped(DropReason.PRIVATE_MATTER, private)
    if coded.confidence < (least := THRESHOLDS[coded.status]):
        return Dropped(DropReason.LOW_CONFIDENCE, f"confidence {coded.confidence} is below {least}")
    return None


def _why_this_type(trigger: Trigger, event_type: str) -> str:
    same = event_type == trigger.event_type
    return trigger.pattern if same else f"{trigger.pattern}; a {trigger.event_type} event that has not happened"


def _missing(slots: Slots, timed: DateDecision, located: PlaceDecision) -> list[Missing]:
    empty: dict[Slot, str | None] = {
        "actor": None if slots.actors else slots.reasons["actor"],
        "recipient": None if slots.recipients else slots.reasons["recipient"],
        "date": None if timed.date else timed.reason,
        "location": None if located.place else located.reason,
    }
    return [Missing(slot=slot, reason=reason) for slot, reason in empty.items() if reason is not None]


def _evidence(article_text: ArticleText, passage: Passage, trigger: Span) -> Evidence:
    start, end = passage.span_offsets(trigger)
    sentence: Token = trigger[0]
    sentence_start, sentence_end = passage.span_offsets(sentence.sent)
    return Evidence(
        field=passage.field,
        sentence=article_text.slice(passage.field, sentence_start, sentence_end),
        sentence_start=sentence_start,
        sentence_end=sentence_end,
        trigger=article_text.slice(passage.field, start, end),
        trigger_start=start,
        trigger_end=end,
    )
