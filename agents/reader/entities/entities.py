"""Entities of an article: one record per person, organisation, place or thing, with all its mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agents.reader.actors.known_actors import known_actor, name_key
from agents.reader.actors.segments import words_of
from agents.reader.entities import affiliations, organisations
from agents.reader.entities.people import Person, name_words, people
from agents.reader.entities.roles import Role, roles, title_words
from agents.reader.lexicon.countries import countries, country_named, country_of
from agents.reader.mentions.label_evidence import most_frequent
from agents.reader.mentions.mentions import NamedSpan, find_mentions
from agents.reader.text.article_text import ArticleText
from streams.contract.records import Entity

THINGS = frozenset({"GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"})
"""Labels that the model wrongly gives to organisations."""


@dataclass(frozen=True, slots=True)
class _EntityMentions:
    """The mentions of one entity, in text order, with its roles."""

    label: str
    spans: tuple[NamedSpan, ...]
    roles: tuple[Role, ...] = ()

    @property
    def first(self) -> tuple[int, int]:
        return self.spans[0].passage, self.spans[0].token_start


def find_entities(article_text: ArticleText) -> list[Entity]:
    """Return the entities of an article in order of first mention."""
    on = article_text.published.date() if article_text.published else None
    spans = [
        _relabel_official(article_text, span)
        for span in organisations.join_neighbours(article_text, find_mentions(article_text), on)
    ]
    spans = _unify_labels(spans)
    stated = {span: roles(article_text, span) for span in spans if span.label == "PERSON"}
    found = people([(span, _titles(article_text, span, stated[span])) for span in stated])
    others = [span for span in spans if span.label != "PERSON"]
    others = _surnames(found, others)
    things = [_person(person, stated) for person in found]
    things += [_EntityMentions(_label(group), tuple(group)) for group in _bodies(article_text, others, on).values()]
    things.sort(key=lambda thing: thing.first)
    home = affiliations.main_country(article_text, ((s.label, s.text, s.field) for s in spans))
    return [_entity(article_text, f"e{n}", thing, on, home) for n, thing in enumerate(things, 1)]


def _relabel_official(article_text: ArticleText, span: NamedSpan) -> NamedSpan:
    """Return the mention relabelled as PERSON if the model read it so and the text states an office for it."""
    read = article_text.passages[span.passage].doc[span.token_start].ent_type_
    person = span.label != "PERSON" and read == "PERSON" and bool(roles(article_text, span))
    return _relabel(span, "PERSON") if person else span


def _unify_labels(spans: Sequence[NamedSpan]) -> list[NamedSpan]:
    """Return the mentions with one label per name: the most frequent one, at a tie the first."""
    votes: defaultdict[str, list[str]] = defaultdict(list)
    for span in spans:
        votes[name_key(span.text)].append(span.label)
    labels = {name: _known_label(name, most_frequent(said)) for name, said in votes.items()}
    return [_relabel(span, labels[name_key(span.text)]) for span in spans]


def _relabel(span: NamedSpan, label: str) -> NamedSpan:
    return span if span.label == label else span._replace(label=label)


def _known_label(name: str, label: str) -> str:
    """Return ORG for a known organisation that the model labelled as a place or thing, else the label.

    Only names of several words or in capitals count.
    """
    if label not in THINGS or not (" " in name or name.isupper()) or country_of(name):
        return label
    row = known_actor(name)
    return "ORG" if row is not None and not row.person else label


def _titles(article_text: ArticleText, span: NamedSpan, stated: Sequence[Role]) -> frozenset[str]:
    words = title_words(article_text.passages[span.passage], span)
    return frozenset([*words, *(role.head for role in stated if role.before)])


def _surnames(found: Sequence[Person], others: Sequence[NamedSpan]) -> list[NamedSpan]:
    """Add single words with another label to the one person whose surname they are; return the remaining mentions.

    Names of countries, of capitals and of known organisations remain.
    """
    owners: dict[str, list[Person]] = {}
    for person in found:
        if len(person.words) > 1:
            owners.setdefault(person.words[-1], []).append(person)
    left = []
    for span in others:
        words, _ = name_words(span.text)
        owner = owners.get(words[0], []) if len(words) == 1 and span.label in ("ORG", "PRODUCT", "FAC") else []
        row = known_actor(span.text)
        if len(owner) == 1 and not country_of(span.text) and (row is None or row.person):
            owner[0].spans.append(span)
        else:
            left.append(span)
    return left


def _person(person: Person, stated: Mapping[NamedSpan, Sequence[Role]]) -> _EntityMentions:
    spans = sorted(person.spans, key=lambda span: (span.passage, span.token_start))
    every = [role for span in spans for role in stated.get(span, ())]
    every.sort(key=lambda role: role.rank)
    return _EntityMentions("PERSON", tuple(spans), tuple(every))


def _bodies(article_text: ArticleText, spans: Sequence[NamedSpan], on: date | None) -> organisations.Groups:
    groups: organisations.Groups = {}
    for span in spans:
        groups.setdefault(organisations.organisation_key(span, on), []).append(span)
    merged = organisations.merge_organisations(article_text, groups, on)
    for group in merged.values():
        group.sort(key=lambda span: (span.passage, span.token_start))
    return merged


def _label(group: Sequence[NamedSpan]) -> str:
    return most_frequent([span.label for span in group])


def _entity(
    article_text: ArticleText, number: str, thing: _EntityMentions, on: date | None, home: str | None
) -> Entity:
    texts = list(dict.fromkeys(_clean_name(span.text) for span in thing.spans))
    name = _fullest_name(thing.label, texts)
    if thing.label == "PERSON":
        coding = affiliations.person_affiliation(article_text, thing.spans, thing.roles, on, home)
    else:
        coding = affiliations.organisation_affiliation(article_text, thing.label, thing.spans, on, home)
    bracketed_acronyms = [
        a for span in thing.spans if (a := organisations.bracketed_acronym(article_text, span)) is not None
    ]
    return Entity(
        id=number,
        name=name,
        label=thing.label,
        aliases=[text for text in dict.fromkeys([*texts, *bracketed_acronyms]) if text != name],
        role=thing.roles[0].text if thing.roles else None,
        country=coding.country,
        sector=coding.sector,
        mentions=[span.mention() for span in thing.spans],
    )


def _fullest_name(label: str, texts: Sequence[str]) -> str:
    """Return the longest form of a name; for a country its usual name, if the article has it."""
    code = country_named(texts[0]) if label == "GPE" else None
    usual = countries()[code].name if code else None
    return (
        usual if usual is not None and usual in texts else max(texts, key=lambda text: (len(words_of(text)), len(text)))
    )


def _clean_name(text: str) -> str:
    """Return a name without line breaks, leading article and possessive ending."""
    plain = " ".join(text.split())
    for ending in ("'s", "’s"):
        plain = plain.removesuffix(ending)
    return plain[4:] if plain[:4] in ("the ", "The ") and len(plain) > 4 else plain
