"""Status of events that are not stated as facts: questions, "nobody", false reports, rumours, fiction, drills, habits.

Words are in `nonfactual.toml`. Each rule returns a status with its reason, or None if it does not apply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agents.reader.event_status.address import status_of_address
from agents.reader.event_status.habits import conditional_status, habitual_status
from agents.reader.event_status.status_decision import StatusDecision
from agents.reader.event_status.unrealised import unrealised_status
from agents.reader.lexicon.loader import data_file
from agents.reader.ontology.patterns import forms
from agents.reader.syntax.arguments import arguments
from agents.reader.syntax.clauses import child, governors, is_noun, is_verb
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "nonfactual.toml")


NEGATIVE_PRONOUNS, COMPARISONS, UNCONFIRMED, REFUTATION, REPORTS, EVIDENCE = map(
    _DATA.words, ("negative_pronouns", "comparisons", "unconfirmed", "refutation", "reports", "evidence")
)
INVENTION = _DATA.words("invention")
FALSE, FALSELY, VERSIONS, EARLIER = map(_DATA.words, ("false", "falsely", "versions", "earlier"))
FICTION, NARRATION, DRILLS, MOCK = map(_DATA.words, ("fiction", "narration", "drills", "mock"))
DRILL_TYPES = _DATA.words("drill_types")
_CLAIM = re.compile(
    rf"(?:fact[ -]check|{'|'.join(_DATA.read('claim_labels', str).split())})\b[^.?!\n]{{0,24}}?:", re.IGNORECASE
)
BASES = frozenset({"foundation", "basis", "merit", "truth"})
_PART = re.compile(_DATA.read("parts_of_works", str), re.IGNORECASE)
"""The beginning of a sentence that summarises a part of a work."""
_COPULAS = frozenset({"be", "prove", "turn", "remain", "appear", "seem"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
_NO = frozenset({"no", "neither"})
_PREDICATES = ("acomp", "attr", "oprd", "xcomp")
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_CONTENT = frozenset({"acl", "ccomp", "relcl", "pobj", "prep", "pcomp", "advcl", "xcomp", "dobj", "conj", "csubj"})


def nonfactual_status(head: Token, names: Sequence[Token], event_type: str) -> StatusDecision | None:
    """Return the status of an event that is asked, denied, false, fictional, rehearsed or habitual; None for a fact."""
    found = _negative_participant(head) or _in_question(head, names) or _claim(head) or _reported_false(head)
    return (
        found
        or _fiction(head)
        or _drill(head, event_type)
        or habitual_status(head)
        or unrealised_status(head)
        or conditional_status(head, event_type)
        or status_of_address(head, event_type)
    )


def _negative_participant(head: Token) -> StatusDecision | None:
    """Return "negated" for a verb whose subject or object is "nobody", "no soldiers" or the like."""
    if not is_verb(head):
        return None
    found = arguments(head)
    for token in (*found.get("subj", ())[:1], *found.get("obj", ())[:1]):
        word = _negative_phrase(token)
        if word is not None:
            return StatusDecision("negated", f"{word!r} is the subject or object")
    return None


def _negative_phrase(token: Token) -> str | None:
    if token.lower_ in NEGATIVE_PRONOUNS:
        return token.text
    for c in token.children:
        if c.i > token.i:
            break
        following = c.doc[c.i + 1]
        if c.lower_ in _NO and following.lower_ not in COMPARISONS and not following.like_num:
            return f"{c.text} {token.text}"
        if c.lower_ in _NO and following == token and token.lower_ == "one":
            return f"{c.text} {token.text}"
        if c.lower_ == "not" and following.lower_ in ("a", "an", "one", "any", "single"):
            return f"{c.text} {following.text}"
    before = token.doc.tokens[token.left_edge.i]
    if before.lower_ == "not" and before.i + 1 < token.i + 1 and before.doc[before.i + 1].lower_ in ("a", "an", "one"):
        return f"{before.text} {before.doc[before.i + 1].text}"
    return None


def _in_question(head: Token, names: Sequence[Token]) -> StatusDecision | None:
    """Return "hypothetical" for an event in a question; a definite event noun ("the attack") is presupposed."""
    if not names and is_noun(head) and any(c.lower_ in _DEFINITE or c.dep_ == "poss" for c in head.children):
        return None
    doc = head.doc
    asked = any(doc.tokens[i].text.startswith("?") for i in range(head.i + 1, head.sent.end))
    return StatusDecision("hypothetical", "in a question") if asked else None


def _claim(head: Token) -> StatusDecision | None:
    if _CLAIM.match(head.doc.text):
        return StatusDecision("hypothetical", "a claim that is checked")
    return None


def _reported_false(head: Token) -> StatusDecision | None:
    """Return the status of the content of a report that is called false, or of a rumour."""
    below = head
    for governor in governors(head):
        if below.dep_ not in _CONTENT:
            return None
        found = _says_it_is_false(governor, below) or (_of_report(governor) if is_noun(governor) else None)
        if found is not None:
            return found
        below = governor
    return None


def _says_it_is_false(verb: Token, below: Token) -> StatusDecision | None:
    """Return the status under a verb that denies its content: "wrongly said", "it is untrue that", "does not show"."""
    if not is_verb(verb) or below.dep_ not in ("ccomp", "csubj", "dobj", "xcomp", "advcl", "acl"):
        return None
    if below.dep_ in ("ccomp", "xcomp"):
        wrong = next((c for c in verb.children if c.lower_ in FALSELY), None)
        if wrong is not None:
            return StatusDecision("negated", f"{wrong.text!r} before {verb.text!r}")
        teller = child(verb, "nsubj")
        if teller is not None and (false := next((c for c in teller.children if c.lower_ in FALSE), None)):
            return StatusDecision("negated", f"{false.text!r} modifies {teller.text!r}")
        if any(_is_earlier_version(c) for c in verb.children if c.dep_ == "nsubj"):
            return StatusDecision("negated", "content of an earlier version, now corrected")
    if verb.lemma_ in _COPULAS and below.dep_ != "dobj" and (said := _false_predicate(verb)) is not None:
        return StatusDecision("negated", f"described as {said}")
    if verb.lemma_ in REPORTS and (said := next(filter(None, map(_false_predicate, _coordinated(verb))), None)):
        return StatusDecision("negated", f"described as {said}")
    if verb.lemma_ in INVENTION and below.dep_ == "dobj":
        return StatusDecision("negated", f"invented: {verb.text!r}")
    if verb.lemma_ in EVIDENCE and below.dep_ != "advcl" and child(verb, "neg") is not None:
        return StatusDecision("hypothetical", f"not supported: {verb.text!r} is negated")
    return None


def _coordinated(verb: Token) -> Iterator[Token]:
    """Yield forms of "be" next to a noun for a report tagged as a verb ("Talk that the king had fled was untrue")."""
    return (t for t in (verb.head, *verb.children) if t.lemma_ == "be" and t.dep_ in ("conj", "ROOT", "ccomp"))


def _of_report(noun: Token) -> StatusDecision | None:
    """Return the status of the content of a report's noun: false by its adjective, determiner or predicate."""
    for c in noun.children:
        if c.lower_ in FALSE and c.dep_ in ("amod", "compound", "nmod"):
            return StatusDecision("negated", f"{c.text!r} modifies {noun.text!r}")
        if c.lower_ == "no" and c.dep_ == "det" and c.nbor(1).lower_ not in COMPARISONS:
            return StatusDecision("negated", f"'no' before {noun.text!r}")
    verb = noun.head
    if noun.lemma_ == "case" and noun.dep_ == "attr" and child(verb, "neg") is not None:
        return StatusDecision("negated", f"'not' before {noun.text!r}")
    if noun.dep_ in _SUBJECTS and (said := _false_predicate(verb)) is not None:
        return StatusDecision("negated", f"described as {said}")
    if noun.lemma_ in REPORTS and verb.lemma_ in REFUTATION and noun.dep_ in ("nsubjpass", "dobj"):
        return StatusDecision("negated", f"{noun.text!r} refuted by {verb.text!r}")
    if noun.lemma_ in UNCONFIRMED:
        return StatusDecision("hypothetical", f"content of {noun.text!r}")
    return None


