"""Participant records of fillers: the phrase as written, the entity that it refers to, its actor code."""

from __future__ import annotations

from agents.reader.actors.actor_coding import OFFICIAL, ActorCode, code_actor
from agents.reader.coreference.resolution import References
from agents.reader.lexicon.countries import capital_of, country_named
from agents.reader.slots.fillers import Filler
from agents.reader.slots.joint_parties import joint_parties
from agents.reader.slots.party_countries import PartyCountries
from agents.reader.syntax.phrases import phrase
from agents.reader.syntax.tree import Span, Token
from agents.reader.text.article_text import ArticleText, Passage
from agents.reader.text.passages import readable
from streams.contract.records import Entity, Participant


def participants(
    article_text: ArticleText, references: References, passage: Passage, filler: Filler, countries: PartyCountries
) -> list[Participant]:
    """Return the participants that a filler names: one, or one per country if several countries share the noun."""
    shared = joint_parties(filler.span, filler.head)
    if not shared:
        return [participant(article_text, references, passage, filler.span, filler.head, countries)]
    on = article_text.published.date() if article_text.published else None
    return [_described(article_text, passage, part.span, part.name, code_actor(part.name, on)) for part in shared]


def participant(
    article_text: ArticleText,
    references: References,
    passage: Passage,
    span: Span,
    head: Token | None = None,
    countries: PartyCountries | None = None,
) -> Participant:
    """Return the participant that a noun phrase or pronoun of `passage.doc` refers to.

    If the head is a mention of an entity, the participant has the entity's name, label, role and code; any other
    noun ("nine Pakistani soldiers") is coded from its own words. A country or capital as participant is coded as its
    government. A party without a country takes that of the place in its phrase; a state body without one takes the
    article's home country. Pass `head` if it is not the phrase's root ("Chile" in "Chile's decision").
    """
    meant = _meant(span)
    if head is not None and head.i != meant.root.i:
        meant = phrase(head)
    entity = references.entity(meant.root if head is None else head)
    on = article_text.published.date() if article_text.published else None
    coding = _entity_coding(entity) if entity else code_actor(meant.text, on)
    if coding.country is None and countries is not None and (entity is None or entity.label != "PERSON"):
        coding = ActorCode(countries.of(passage, meant, meant.root), coding.sector)
    if entity is None and coding.country is None and coding.sector in OFFICIAL:
        coding = ActorCode(references.home, coding.sector)
    name = entity.name if entity else _written(article_text, passage, meant)
    return _described(article_text, passage, span, name, coding, entity)


def _described(
    article_text: ArticleText, passage: Passage, span: Span, name: str, coding: ActorCode, entity: Entity | None = None
) -> Participant:
    start, end = passage.span_offsets(span)
    return Participant(
        text=article_text.slice(passage.field, start, end),
        name=name,
        entity_id=entity.id if entity else None,
        label=entity.label if entity else None,
        role=entity.role if entity else None,
        country=coding.country,
        sector=coding.sector,
        field=passage.field,
        start=start,
        end=end,
    )


def _meant(span: Span) -> Span:
    """Return the antecedent of a relative pronoun; any other phrase unchanged."""
    if span.root.tag_ not in ("WP", "WDT"):
        return span
    clause = span.root
    while clause.dep_ != "relcl" and clause.head.i != clause.i:
        clause = clause.head
    noun = clause.head
    return span if clause.dep_ != "relcl" else span.doc[noun.left_edge.i : noun.i + 1]


def _written(article_text: ArticleText, passage: Passage, span: Span) -> str:
    return readable(article_text.slice(passage.field, *passage.span_offsets(span)))


def _entity_coding(entity: Entity) -> ActorCode:
    """Return an entity's actor code; countries and capitals are coded as governments."""
    if entity.label == "GPE" and entity.sector is None and (country_named(entity.name) or capital_of(entity.name)):
        return ActorCode(entity.country, "GOV")
    return ActorCode(entity.country, entity.sector)
