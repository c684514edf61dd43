"""The topic of an article, and its effect on the confidence of events. Held-out articles are not trained on."""

from __future__ import annotations

import pytest

from agents.build.train_topics import articles, held_out
from agents.reader.relevance.article_topics import ON_TOPIC, TextTopic, load_topics
from agents.reader.relevance.relevance import loss_share, reduced_score
from agents.reader.spacy_model.model import SpacyModel
from tests.unit.support.event_fixtures import analyses, events

MATCH = """Marlow beat Eastvale 3-1 on Saturday. The visitors attacked from the kick-off, but the defence held and
striker Ben Orrick scored twice before half-time. The coach insists that he is ready to sell his goalkeeper."""


def topic(on: float, size: int = 80) -> TextTopic:
    return TextTopic({"politics": on, "sport": 1 - on}, size, ("goal", "match"))


def test_held_out_articles_are_classified(model: SpacyModel) -> None:
    texts = held_out()
    assert {text for _, text in texts}.isdisjoint(text for _, text in articles())
    read = [load_topics().read(doc) for doc in model.parse(text for _, text in texts)]
    pairs = list(zip(read, (name for name, _ in texts), strict=True))
    assert sum(found.name == name for found, name in pairs) >= 0.85 * len(pairs)
    assert [name for found, name in pairs if (found.on_topic > 0.5) != (name in ON_TOPIC)] == []


def test_every_topic_has_as_many_articles() -> None:
    names = [name for name, _ in articles()]
    assert {names.count(name) for name in names} == {30}
    assert set(names) == set(load_topics().topics) > ON_TOPIC


def test_a_topic_names_its_words(model: SpacyModel) -> None:
    (doc,) = model.parse(["The striker scored a late goal and the goalkeeper saved a penalty in the cup match."])
    found = load_topics().read(doc)
    assert found.name == "sport"
    assert {"striker", "goalkeeper"} <= set(found.words)
    assert sum(found.probabilities.values()) == pytest.approx(1, abs=1e-5)


def test_a_text_without_words_has_no_topic(model: SpacyModel) -> None:
    (doc,) = model.parse(["In 1999, 12."])
    found = load_topics().read(doc)
    assert found.size == 0
    assert reduced_score(0.8, found, found) == (0.8, "")


@pytest.mark.parametrize("score", [0.0, 0.3, 0.8, 1.0])
def test_on_topic_nothing_is_lost(score: float) -> None:
    assert reduced_score(score, topic(0.9), topic(0.1)) == (score, "")


def test_off_topic_less_is_lost_where_the_sentence_is_on_topic() -> None:
    beside, (within, why) = reduced_score(0.9, topic(0.0), topic(0.0))[0], reduced_score(0.9, topic(0.0), topic(0.9))
    assert beside < within < 0.9
    assert why == "the article is about sport (goal, match)"


def test_a_longer_text_weighs_more() -> None:
    assert reduced_score(0.9, topic(0.0, 80), topic(0.0))[0] < reduced_score(0.9, topic(0.0, 5), topic(0.0))[0]


def test_a_match_report_has_no_event_and_gives_the_reason() -> None:
    assert [e.event_type for e in events(MATCH)] == []
    assert any("about sport" in f.reasons.get("topic", "") for f in analyses(MATCH))


def test_a_surprise_in_another_section_is_still_an_event() -> None:
    text = MATCH + "\n\nGunmen attacked the stadium after the match, and soldiers shot dead two of them."
    assert "ASSAULT" in {e.event_type for e in events(text)}


MARKET = """Shares in a brewer fell 6 percent after it warned that profit would miss forecasts. Barley prices rose, and
demand in Asia hurt sales. Analysts cut their targets, and the dividend will shrink by a third."""


@pytest.mark.parametrize(
    ("sentence", "event_type"),
    [
        ("Workers at its main plant went on strike over pay on Monday.", "PROTEST"),
        ("The board rejected a takeover offer from a rival on Monday.", "REJECT"),
        ("The two companies held talks on a merger on Monday.", "CONSULT"),
        ("A regulator opened an investigation into its prices on Monday.", "ACCUSE"),
        ("The trade minister praised the brewers on Monday.", "SUPPORT"),
    ],
)
def test_plain_reports_are_events_in_a_business_article(sentence: str, event_type: str) -> None:
    assert event_type in {e.event_type for e in events(f"{MARKET}\n\n{sentence}")}


@pytest.mark.parametrize(
    "sentence", ["Rivals attacked its margins on Monday.", "The brewer retreated from Asia on Monday."]
)
def test_figures_of_speech_in_a_business_article_are_no_events(sentence: str) -> None:
    assert events(f"{MARKET}\n\n{sentence}") == []


def test_in_sport_the_full_loss_applies() -> None:
    match = TextTopic({"sport": 1.0}, 80, ())
    trade = TextTopic({"business": 1.0}, 80, ())
    assert loss_share(match, "REJECT", (), ("minister",)) == 1
    assert loss_share(trade, "REJECT", (), ()) < 1 == loss_share(trade, "SUPPORT", (), ("manager",))
    assert loss_share(trade, "SUPPORT", (), ("minister",)) < 1 == loss_share(trade, "ASSAULT", (), ("minister",))