def _false_predicate(verb: Token) -> str | None:
    """Return the predicate that calls the subject false ("is untrue", "was a hoax", "is not true"), if there is one."""
    said = [c for c in verb.children if c.dep_ in _PREDICATES]
    said += [p for c in said for p in c.children if c.lemma_ == "be" and p.dep_ in _PREDICATES]
    for word in said:
        if word.lower_ in FALSE or word.lemma_ in FALSE:
            return None if child(verb, "neg") else repr(word.text)
        if word.lower_ in ("true", "correct", "accurate", "so") and child(verb, "neg"):
            return f"not {word.text!r}"
        if any(c.lower_ in FALSE and c.dep_ == "amod" for c in word.children):
            return repr(word.text)
    if verb.lemma_ == "be" and any(c.lower_ == "without" for c in verb.children):
        basis = [t for c in verb.children if c.lower_ == "without" for t in c.children]
        return "without foundation" if any(t.lemma_ in BASES for t in basis) else None
    return None


def _is_earlier_version(noun: Token) -> bool:
    if noun.lemma_ not in VERSIONS:
        return False
    before = any(c.lower_ in EARLIER for c in noun.children)
    return before and (noun.lemma_ == "version" or any(c.lower_ == "of" for c in noun.children))


def _fiction(head: Token) -> StatusDecision | None:
    """Return "hypothetical" for the content of a film, a novel or a game."""
    for verb in (head, *governors(head)):
        for c in verb.children:
            work = child(c, "pobj") if c.dep_ == "prep" and c.lower_ == "in" else None
            if work is not None and _is_work(work):
                return StatusDecision("hypothetical", f"in a work of fiction: {work.text!r}")
            told = verb.lemma_ in NARRATION or (verb.lemma_ == "be" and any(t.lower_ == "about" for t in verb.children))
            if c.dep_ == "nsubj" and told and verb is not head and _is_work(c):
                return StatusDecision("hypothetical", f"content of {c.text!r}")
    part = _PART.match(head.sent.text)
    return StatusDecision("hypothetical", f"part of a work: {part[0].strip()!r}") if part is not None else None


