"""Accidental and deliberate harm: "killed" and "destroyed" are used of both.

The nearest evidence decides: the agent, the circumstances, then the rest of the sentence, then the article's topic.
Words are in `harm.toml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from agents.reader.lexicon.loader import data_file
from agents.reader.relevance.article_topics import TextTopic
from agents.reader.syntax.arguments import arguments
from agents.reader.syntax.clauses import is_noun, is_verb
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "harm.toml")
HARM, SELVES, UNMEANT, ACCIDENTS = map(_DATA.words, ("harm", "reflexive", "unmeant", "accidents"))
BY_SUICIDE, MISTAKES, LAYING = map(_DATA.words, ("attacks_by_suicide", "mistakes", "laying"))
HAPPENINGS, VIOLENCE, HARMLESS, OWNERS = map(
    _DATA.words, ("accident_verbs", "violence", "accident_modifiers", "owners")
)
BLASTS = frozenset({"explosion", "blast"})
"""Nouns that are an accident if their cause or place says so ("a blast at a fireworks plant")."""
TYPES = frozenset({"ASSAULT", "SANCTION"})
"""Types whose patterns code harm as an act."""
_CAUSES = frozenset({"in", "by", "from", "during", "after", "amid", "of", "with", "following", "at", "under"})
_CLAUSES = frozenset({"advcl", "conj", "ccomp", "relcl", "acl", "xcomp"})
_UNSAID = frozenset({"it", "this", "that", "which", "they", "these", "what"})


def harmed_by_accident(head: Token, event_type: str, topic: TextTopic) -> str | None:
    """Return why a trigger reports an accident; None if it may report violence."""
    if event_type not in TYPES:
        return None
    if is_verb(head) and any(t.lower_ in SELVES for t in head.children if t.dep_ == "dobj"):
        return None if head.lemma_ in BY_SUICIDE else "harm to oneself"
    if meant := next((t for t in head.children if t.lower_ in UNMEANT or _is_by_accident(t)), None):
        return f"unintended act: {meant.text!r}"
    if head.lemma_ not in HARM:
        return None
    if head.lemma_ in BLASTS and _is_accident(head):
        return "harm by an accidental explosion"
    for words in (_doers(head), _circumstances(head), head.sent):
        clue = _evidence(words, head)
        if clue is not None:
            return clue or None
    if _has_agent(head) or topic.on_topic > 0.5:
        return None
    natural = topic.probabilities.get("accident", 0) + topic.probabilities.get("health", 0)
    return f"the article is about {topic.name}" if natural > topic.on_topic else None


def _is_by_accident(word: Token) -> bool:
    """Return whether an act is unintended ("by accident", "when his own gun went off")."""
    if word.dep_ == "advcl":
        off = any(c.lower_ == "off" for c in word.children) and word.lemma_ == "go"
        weapons = (t for c in word.children if c.dep_ == "nsubj" for t in c.children)
        return off and any(t.tag_ == "PRP$" for t in weapons)
    return word.lower_ in ("by", "in") and any(t.lemma_ in MISTAKES for t in word.children)


def _evidence(words: Iterable[Token], head: Token) -> str | None:
    """Return why some words show an accident; an empty string if one shows violence, None if there is no evidence."""
    found: str | None = None
    for token in words:
        if token.i == head.i:
            continue
        if token.lemma_ in VIOLENCE or token.lower_ in VIOLENCE:
            return ""
        if found is None and _is_accident(token):
            found = f"harm caused by {token.text!r}, not by violence"
    return found


def _is_accident(token: Token) -> bool:
    if token.lemma_ in BLASTS:
        places = [noun for c in token.children if c.dep_ == "prep" for noun in c.children]
        near = [*token.children, *places, *(c for noun in places for c in noun.children)]
        return any(c.lower_ in HARMLESS for c in near) and not any(c.lemma_ in VIOLENCE - OWNERS for c in near)
    if token.lemma_ == "mine" and any(c.dep_ == "acl" and c.lemma_ in LAYING for c in token.children):
        return False  # "mines laid by smugglers"
    if token.lemma_ == "fire" and is_noun(token):
        return token.dep_ != "dobj" and not any(c.lower_ in ("friendly", "heavy", "live") for c in token.children)
    if is_verb(token):
        return token.lemma_ in HAPPENINGS
    beside = token.dep_ == "pobj" and token.head.lower_ not in _CAUSES
    mere = beside or token.dep_ in ("dobj", "nsubjpass", "compound", "poss")
    return is_noun(token) and token.lemma_ in ACCIDENTS and not mere


def _doers(head: Token) -> Iterator[Token]:
    """Yield the agent with its modifiers."""
    for doer in arguments(head).get("subj", ()) if is_verb(head) else (head,):
        yield from doer.children
        yield doer


def _circumstances(head: Token) -> Iterator[Token]:
    """Yield the nouns and verbs of the trigger's circumstances."""
    for c in head.children:
        if c.dep_ in ("prep", "agent") and c.lower_ in _CAUSES:
            for noun in c.children:
                yield from (noun, *noun.children)
        elif c.dep_ == "advcl":
            yield from (c, *c.children)
    step = head
    while step.dep_ in _CLAUSES and step.head is not step:
        step = step.head
        yield from (step, *(c for c in step.children if c.dep_ in ("nsubj", "nsubjpass")))


def _has_agent(head: Token) -> bool:
    """Return whether a verb has an explicit agent other than a pronoun for a thing."""
    return is_verb(head) and any(t.lower_ not in _UNSAID for t in arguments(head).get("subj", ()))
