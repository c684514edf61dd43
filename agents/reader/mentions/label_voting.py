"""Voting on the label of each name by all its mentions in an article, and search for mentions that the model missed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from agents.reader.lexicon.countries import country_named
from agents.reader.mentions.label_evidence import (
    NeighbourVotes,
    Votes,
    label_by_context,
    label_by_form,
    label_group,
    labels_by_neighbours,
    most_frequent,
)
from agents.reader.mentions.missed_names import bracketed_acronyms
from agents.reader.mentions.span_candidates import SpanCandidate
from agents.reader.syntax.tree import Doc, Span, Token

MODEL = 2.0
"""Total weight of the model's labels, divided among the mentions of a name …"""
MODEL_MOST = 1.5
"""… and multiplied by the number of labelled mentions, but by this at most."""
FORM = 1.5
"""Weight of the evidence in a name's own words."""
CONTEXT = 1.6
"""Weight of the context words of a mention."""
ACRONYM_WEIGHT = 5.0
"""Weight for an acronym in brackets after a name."""
SURNAME, FIRST = 5.0, 2.5
"""Weights for the last and the first word of a person's full name."""


def vote(found: Sequence[SpanCandidate]) -> None:
    """Set the label of each name to the one with most votes in the article, in place."""
    groups: defaultdict[str, list[SpanCandidate]] = defaultdict(list)
    for candidate in found:
        if not candidate.fixed or candidate.label == "PERSON":
            groups[candidate.form].append(candidate)
    links = _links(found)
    company = labels_by_neighbours(found)
    for form, group in groups.items():
        votes = _total(form, group, links.get(form, {}), company)
        label = max(votes, key=lambda kind: votes[kind])
        finer = [c.label for c in group if label_group(c.label) == label]
        chosen = most_frequent(finer) if finer else label
        for candidate in group:
            if not candidate.fixed:
                candidate.label = chosen


def _total(form: str, group: Sequence[SpanCandidate], linked: Mapping[str, float], company: NeighbourVotes) -> Votes:
    """Return the votes on one name: its words, the model's labels, the context words, neighbours and longer names."""
    votes: Votes = defaultdict(float)
    for said, weight in label_by_form(group[0]).items():
        votes[said] += weight * FORM
    seen = [label_group(c.label) for c in group if c.label]
    for label in seen:
        votes[label] += MODEL / len(seen) * min(len(seen), MODEL_MOST)
    for candidate in group:
        appositions: Mapping[str, float] = company.get((candidate.passage, candidate.start), {})
        for said, weight in (*label_by_context(candidate).items(), *appositions.items()):
            votes[said] += weight * CONTEXT / len(group) ** 0.5
    for said, weight in linked.items():
        votes[said] += weight
    return votes


def _links(found: Sequence[SpanCandidate]) -> dict[str, Votes]:
    """Return the votes on a name from longer names: full names of people, names with the acronym in brackets."""
    links: defaultdict[str, Votes] = defaultdict(lambda: defaultdict(float))
    for name in sorted({c.form for c in found if c.label == "PERSON"}):
        parts = name.split()
        if len(parts) > 1 and not country_named(parts[-1]):
            links[parts[-1]]["PERSON"] += SURNAME
            links[parts[0]]["PERSON"] += FIRST
    for long, short in bracketed_acronyms(found):
        said = label_by_form(long)
        said[label_group(long.label)] += MODEL
        links[short.form][max(said, key=lambda label: said[label])] += ACRONYM_WEIGHT
    return links


def mentions_missed_elsewhere(found: Sequence[SpanCandidate], docs: Sequence[Doc]) -> list[SpanCandidate]:
    """Return further mentions of the names found, which the model missed; without overlap and without label."""
    known = _known(found)
    taken = {(c.passage, i) for c in found for i in range(c.start, c.end)}
    more = []
    for passage, doc in enumerate(docs):
        end = 0
        for token in doc.tokens:
            if token.text not in known or token.i < end:
                continue
            length = next((len(n) for n in known[token.text] if _is_name_at(token, n)), 0)
            if length and not any((passage, token.i + j) in taken for j in range(length)):
                more.append(SpanCandidate(passage, doc, token.i, token.i + length, ""))
                end = token.i + length
    return more


def _known(found: Iterable[SpanCandidate]) -> dict[str, list[list[str]]]:
    """Return the words of each name to search for, by first word, longest first."""
    names = {tuple(t.text for t in c.tokens) for c in found if c.label in ("PERSON", "ORG", "GPE", "LOC", "FAC")}
    names |= {tuple(t.text for t in _last_word(c.span)) for c in found if c.label == "PERSON" and " " in c.form}
    known: defaultdict[str, list[list[str]]] = defaultdict(list)
    for name in sorted(names, key=lambda n: (-len(n), n)):
        if name[0][0].isupper() and len(" ".join(name)) > 2:
            known[name[0]].append(list(name))
    return known


def _last_word(span: Span) -> Span:
    """Return the tokens of the last word of a name, including hyphenated parts."""
    start = span.end - 1
    while start > span.start and not span.doc[start - 1].whitespace_:
        start -= 1
    return span.doc[start : span.end]


def _is_name_at(token: Token, name: list[str]) -> bool:
    """Return whether a name is mentioned at a token that equals its first word."""
    if len(name) == 1:
        return token.tag_ in ("NNP", "NNPS")
    return [t.text for t in token.doc.tokens[token.i : token.i + len(name)]] == name
