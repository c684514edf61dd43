"""Short passives, without auxiliary, as in headlines: "Seven soldiers killed in attack".

The parser was trained on prose, where a past form after a noun is mostly active.
"""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import child, is_noun
from agents.reader.syntax.tree import Doc, Token
from agents.reader.syntax.tree_edits import make_root

_DATA = data_file(__file__, "headlines.toml")
WITH_OBJECT = _DATA.words("with_object")
WITHOUT_OBJECT = _DATA.words("without_object")
WITH_INFINITIVE = _DATA.words("with_infinitive")
WITH_PARTICIPLE = _DATA.words("with_participle")
BURNING = _DATA.words("aflame")
ACTIVE_BEFORE = _DATA.read("active_before", dict[str, list[str]])
ENDS = frozenset({".", "!", "?", '"', "'", "”", "…", ":"})
"""Last tokens of a text of full sentences; a text that ends otherwise is read like a headline."""
COMPLETE = frozenset({"aux", "auxpass", "dobj", "dative", "ccomp"})
"""Relations of a dependent that shows a past form to be active or a full passive."""
CLAUSES = frozenset({"ROOT", "conj", "ccomp", "parataxis", "dep", "advcl", "appos"})


def mark_short_passives(doc: Doc, *, headline: bool) -> None:
    """Relabel short passives as passives ("nsubjpass", "VBN") in place.

    In a headline, every past form without an object is a passive, except of verbs that can be intransitive ("Minister
    resigned"). In sentences, only verbs that always take an object count ("Three men arrested, police said").
    """
    terse = headline or (bool(doc.tokens) and doc.tokens[-1].text not in ENDS)
    for word in doc.tokens:
        if word.lower_ in BURNING and word.dep_ == "dobj":
            word.dep_, word.tag_ = "oprd", "JJ"  # "consulate set ablaze"
    for verb in doc.tokens:
        if terse and verb.tag_ == "VBN" and verb.dep_ == "acl" and _is_headline_verb(verb):
            make_root(verb)
        if verb.tag_ in ("VBD", "VBN") and verb.dep_ in CLAUSES and _is_short_passive(verb, terse=terse):
            verb.tag_ = "VBN"
            subject = child(verb, "nsubj")
            if subject is not None:
                subject.dep_ = "nsubjpass"


def _is_headline_verb(verb: Token) -> bool:
    """Return whether a participle after the only noun is the verb of a headline: "30 students held after clash"."""
    noun = verb.head
    return noun.dep_ == "ROOT" and is_noun(noun) and noun.i == verb.i - 1 and child(verb, "agent", "dobj") is None


def _is_short_passive(verb: Token, *, terse: bool) -> bool:
    if child(verb, "agent") is not None:
        return verb.tag_ == "VBN" and child(verb, "aux", "auxpass", "dobj") is None  # "Station closed by police"
    inner = child(verb, "xcomp")
    lists = WITH_PARTICIPLE if inner is not None and inner.tag_ == "VBN" else WITH_INFINITIVE
    active = verb.lemma_ not in lists if inner is not None else verb.lemma_ in WITHOUT_OBJECT
    if active or not (terse or verb.lemma_ in WITH_OBJECT):
        return False
    subject = child(verb, "nsubj")
    if subject is None or subject.i > verb.i or not (is_noun(subject) or subject.tag_ in ("CD", "JJ", "DT")):
        return False
    if any(c.dep_ in COMPLETE or (c.dep_ == "conj" and child(c, "dobj")) for c in verb.children):
        return False
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    return following is None or following.lower_ not in ("that", *ACTIVE_BEFORE.get(verb.lemma_, ()))
