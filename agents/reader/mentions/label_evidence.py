"""Evidence for a name being a person, an organisation or a place: its own words and the context words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from agents.reader.gazetteer.prominence import place_weight
from agents.reader.lexicon.common_words import is_given_name
from agents.reader.lexicon.countries import country_named, nationality
from agents.reader.lexicon.label_words import label_words
from agents.reader.mentions.span_candidates import SpanCandidate
from agents.reader.syntax.tree import Token

PLACES = ("GPE", "LOC", "FAC")
"""Labels of places, which vote as one kind, GPE."""

_OTHERS = {"LAW": "law_ends", "EVENT": "event_ends", "WORK_OF_ART": "work_ends"}

_KIND_NOUNS = {"PERSON": "roles", "ORG": "organisation_kinds", "GPE": "place_kinds"}

Votes = defaultdict[str, float]
"""Weight per kind: PERSON, ORG, GPE (any place), NORP, or the model's own label for others."""
NeighbourVotes = Mapping[tuple[int, int], Votes]
"""Votes from list neighbours, by passage index and first token of a name."""


def label_group(label: str) -> str:
    """Return the kind that a label votes for: GPE for all places, else the label itself."""
    return "GPE" if label in PLACES else label


def most_frequent(labels: Sequence[str]) -> str:
    """Return the most frequent label; the first of several."""
    return max(dict.fromkeys(labels), key=labels.count)


def label_by_form(candidate: SpanCandidate) -> Votes:
    """Return the votes from the words of a name, independent of context."""
    votes: Votes = defaultdict(float)
    first = candidate.tokens[0]
    tokens = [t.lower_ for t in candidate.tokens]
    if len(tokens) > 1:
        other = next((label for label, ends in _OTHERS.items() if tokens[-1] in label_words(ends)), None)
        if other:
            votes[other] += 4
        elif tokens[-1] in label_words("organisation_ends"):
            votes["ORG"] += 4
        elif tokens[-1] in label_words("place_ends"):
            votes["GPE"] += 4
        elif tokens[1] in ("of", "for") and tokens[0] in label_words("organisation_starts"):
            votes["ORG"] += 4
        elif tokens[0] in label_words("place_starts"):
            votes["GPE"] += 2
        elif is_given_name(tokens[0]):
            votes["PERSON"] += 1.5
    elif first.text.isupper() and 1 < len(tokens[0]) < 7:
        votes["ORG"] += 1
        votes["PERSON"] -= 1.5
        votes["GPE"] -= 1
    elif first.tag_ == "NNPS":
        votes["NORP"] += 1
    both = nationality(candidate.form) and country_named(candidate.form)
    if nationality(candidate.form) and not both and not candidate.form.replace(".", "").isupper():
        votes["NORP"] += 3
    elif country_named(candidate.form):
        votes["GPE"] += 3
    else:
        votes["GPE"] += place_weight(candidate.form)
    return votes


def label_by_context(candidate: SpanCandidate) -> Votes:
    """Return the votes from the words before and after one mention."""
    votes: Votes = defaultdict(float)
    _before(candidate, votes)
    _after(candidate, votes)
    return votes


def labels_by_neighbours(found: Sequence[SpanCandidate]) -> NeighbourVotes:
    """Return the votes from neighbours in a list ("Oslo, Bergen and Moss"), by passage index and first token."""
    votes: defaultdict[tuple[int, int], Votes] = defaultdict(lambda: defaultdict(float))
    for left, right in pairwise(sorted(found, key=lambda c: (c.passage, c.start))):
        between = left.doc.tokens[left.end : right.start] if left.passage == right.passage else None
        if between is not None and 0 < len(between) < 3 and all(t.lower_ in (",", "and", "or", "&") for t in between):
            for one, other in ((left, right), (right, left)):
                for said, weight in label_by_form(other).items():
                    votes[one.passage, one.start][said] += weight / 3
                if other.label:
                    votes[one.passage, one.start][label_group(other.label)] += 0.6
    return votes


def _before(candidate: SpanCandidate, votes: Votes) -> None:
    doc, start = candidate.doc, candidate.start
    if not start:
        return
    before = doc[start - 1]
    word = before.lower_
    if word in label_words("titles") and before.text[0].isupper():
        votes["PERSON"] += 4
    elif word in label_words("roles"):
        votes["PERSON"] += 2.5
    elif word in label_words("saying"):
        votes["PERSON"] += 0 if candidate.form.isupper() else 1.5
    elif word in label_words("organisation_kinds"):
        votes["ORG"] += 2
    elif word in ("of", "at", "with") and start > 1 and doc[start - 2].lower_ in label_words("roles"):
        votes["ORG"] += 1
    elif word in label_words("place_prepositions"):
        votes["GPE"] += 1.5
    elif word in label_words("besieging") and candidate.span.root.dep_ == "dobj":
        votes["GPE"] += 2 if place_weight(candidate.form) else 0
    elif word in ("at", "from"):
        votes["GPE"] += 0.7
    elif word == "the":
        votes["PERSON"] -= 1.5
    elif word == "of" and start > 1 and doc[start - 2].lower_ in label_words("place_kinds"):
        votes["GPE"] += 3
    elif word == "of" and start > 1 and doc[start - 2].lower_ in label_words("of_places"):
        votes["GPE"] += 2 if place_weight(candidate.form) else 0
    elif word == "of" and start > 1 and doc[start - 2].lower_ in label_words("of_people"):
        votes["PERSON"] += 1.5


def _after(candidate: SpanCandidate, votes: Votes) -> None:
    after = _next(candidate.doc[candidate.end - 1])
    if after is None:
        return
    if after.lower_ in label_words("saying"):
        votes["PERSON"] += 1
    elif after.lower_ in label_words("reporting"):
        votes["PERSON"] += 0.6
    elif after.lower_ in label_words("place_kinds"):
        votes["GPE"] += 2.5
    elif after.lower_ in label_words("peoples"):
        votes["NORP"] += 2
    elif after.text == "'s" and (owned := _next(after)) is not None and owned.lower_ in label_words("personal"):
        votes["PERSON"] += 1.5
    elif after.lower_ in label_words("roles") or after.lower_ in label_words("titles"):
        votes["ORG"] += 0.5
    elif after.text in (",", "(") and _age(_next(after)):
        votes["PERSON"] += 2
    elif after.text == "," and (told := _apposition(after)):
        votes[told] += 2


def _apposition(comma: Token) -> str:
    """Return the kind that an apposition names: "Dolenc, a former mayor", "Moss, a small town"; empty if none."""
    article = _next(comma)
    if article is None or article.lower_ not in ("a", "an", "the", "who", "which"):
        return ""
    if article.lower_ == "who":
        return "PERSON"
    for token in comma.doc[article.i + 1 : article.i + 6]:
        if token.is_punct or token.tag_ in ("IN", "VBD", "VBZ"):
            break
        for told, nouns in _KIND_NOUNS.items():
            if (
                token.lower_ in label_words(nouns)
                and token.tag_ == "NN"
                and (_next(token) is None or token.nbor().tag_ != "NN")
            ):
                return told
    return ""


def _age(token: Token | None) -> bool:
    closing = token is not None and _next(token)
    return bool(closing and token and token.text.isdigit() and len(token.text) == 2 and closing.text in (",", ")"))


def _next(token: Token) -> Token | None:
    return token.nbor() if token.i + 1 < len(token.doc) else None
