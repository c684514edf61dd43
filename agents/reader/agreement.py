"""One name, one label: all its mentions in an article vote, and what is seen clearly once is found everywhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from agents.reader.candidates import Candidate
from agents.reader.evidence import Votes, by_context, by_form, kind

OWN = 2.0
"""Weight of the model's label at one mention."""


def agree(found: Sequence[Candidate]) -> None:
    """Set the label of each name to the one that the whole article speaks for."""
    groups: defaultdict[str, list[Candidate]] = defaultdict(list)
    for candidate in found:
        if not candidate.fixed or candidate.label == "PERSON":
            groups[candidate.form].append(candidate)
    surnames = _surnames(found)
    for form, group in groups.items():
        votes = _total(form, group, surnames)
        label = max(votes, key=lambda kind: votes[kind])
        finer = Counter(c.label for c in group if kind(c.label) == label)
        chosen = finer.most_common(1)[0][0] if finer else label
        for candidate in group:
            if not candidate.fixed:
                candidate.label = chosen


def _total(form: str, group: Sequence[Candidate], surnames: Counter[str]) -> Votes:
    votes = by_form(group[0])
    for known in votes:
        votes[known] *= min(3, len(group))
    for candidate in group:
        for said, weight in by_context(candidate).items():
            votes[said] += weight
        if candidate.label:
            votes[kind(candidate.label)] += OWN
    if " " not in form and form in surnames:
        votes["PERSON"] += 3 * surnames[form]
    return votes


def _surnames(found: Iterable[Candidate]) -> Counter[str]:
    """The last words of full names of people, with how often they stand there."""
    return Counter(c.span[-1].text for c in found if c.label == "PERSON" and c.end - c.start > 1)


def elsewhere(found: Sequence[Candidate], docs: Sequence[Doc]) -> list[Candidate]:
    """Mentions of the names found that the model did not see, outside all that it did; their label is empty."""
    known = _known(found)
    taken = {(c.passage, i) for c in found for i in range(c.start, c.end)}
    more = []
    for passage, doc in enumerate(docs):
        end = 0
        for token in doc:
            if token.i < end or token.text not in known:
                continue
            length = next((len(n) for n in known[token.text] if _stands(token, n)), 0)
            if length and not any((passage, token.i + j) in taken for j in range(length)):
                more.append(Candidate(passage, doc, token.i, token.i + length, ""))
                end = token.i + length
    return more


def _known(found: Iterable[Candidate]) -> dict[str, list[list[str]]]:
    """The words of each name worth looking for, by first word, longest first."""
    names = {tuple(t.text for t in c.span) for c in found if c.label in ("PERSON", "ORG", "GPE", "LOC", "FAC")}
    names |= {(word,) for word in _surnames(found)}
    known: defaultdict[str, list[list[str]]] = defaultdict(list)
    for name in sorted(names, key=lambda n: (-len(n), n)):
        if name[0][0].isupper() and len(" ".join(name)) > 2:
            known[name[0]].append(list(name))
    return known


def _stands(token: Token, name: Sequence[str]) -> bool:
    """Whether a name stands at a token, used as a name and not as part of a longer one."""
    doc, end = token.doc, token.i + len(name)
    if [t.text for t in doc[token.i : end]] != list(name):
        return False
    return len(name) > 1 or token.tag_ in ("NNP", "NNPS")
