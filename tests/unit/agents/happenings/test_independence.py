"""Sources that repeat each other count once."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from agents.happenings.independence import SAME_SENTENCE, independent
from agents.happenings.reports import report_of
from streams.contract.happening import Copy, HappeningReport
from tests.unit.support.happening_records import copy
from tests.unit.support.news_events import attack

WORDS = ["market", "bomb", "killed", "three", "traders", "police", "said", "square", "convoy", "soldiers"]
NAMES = st.sampled_from(["The Ledger", "ledger", "Lake Wire", "Open Horizon", None])


def report(article: str, source: str | None, agency: str | None, sentence: str) -> HappeningReport:
    made = report_of(attack(article, sentence))
    return msgspec.structs.replace(made, source=source, agency=agency)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Return one of two sentences with a word or two changed, or a short one."""
    words = draw(st.sampled_from([WORDS * 2, WORDS[::-1] * 2, WORDS[:4]]))
    change = draw(st.integers(0, len(words) - 1))
    return " ".join([*words[:change], draw(st.sampled_from(WORDS)), *words[change + 1 :]])


ARTICLES = st.sampled_from(["a1", "a2", "a3", "a4", "a5"])
REPORTS = st.lists(st.builds(report, ARTICLES, NAMES, NAMES, sentences()), min_size=1, max_size=7)
COPIES = st.lists(
    st.builds(
        lambda article, of, source: copy(article, of, source=source),
        st.sampled_from(["a1", "c1", "c2", "c3"]),
        st.sampled_from(["a1", "a2", "gone", None]),
        NAMES,
    ),
    max_size=4,
)


@given(REPORTS, COPIES)
def test_groups_are_the_connected_ones(reports: list[HappeningReport], copies: list[Copy]) -> None:
    items: list[HappeningReport | Copy] = [*reports, *copies]
    groups = [{f"article {item.article_id}", _source(item)} for item in items]
    groups += [{f"article {r.article_id}", _spelling(r.agency)} for r in reports if r.agency]
    groups += [{f"article {c.article_id}", f"article {c.copy_of}"} for c in copies if c.copy_of]
    groups += _of_one_sentence(reports)
    joined: list[set[str]] = []
    for group in groups:
        touching = [one for one in joined if one & group]
        joined = [one for one in joined if not one & group] + [group.union(*touching)]
    assert independent(reports, copies) == len(joined)


def test_sentences_with_four_fifths_in_common_are_one_text() -> None:
    """One changed word in the middle of 24 changes three of 22 sequences; two change six."""
    told = [f"word{chr(97 + number)}" for number in range(24)]
    once = [*told[:6], "other", *told[7:]]
    twice = [*once[:16], "other", *once[17:]]
    reports = [report(f"a{n}", f"S{n}", None, " ".join(words)) for n, words in enumerate((told, once, twice))]
    assert independent(reports[:2], []) == 1
    assert independent([reports[0], reports[2]], []) == 2


def test_copies_of_an_article_without_a_report_count_once() -> None:
    copies = [copy("c1", "gone", source="Lake Wire"), copy("c2", "gone", source="Open Horizon")]
    assert independent([report("a1", "The Ledger", None, "Police said.")], copies) == 2


def _of_one_sentence(reports: list[HappeningReport]) -> list[set[str]]:
    firsts: list[HappeningReport] = []
    found: list[set[str]] = []
    for one in reports:
        mine = _runs(one.sentence)
        alike = [
            o for o in firsts if len(mine & _runs(o.sentence)) >= SAME_SENTENCE * max(len(mine), len(_runs(o.sentence)))
        ]
        if len(mine) < 6:
            continue
        found += [{f"article {one.article_id}", f"article {other.article_id}"} for other in alike]
        firsts += [] if alike else [one]
    return found


def _runs(sentence: str) -> set[tuple[str, ...]]:
    words = sentence.split()
    return set(zip(words, words[1:], words[2:], strict=False))


def _source(item: HappeningReport | Copy) -> str:
    return _spelling(item.source) if item.source else f"source of {item.article_id}"


def _spelling(name: str) -> str:
    return name.lower().removeprefix("the ")
