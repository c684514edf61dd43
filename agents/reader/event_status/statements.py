"""Attribution: reporting verbs, "according to", and quotations that span sentences and paragraphs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax import clauses
from agents.reader.syntax.clause_argument import ClauseArgument
from agents.reader.syntax.clauses import child, governors, is_noun, is_verb
from agents.reader.syntax.lists import conjuncts
from agents.reader.syntax.phrases import phrase
from agents.reader.syntax.tree import Doc, Span, Token
from agents.reader.text.article_text import ArticleText

_DATA = data_file(__file__, "statements.toml")
REPORTING_VERBS = _DATA.words("reporting_verbs")
PASSIVE = _DATA.words("passive")
DOCUMENTS = _DATA.words("documents")
CITING = _DATA.words("citing")
HEARING = _DATA.words("hearing")
COURTS = _DATA.words("courts")
QUOTE = '"'


@dataclass(frozen=True, slots=True)
class Statement:
    """The source of a statement, with the reporting verb, in the passage `passage` (an index)."""

    passage: int
    source: Token
    span: Span
    verb: Token | None
    quoted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class _Quotation:
    """A quotation in one passage: token indices including the quotation marks, end exclusive."""

    start: int
    end: int
    continues: bool
    """Whether it opens the passage while the previous passage's quotation was still open."""


class Statements:
    """The quotations and reporting clauses of one article."""

    def __init__(self, article_text: ArticleText) -> None:
        self._docs = [passage.doc for passage in article_text.passages]
        self._quotations = list(_quotations(self._docs))
        self._starts = [[quotation.start for quotation in found] for found in self._quotations]
        self._speakers: dict[tuple[int, _Quotation], Statement | None] = {}

    def of(self, passage: int, head: Token) -> Statement | None:
        """Return the statement that contains the trigger at `head`; None if the article itself reports it."""
        quotation = self._around(passage, head)
        found = _reporting(head) or _sourced(head)
        if found is not None:
            source, verb, reason = found
            outside = quotation is None or not quotation.start <= source.i < quotation.end
            return Statement(passage, source, phrase(source), verb, quotation is not None and outside, reason)
        if quotation is None:
            return None
        if (passage, quotation) not in self._speakers:
            self._speakers[passage, quotation] = self._speaker(passage, quotation)
        return self._speakers[passage, quotation]

    def _around(self, passage: int, head: Token) -> _Quotation | None:
        before = bisect_right(self._starts[passage], head.i)
        last = self._quotations[passage][before - 1] if before else None
        return last if last is not None and head.i < last.end else None

    def _speaker(self, passage: int, quotation: _Quotation) -> Statement | None:
        """Return the speaker of a quotation, named next to it or next to its part in an earlier paragraph."""
        for number in range(passage, max(-1, passage - 4), -1):
            found = _beside(self._docs[number], quotation)
            if found is not None:
                reason = f"speaker of the quotation, {found.how}"
                verb = _verb_of(found.token)
                return Statement(number, found.token, phrase(found.token), verb, True, reason)
            if not quotation.continues or number == 0 or not self._quotations[number - 1]:
                return None
            quotation = self._quotations[number - 1][-1]
        return None


def _quotations(docs: list[Doc]) -> Iterator[list[_Quotation]]:
    """Yield the quotations of each passage. A quotation left open continues in the next passage that opens one."""
    left_open = False
    for doc in docs:
        found: list[_Quotation] = []
        opened: int | None = None
        for token in doc.tokens if QUOTE in doc.text else ():
            if QUOTE not in token.text:
                continue
            if opened is None:
                opened = token.i
            else:
                found.append(_Quotation(opened, token.i + 1, left_open and opened == 0))
                opened = None
        if opened is not None:
            found.append(_Quotation(opened, len(doc), left_open and opened == 0))
        left_open = opened is not None
        yield found


def _reporting(head: Token) -> tuple[Token, Token, str] | None:
    """Return source, verb and reason of the reporting verb whose complement contains the trigger."""
    below = head
    for governor in governors(head):
        if below.dep_ in ("ccomp", "parataxis") and _reports(governor):
            found = _cited(governor) or clauses.agent(governor) or _inverted(governor)
            if found is not None:
                return found.token, governor, f"{found.how} of {governor.text!r}"
        below = governor
    return None


def _reports(verb: Token) -> bool:
    """Return whether a word is a reporting verb; "hear" is one only with a court as its subject."""
    if not is_verb(verb):
        return False
    subject = child(verb, "nsubj")
    return verb.lemma_ in REPORTING_VERBS or (
        verb.lemma_ in HEARING and subject is not None and subject.lemma_ in COURTS
    )


def _cited(saying: Token) -> ClauseArgument | None:
    """Return the object of a verb of citing ("the paper cited police as saying they had …")."""
    for verb in governors(saying) if saying.tag_ == "VBG" else ():
        if is_verb(verb):
            source = child(verb, "dobj") if verb.lemma_ in CITING else None
            return ClauseArgument(source, f"object of {verb.text!r}, source") if source is not None else None
    return None


def _inverted(verb: Token) -> ClauseArgument | None:
    """Return a document that follows its verb as the source ("…", read the statement)."""
    obj = child(verb, "dobj")
    if obj is not None and obj.lemma_ in DOCUMENTS:
        return ClauseArgument(obj, "document after the verb")
    return None


def _sourced(head: Token) -> tuple[Token, Token | None, str] | None:
    """Return source, verb and reason of "according to …" or "as stated by …" in the trigger's or a governing clause."""
    for clause in (*conjuncts(head), *governors(head)):
        for c in clause.children:
            found = _according(c) or _as_stated(c)
            if found is not None and head != found[0] and not found[0].is_ancestor(head):
                return found
    return None


def _according(c: Token) -> tuple[Token, Token | None, str] | None:
    if c.lower_ != "according":
        return None
    to = child(c, "prep")
    source = child(to, "pobj") if to is not None else None
    return (source, None, "after 'according to'") if source is not None else None


def _as_stated(c: Token) -> tuple[Token, Token | None, str] | None:
    if c.dep_ != "advcl" or c.lemma_ not in PASSIVE or not any(m.lower_ == "as" for m in c.children):
        return None
    found = clauses.agent(c) if clauses.child(c, "agent") is not None else clauses.child(c, "nsubj")
    source = found.token if isinstance(found, ClauseArgument) else found
    return (source, c, f"after 'as {c.lower_} by'") if source is not None and is_noun(source) else None


def _beside(doc: Doc, quotation: _Quotation) -> ClauseArgument | None:
    """Return the subject of the reporting verb next to a quotation, in its own sentences or in the one before."""
    first, last = doc[quotation.start].sent, doc[quotation.end - 1].sent
    for start, end in ((first.start, last.end), (max(0, first.start - 1), first.start)):
        if start == first.start - 1:
            start = doc[start].sent.start
        for token in doc[start:end]:
            outside = not quotation.start <= token.i < quotation.end
            if outside and is_verb(token) and token.lemma_ in REPORTING_VERBS:
                found = clauses.subject(token) or _inverted(token)
                if found is not None and not quotation.start <= found.token.i < quotation.end:
                    return found
    return None


def _verb_of(source: Token) -> Token | None:
    return next((g for g in governors(source) if is_verb(g)), None)
