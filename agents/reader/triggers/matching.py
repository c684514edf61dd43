"""Pattern matching: the best pattern of an ontology at each word of a parsed passage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.ontology.packs import NONE, Ontology, Pattern
from agents.reader.ontology.patterns import CLASSES, forms
from agents.reader.syntax.arguments import Arguments, arguments, infinitive
from agents.reader.syntax.clauses import OBJECT_CONTROL, agent, is_passive
from agents.reader.syntax.sentences import readable_tokens
from agents.reader.syntax.tree import Doc, Token
from agents.reader.triggers.features import TriggerCandidate

Topics = Mapping[str, frozenset[str]]
"""Pack name to the contexts that an article is about."""
_WILL = frozenset({"will", "'ll", "wo", "shall"})
_OPEN = frozenset(CLASSES.values())
_DONE = frozenset({"VBD", "VBN", "VBZ"})
_ASKING = frozenset({"should", "must"})
_AUXILIARY = frozenset({"aux", "auxpass", "amod", "compound"})


@dataclass(frozen=True, slots=True)
class PatternMatch:
    """A pattern that matches at a word, with the event type that the word's tense gives."""

    head: Token
    pattern: Pattern
    parts: tuple[Token, ...]
    """Other words that are part of the trigger."""
    event_type: str
    unless: frozenset[str] = frozenset()
    """Contexts of the sentence that exclude the match."""


def match_patterns(
    doc: Doc, ontology: Ontology, topics: Topics | None = None
) -> tuple[dict[int, PatternMatch], dict[int, Arguments]]:
    """Return the best match and the arguments of words, both by token index.

    Arguments are given for every word that was examined. `topics` are the contexts of the whole article
    (`Ontology.topics`); without them, patterns are not restricted by topic.
    """
    hits: dict[int, PatternMatch] = {}
    seen: dict[int, Arguments] = {}
    for token in readable_tokens(doc):
        tag = token.tag_[:2]
        if tag not in _OPEN:
            continue
        patterns = _patterns(token, tag, ontology)
        if not patterns or _is_month(token):
            continue
        found = seen[token.i] = arguments(token)
        hit = _first(token, patterns, _for_patterns(token, found), topics)
        if hit is not None:
            hits[token.i] = hit
    for i in {t.i for hit in hits.values() for t in hit.parts}:
        hits.pop(i, None)
    return hits, seen


def _patterns(token: Token, tag: str, ontology: Ontology) -> Sequence[Pattern]:
    """Return the patterns that a word can head, in order of rank."""
    if token.lemma_ not in ontology.phrases:
        return ontology.patterns.get((tag, token.lemma_), ())
    listed = [ps for form in forms(token) if (ps := ontology.patterns.get((tag, form))) is not None]
    return listed[0] if len(listed) == 1 else sorted(chain.from_iterable(listed), key=Pattern.rank)


def _for_patterns(token: Token, found: Arguments) -> Arguments:
    """Return the arguments with the relations that only patterns use, and the classifier does not."""
    own = [
        noun
        for name in ("obj", "for")
        for thing in found.get(name, ())
        for preposition in thing.children
        if preposition.dep_ == "prep"
        for noun in preposition.children
        if noun.dep_ == "pobj" and any(c.tag_ == "PRP$" for c in noun.children)
    ]
    also: Arguments = {"prep": [token.head]} if token.dep_ == "pobj" else {}
    if unlike := [t for t in found.get("attr", ()) if any(c.dep_ == "neg" for c in t.children)]:
        also["attrnot"] = unlike
    if told := _controllers(token):
        also["subj"] = told
    if things := [t for t in found.get("subj", ()) if _is_thing(t)]:
        also["thing"] = things
    if own:
        also["own"] = own
    if "comp" in found and token.tag_[:2] == "VB":
        also.update(_of_complements(found["comp"]))
    return {**found, **also} if also else found


def _of_complements(clauses: Sequence[Token]) -> Arguments:
    """Return the derived relations of a verb's complements: their subjects, predicates, and which are negated."""
    found: Arguments = {"compsubj": [], "compattr": [], "compnot": [], "compdone": []}
    for clause in clauses:
        if clause.tag_ in _DONE and not any(c.lower_ in _ASKING for c in clause.children):
            found["compdone"].append(clause)
        for child in clause.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                found["compsubj"] += (child, *(c for c in child.children if c.dep_ == "poss"))
            elif child.dep_ in ("attr", "acomp"):
                found["compattr"].append(child)
            elif child.dep_ == "neg":
                found["compnot"].append(clause)
    return found


