"""One name, one label: all its mentions in an article vote, and what is seen clearly once is found everywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from agents.reader.lexicon.countries import country_named
from agents.reader.mentions.label_evidence import (
    Company,
    Votes,
    by_company,
    by_context,
    by_form,
    commonest,
    kind,
)
from agents.reader.mentions.missed_names import introduced
from agents.reader.mentions.span_candidates import SpanCandidate
from agents.reader.syntax.tree import Doc, Span, Token

OWN = 2.0
"""Weight of the model's label at one mention,"""
MOST = 1.5
"""divided among all mentions of the name, and so counted at most this often."""
FORM = 1.5
"""Weight of what the name says itself."""
AROUND = 1.6
"""Weight of the words around a mention."""
SHORT = 5.0
"""Weight of standing in brackets as the acronym of a name."""
SURNAME, FIRST = 5.0, 2.5
"""Weight of standing last, and first, in the full name of a person."""


def vote(found: Sequence[SpanCandidate]) -> None:
    """Set the label of each name to the one that the whole article speaks for."""
    groups: defaultdict[str, list[SpanCandidate]] = defaultdict(list)
    for candidate in found:
        if not candidate.fixed or candidate.label == "PERSON":
            groups[candidate.form].append(candidate)
    links = _links(found)
    company = by_company(found)
    for form, group in groups.items():
        votes = _total(form, group, links.get(form, {}), company)
        label = max(votes, key=lambda kind: votes[kind])
        finer = [c.label for c in group if kind(c.label) == label]
        chosen = commonest(finer) if finer else label
        for candidate in group:
            if not candidate.fixed:
                candidate.label = chosen


def _total(form: str, group: Sequence[SpanCandidate], linked: Mapping[str, float], company: Company) -> Votes:
    """Return the votes on one name: its own words, what the model says of each mention, what stands around each."""
    votes: Votes = defaultdict(float)
    for said, weight in by_form(group[0]).items():
        votes[said] += weight * FORM
    seen = [kind(c.label) for c in group if c.label]
    for label in seen:
        votes[label] += OWN / len(seen) * min(len(seen), MOST)
    for candidate in group:
        beside: Mapping[str, float] = company.get((candidate.passage, candidate.start), {})
        for said, weight in (*by_context(candidate).items(), *beside.items()):
            votes[said] += weight * AROUND / len(group) ** 0.5
    for said, weight in linked.items():
        votes[said] += weight
    return votes


def _links(found: Sequence[SpanCandidate]) -> dict[str, Votes]:
    """By name, what longer ones say of it: first and last words of people's full names, acronyms in brackets."""
    links: defaultdict[str, Votes] = defaultdict(lambda: defaultdict(float))
    for name in sorted({c.form for c in found if c.label == "PERSON"}):
        parts = name.split()
        if len(parts) > 1 and not country_named(parts[-1]):
            links[parts[-1]]["PERSON"] += SURNAME
            links[parts[0]]["PERSON"] += FIRST
    for long, short in introduced(found):
        said = by_form(long)
        said[kind(long.label)] += OWN
        links[short.form][max(said, key=lambda label: said[label])] += SHORT
    return links


def elsewhere(found: Sequence[SpanCandidate], docs: Sequence[Doc]) -> list[SpanCandidate]:
    """Mentions of the names found that the model did not see, outside all that it did; their label is empty."""
    known = _known(found)
    taken = {(c.passage, i) for c in found for i in range(c.start, c.end)}
    more = []
    for passage, doc in enumerate(docs):
        end = 0
        for token in doc.tokens:
            if token.text not in known or token.i < end:
                continue
            length = next((len(n) for n in known[token.text] if _stands(token, n)), 0)
            if length and not any((passage, token.i + j) in taken for j in range(length)):
                more.append(SpanCandidate(passage, doc, token.i, token.i + length, ""))
                end = token.i + length
    return more


def _known(found: Iterable[SpanCandidate]) -> dict[str, list[list[str]]]:
    """Return the words of each name worth looking for, by first word, longest first."""
    names = {tuple(t.text for t in c.tokens) for c in found if c.label in ("PERSON", "ORG", "GPE", "LOC", "FAC")}
    names |= {tuple(t.text for t in _last(c.span)) for c in found if c.label == "PERSON" and " " in c.form}
    known: defaultdict[str, list[list[str]]] = defaultdict(list)
    for name in sorted(names, key=lambda n: (-len(n), n)):
        if name[0][0].isupper() and len(" ".join(name)) > 2:
            known[name[0]].append(list(name))
    return known


def _last(span: Span) -> Span:
    """Return the tokens of the last word of a name, hyphens and all."""
    start = span.end - 1
    while start > span.start and not span.doc[start - 1].whitespace_:
        start -= 1
    return span.doc[start : span.end]


def _stands(token: Token, name: list[str]) -> bool:
    """Return whether a name stands at a token that is its first word, used as a name."""
    if len(name) == 1:
        return token.tag_ in ("NNP", "NNPS")
    return [t.text for t in token.doc.tokens[token.i : token.i + len(name)]] == name
