"""Corrections of the parse of headlines: infinitives that announce, subjects joined by a comma, verbs read as nouns.

The parser was trained on prose. There an infinitive after a noun modifies it ("Mali to resume talks"), a name before a
comma is not a subject ("Chad, Niger sign pact"), and nouns in a row are a compound ("Army shells village").
"""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.syntax.clauses import is_noun
from agents.reader.syntax.tree import Doc, Token
from agents.reader.syntax.tree_edits import make_root, move

VERBS = data_file(__file__, "headlines.toml").words("noun_like")
BEFORE_NUMBERS = data_file(__file__, "headlines.toml").words("before_numbers")
ACTING = frozenset({"person", "group"})
"""Classes of nouns that can act; an infinitive after any other noun modifies it ("Plan to build dam")."""
NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON"})
DESCRIBING = frozenset({"advcl", "relcl", "acl", "xcomp"})
APART = frozenset({"npadvmod", "nsubj", "dep", "appos", "nmod"})
"""Relations that the parser gives to a subject before a comma."""
WITHIN = frozenset({"compound", "amod", "nmod", "nummod", "det", "poss", "case"})
PLURALS = frozenset({"NNS", "NNPS"})


def repair_headline(doc: Doc) -> None:
    """Correct heads and labels of a headline's parse in place."""
    for token in doc.tokens:
        if token.tag_ == "VB" and token.dep_ in DESCRIBING:
            _make_announcement(token)
        elif token.dep_ == "nsubj" and token.head.tag_[:2] == "VB":
            _join_parties(token)
        elif token.dep_ == "compound" and token.i > token.sent.start:
            _make_verb(token)
        elif token.dep_ == "ROOT" and token.tag_ == "NN" and token.lower_ in BEFORE_NUMBERS:
            _make_verb_of_number(token)


def _make_announcement(verb: Token) -> None:
    """Make an infinitive directly after a noun that can act the root: "Nurses to strike over pay"."""
    noun = verb.head
    if noun.dep_ != "ROOT" or noun.i + 1 >= len(verb.doc) or not _acts(noun):
        return
    if any(c.tag_ == "TO" and c.i == noun.i + 1 for c in verb.children):
        make_root(verb)


def _acts(noun: Token) -> bool:
    return is_noun(noun) and (noun.ent_type_ in NAMES or noun_class(noun.lemma_.lower()) in ACTING)


def _join_parties(second: Token) -> None:
    """Coordinate two nouns joined by a comma as subject of the verb: "Kenya, Uganda sign pact"."""
    tokens, verb, comma = second.doc.tokens, second.head, second.left_edge.i - 1
    if comma < 1 or tokens[comma].text != "," or second.right_edge.i + 1 != verb.i:
        return
    first = tokens[comma - 1]
    if first.head not in (verb, second) or first.dep_ not in APART or first.left_edge.i != first.sent.start:
        return
    if _is_alike(first, second):
        move(first, verb, "nsubj")
        move(second, first, "conj")


def _is_alike(first: Token, second: Token) -> bool:
    """Return whether two nouns can be coordinated: names of the same type, or two common nouns that can act."""
    if first.ent_type_ in NAMES or second.ent_type_ in NAMES:
        return first.ent_type_ == second.ent_type_
    return first.ent_type_ == second.ent_type_ == "" and _acts(first) and _acts(second)


def _make_verb(token: Token) -> None:
    """Make the word between subject and last noun the verb if it agrees in number: "Turkey jails reporter"."""
    thing = token.head
    while thing.dep_ == "compound":
        thing = thing.head
    tokens = token.doc.tokens
    subject, before = tokens[token.i - 1], tokens[token.sent.start : token.i - 1]
    lemma = _verb(token, plural=subject.tag_ in PLURALS or subject.lower_ == "police")
    if lemma is None or thing.dep_ != "ROOT" or not is_noun(thing) or thing.i < token.i or not _acts(subject):
        return
    if subject.dep_ not in WITHIN or any(t.dep_ not in WITHIN for t in before):
        return
    token.head.children = tuple(c for c in token.head.children if c is not token)
    token.head, token.dep_, token.tag_, token.lemma_ = token, "ROOT", "VBZ", lemma
    move(subject, token, "nsubj")
    for word in before:
        if word.head in (token, thing):
            move(word, subject, "compound")
    thing.head, thing.dep_ = token, "dobj"
    token.children = (*token.children, thing)


def _make_verb_of_number(token: Token) -> None:
    """Make the word between a plural subject and a bare number the verb: "Soldiers detain ten in Niamey"."""
    number = next((c for c in token.children if c.dep_ == "nummod" and c.i == token.i + 1), None)
    subject = next((c for c in token.children if c.dep_ == "compound" and c.i == token.i - 1), None)
    if number is None or subject is None or subject.tag_ not in PLURALS:
        return
    token.tag_ = "VBP"
    subject.dep_, number.dep_ = "nsubj", "dobj"


def _verb(token: Token, *, plural: bool) -> str | None:
    """Return the lemma of a noun-like verb; None if it is not such a verb or does not agree with its subject."""
    word = token.lower_ if plural else token.lower_.removesuffix("s")
    return word if word in VERBS and (plural or word != token.lower_) else None