def _controllers(verb: Token) -> list[Token]:
    """Return the object that is the subject of the verb's infinitive ("forced the speaker to quit")."""
    above = verb.head
    if verb.dep_ != "xcomp" or above.lemma_ not in OBJECT_CONTROL or is_passive(above):
        return []
    return [t for c in above.children if c.dep_ == "dobj" and c.i < verb.i for t in (c, *c.conjuncts)]


def _is_thing(noun: Token) -> bool:
    """Return whether a common noun cannot act intentionally ("weeks of rain", "the strike")."""
    common = noun.tag_ in ("NN", "NNS") and noun.ent_type_ in ("", "DATE")
    return common and noun_class(noun.lemma_) in ("object", "abstract")


def _is_month(token: Token) -> bool:
    """Return whether a name is a month: "in March" or "Friday March 16", not "the Women's March"."""
    if token.tag_ != "NNP" or token.ent_type_ != "DATE":
        return False
    return not any(c.dep_ in ("det", "poss", "compound") and c.ent_type_ != "DATE" for c in token.children)


def _first(token: Token, patterns: Sequence[Pattern], found: Arguments, topics: Topics | None) -> PatternMatch | None:
    """Return the best match. A pattern of type NONE excludes those of its own pack and of the packs in `over`."""
    forbidding: PatternMatch | None = None
    forbidden: set[str] = set()
    for pattern in patterns:
        if pattern.ontology in forbidden:
            continue
        if pattern.about and topics is not None and pattern.about.isdisjoint(topics.get(pattern.source, ())):
            continue
        parts = pattern.line.match(found)
        if parts is None:
            continue
        named = tuple(t for t in parts if t.i != token.i)
        hit = PatternMatch(token, pattern, named, _in_tense(token, pattern), _unless(pattern, topics))
        if pattern.event_type != NONE:
            return hit
        forbidding = forbidding or hit
        forbidden |= {pattern.ontology, *pattern.over}
    return forbidding


def _unless(pattern: Pattern, topics: Topics | None) -> frozenset[str]:
    """Return the contexts of the sentence that exclude a match.

    For a pattern that requires a topic, only those count that the article is about: in an article about a football
    match, "Chelsea must answer a charge" is sport, although "charge" is a word of courts.
    """
    if not pattern.about or topics is None:
        return pattern.unless
    return pattern.unless & topics.get(pattern.source, frozenset())


def candidates(
    doc: Doc, hits: dict[int, PatternMatch], seen: dict[int, Arguments], also: Iterable[Token] = ()
) -> list[TriggerCandidate]:
    """Return the candidate triggers: words that a pattern matched, full verbs, and the words `also`."""
    parts = {t.i for hit in hits.values() for t in hit.parts}
    wanted = {t.i for t in also}
    chosen = [
        t
        for t in readable_tokens(doc)
        if t.i in hits or t.i in wanted or (t.tag_[:2] == "VB" and t.dep_ not in _AUXILIARY and t.i not in parts)
    ]
    return [TriggerCandidate(t, seen.get(t.i) or arguments(t), _label(hits.get(t.i))) for t in chosen]


def _label(hit: PatternMatch | None) -> str:
    if hit is None:
        return ""
    return " ".join((hit.event_type, *(hit.pattern.modes if hit.event_type == hit.pattern.event_type else ())))


def _is_announced(verb: Token) -> bool:
    """Return whether a verb is the infinitive of a headline ("Mali to resume talks")."""
    if verb.dep_ != "ROOT" or not infinitive(verb):
        return False
    return any(c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i for c in verb.children)


def _in_tense(head: Token, pattern: Pattern) -> str:
    """Return the event type in the verb's tense: an announced, refused or demanded event can have another type."""
    words = {c.lower_ for c in head.children if c.dep_ in ("aux", "neg")}
    if "must" in words and "neg" not in {c.dep_ for c in head.children}:
        return pattern.demanded or pattern.event_type
    would = "would" in words and head.dep_ in ("ccomp", "conj")
    if words.isdisjoint(_WILL) and not would and not _is_announced(head):
        return pattern.event_type
    if head.dep_ == "ROOT" and is_passive(head) and agent(head) is None:
        return pattern.event_type  # "he will be sentenced in May" is not an announcement
    refused = any(c.dep_ == "neg" for c in head.children)
    return (pattern.refused if refused else pattern.future) or pattern.event_type