def _is_work(noun: Token) -> bool:
    """Return whether a noun is a work of fiction: "the series", not "a series of attacks"."""
    return noun.lemma_ in FICTION and is_noun(noun) and not any(c.lower_ in ("of", "to") for c in noun.children)


def _drill(head: Token, event_type: str) -> StatusDecision | None:
    """Return "hypothetical" for an act in an exercise, or on a mock target."""
    if event_type in DRILL_TYPES:
        return None
    for noun in head.sent:
        if _is_drill(noun):
            return StatusDecision("hypothetical", f"part of an exercise: {noun.text!r}")
    near = (head, *head.children, *(t for c in head.children if c.dep_ == "prep" for t in c.children))
    for played in (c for noun in near for c in noun.children if c.dep_ in ("amod", "compound", "nmod")):
        if played.lower_ in MOCK:
            return StatusDecision("hypothetical", f"simulated act: {played.text!r}")
    return None


def _is_drill(noun: Token) -> bool:
    """Return whether a noun is an exercise: "during a rescue exercise", not "in the exercise of power"."""
    if noun.dep_ != "pobj" or not is_noun(noun) or DRILLS.isdisjoint(forms(noun)):
        return False
    holder = noun.head
    during = holder.lower_ in ("in", "during") or (holder.lower_ == "of" and holder.head.lower_ == "part")
    return during and not any(c.lower_ == "of" for c in noun.children)
