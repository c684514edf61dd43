"""Who and what is named in an article: one entity a thing, with all its mentions."""

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
from agents.reader.mentions.label_evidence import commonest
from agents.reader.mentions.mentions import NamedSpan, find_mentions
from agents.reader.text.article_text import ArticleText
from streams.contract.records import Entity

THINGS = frozenset({"GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"})
"""Labels that the model gives to organisations in error."""


@dataclass(frozen=True, slots=True)
class _Thing:
    """The mentions of one entity, in order, before it is described."""

    label: str
    spans: tuple[NamedSpan, ...]
    roles: tuple[Role, ...] = ()

    @property
    def first(self) -> tuple[int, int]:
        return self.spans[0].passage, self.spans[0].token_start


def find_entities(page: ArticleText) -> list[Entity]:
    """Return the entities of an article in order of first mention."""
    on = page.published.date() if page.published else None
    spans = [_officed(page, span) for span in organisations.join_neighbours(page, find_mentions(page), on)]
    spans = _settled(spans)
    stated = {span: roles(page, span) for span in spans if span.label == "PERSON"}
    found = people([(span, _titles(page, span, stated[span])) for span in stated])
    others = [span for span in spans if span.label != "PERSON"]
    others = _surnames(found, others)
    things = [_person(person, stated) for person in found]
    things += [_Thing(_label(group), tuple(group)) for group in _bodies(page, others, on).values()]
    things.sort(key=lambda thing: thing.first)
    home = affiliations.main_country(page, ((s.label, s.text, s.field) for s in spans))
    return [_entity(page, f"e{n}", thing, on, home) for n, thing in enumerate(things, 1)]


def _officed(page: ArticleText, span: NamedSpan) -> NamedSpan:
    """Return a name that the model read as a person and that holds an office is one, whatever stands around it."""
    read = page.passages[span.passage].doc[span.token_start].ent_type_
    person = span.label != "PERSON" and read == "PERSON" and bool(roles(page, span))
    return _labelled(span, "PERSON") if person else span


def _settled(spans: Sequence[NamedSpan]) -> list[NamedSpan]:
    """Give one name one label through the article: the one it has most often, at a tie the first."""
    votes: defaultdict[str, list[str]] = defaultdict(list)
    for span in spans:
        votes[name_key(span.text)].append(span.label)
    labels = {name: _known_label(name, commonest(said)) for name, said in votes.items()}
    return [_labelled(span, labels[name_key(span.text)]) for span in spans]


def _labelled(span: NamedSpan, label: str) -> NamedSpan:
    return span if span.label == label else span._replace(label=label)


def _known_label(name: str, label: str) -> str:
    """Return a known body of several words or of capitals is an organisation, where the model saw a place or thing."""
    if label not in THINGS or not (" " in name or name.isupper()) or country_of(name):
        return label
    row = known_actor(name)
    return "ORG" if row is not None and not row.person else label


def _titles(page: ArticleText, span: NamedSpan, stated: Sequence[Role]) -> frozenset[str]:
    words = title_words(page.passages[span.passage], span)
    return frozenset([*words, *(role.head for role in stated if role.before)])


def _surnames(found: Sequence[Person], others: Sequence[NamedSpan]) -> list[NamedSpan]:
    """Give single words that the model took for something else to the one person whose surname they are.

    Names of countries, cities that stand for one, and known bodies are left as they are.
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


def _person(person: Person, stated: Mapping[NamedSpan, Sequence[Role]]) -> _Thing:
    spans = sorted(person.spans, key=lambda span: (span.passage, span.token_start))
    every = [role for span in spans for role in stated.get(span, ())]
    every.sort(key=lambda role: role.rank)
    return _Thing("PERSON", tuple(spans), tuple(every))


def _bodies(page: ArticleText, spans: Sequence[NamedSpan], on: date | None) -> organisations.Groups:
    groups: organisations.Groups = {}
    for span in spans:
        groups.setdefault(organisations.organisation_key(span, on), []).append(span)
    merged = organisations.merge_organisations(page, groups, on)
    for group in merged.values():
        group.sort(key=lambda span: (span.passage, span.token_start))
    return merged


def _label(group: Sequence[NamedSpan]) -> str:
    return commonest([span.label for span in group])


def _entity(page: ArticleText, number: str, thing: _Thing, on: date | None, home: str | None) -> Entity:
    texts = list(dict.fromkeys(_trimmed(span.text) for span in thing.spans))
    name = _fullest(thing.label, texts)
    if thing.label == "PERSON":
        coding = affiliations.person(page, thing.spans, thing.roles, on, home)
    else:
        coding = affiliations.body(page, thing.label, thing.spans, on, home)
    introduced = [a for span in thing.spans if (a := organisations.bracketed(page, span)) is not None]
    return Entity(
        id=number,
        name=name,
        label=thing.label,
        aliases=[text for text in dict.fromkeys([*texts, *introduced]) if text != name],
        role=thing.roles[0].text if thing.roles else None,
        country=coding.country,
        sector=coding.sector,
        mentions=[span.mention() for span in thing.spans],
    )


def _fullest(label: str, texts: Sequence[str]) -> str:
    """Return the longest form; of a country the usual one, where the article has it."""
    code = country_named(texts[0]) if label == "GPE" else None
    usual = countries()[code].name if code else None
    return (
        usual if usual is not None and usual in texts else max(texts, key=lambda text: (len(words_of(text)), len(text)))
    )


def _trimmed(text: str) -> str:
    """Return a name without line breaks, a leading article and a possessive ending."""
    plain = " ".join(text.split())
    for ending in ("'s", "’s"):
        plain = plain.removesuffix(ending)
    return plain[4:] if plain[:4] in ("the ", "The ") and len(plain) > 4 else plain
