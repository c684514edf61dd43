"""The boundary rules of PLOVER 2.0, one test per rule: which of two neighbouring types a sentence has."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import events


def codes(text: str) -> set[str]:
    """Return the asserted events of a text, each as `TYPE` or, for each mode, as `TYPE-mode`."""
    found = [e for e in events(text) if e.status == "asserted"]
    return {f"{e.event_type}-{mode}".removesuffix("-") for e in found for mode in e.modes or [""]}


def actors(text: str, event_type: str) -> list[str]:
    """Return the actors of the asserted events of a type, as written."""
    return [a.text for e in events(text) if e.event_type == event_type and e.status == "asserted" for a in e.actors]


def recipients(text: str, event_type: str) -> list[str]:
    """Return the recipients of the asserted events of a type, as written."""
    return [r.text for e in events(text) if e.event_type == event_type and e.status == "asserted" for r in e.recipients]


Cases = list[tuple[str, set[str]]]


def rule(cases: Cases) -> pytest.MarkDecorator:
    """Return a decorator that tests each sentence and all events that it asserts."""
    return pytest.mark.parametrize(("text", "told"), cases, ids=[text for text, _ in cases])


@rule(
    [
        ("The king pardoned forty poets.", {"CONCEDE"}),
        ("Parliament granted amnesty to the mutineers on Tuesday.", {"CONCEDE"}),
        ("The president commuted the sentences of nine sailors.", {"CONCEDE"}),
        ("The king's guards released forty poets.", {"RETREAT-release"}),
        ("Nine pardoned sailors were freed from Tarma prison on Friday.", {"RETREAT-release"}),
    ]
)
def test_1_a_pardon_is_a_word_and_a_release_is_a_deed(text: str, told: set[str]) -> None:
    assert codes(text) == told


@rule(
    [
        ("Togo promised to sign the fishing treaty.", {"AGREE"}),
        ("Togo and Benin will sign a fishing treaty on Monday.", {"AGREE"}),
        ("Togo signed the fishing treaty.", {"SUPPORT"}),
        ("Senators in Asuncion ratified the treaty with Bolivia on Friday.", {"SUPPORT"}),
    ]
)
def test_2_a_promise_to_sign_agrees_and_a_signature_supports(text: str, told: set[str]) -> None:
    assert codes(text) == told


@rule(
    [
        ("Kenya and Rwanda held joint exercises near the lake.", {"COOPERATE"}),
        ("The Omani navy conducted joint drills with India on Monday.", {"COOPERATE"}),
        ("Troops from Chile and Peru began a joint exercise in Tacna.", {"COOPERATE"}),
        ("The Kenyan navy held exercises off Lamu.", {"MOBILIZE-troops"}),
        ("Peru's army began military drills along the border on Monday.", {"MOBILIZE-troops"}),
    ]
)
def test_3_joint_drills_cooperate_and_drills_alone_mobilize(text: str, told: set[str]) -> None:
    assert codes(text) == told


@rule(
    [
        ("The army sent tents and food to the flooded valley.", {"AID"}),
        ("Chile sent 300 soldiers to help victims of the earthquake.", {"AID"}),
        ("The government deployed troops to the flooded town to rescue residents.", {"AID"}),
        ("Chile deployed 300 soldiers along the border.", {"MOBILIZE-troops"}),
    ]
)
def test_4_troops_for_disaster_relief_are_aid(text: str, told: set[str]) -> None:
    assert codes(text) == told


@rule(
    [
        ("Commandos rescued the hostages from the mine.", {"AID"}),
        ("Special forces freed three hostages from a farmhouse near Jos on Friday.", {"AID"}),
        ("The bank forgave the debt of two islands.", {"AID"}),
        ("Japan cancelled 40 million dollars of Samoa's debt.", {"AID"}),
        ("The rebels freed three hostages near Jos on Friday.", {"RETREAT-release"}),
    ]
)
def test_5_rescue_of_hostages_and_debt_relief_are_aid(text: str, told: set[str]) -> None:
    assert codes(text) == told


@rule(
    [
        ("A court in Lima ordered the mine to pay the villagers 4 million dollars.", {"SANCTION-convict"}),
        ("A judge awarded the widow 90,000 euros in damages.", {"SANCTION-convict"}),
        ("The tribunal ordered Peru to pay compensation to the fishermen.", {"SANCTION-convict"}),
        ("Belgium paid reparations to the families of the miners.", {"AID"}),
        ("The mine in Lima paid compensation to the villagers on Friday.", {"AID"}),
    ]
)
def test_6_a_payment_by_order_of_a_court_is_a_sanction_and_one_by_choice_is_aid(text: str, told: set[str]) -> None:
    assert codes(text) == told


def test_6_court_and_winner_act_on_the_loser() -> None:
    text = "A court in Lima ordered the mine to pay the villagers 4 million dollars."
    assert actors(text, "SANCTION") == ["A court in Lima", "the villagers"]
    assert recipients(text, "SANCTION") == ["the mine"]


@rule(
    [
        ("A court in Oslo sentenced the banker to nine years in prison.", {"SANCTION-convict"}),
        ("The banker was sentenced to life imprisonment on Monday.", {"SANCTION-convict"}),
        ("A court in Oslo jailed the banker for nine years.", {"SANCTION-convict"}),
        ("A jury convicted the banker of fraud.", {"SANCTION-convict"}),
        ("A court in Oslo sentenced the banker to 200 hours of community service.", {"SANCTION-convict"}),
        ("A court in Oslo gave the banker a suspended sentence.", {"SANCTION-convict"}),
        ("A court in Oslo fined the banker.", {"SANCTION-convict"}),
        ("Police in Oslo jailed the banker on Monday.", {"COERCE-arrest"}),
    ]
)
def test_7_a_prison_sentence_is_a_conviction_and_no_arrest(text: str, told: set[str]) -> None:
    assert codes(text) == told


@rule(
    [
        ("Lima summoned the ambassador of Chile over the raid.", {"ACCUSE-disapprove"}),
        ("Norway's foreign ministry summoned the Fijian envoy on Monday.", {"ACCUSE-disapprove"}),
        ("Norway's foreign minister met the Fijian envoy on Monday.", {"CONSULT"}),
    ]
)
def test_8_to_summon_an_ambassador_is_to_accuse_not_to_consult(text: str, told: set[str]) -> None:
    assert codes(text) == told


@rule(
    [
        ("Thousands signed a petition against the dam.", {"ACCUSE-disapprove"}),
        ("More than 4,000 nurses signed an online petition against the mayor of Lyon.", {"ACCUSE-disapprove"}),
        ("Students protested online against the minister.", {"ACCUSE-disapprove"}),
        ("Activists in Quito launched a social media campaign against the governor.", {"ACCUSE-disapprove"}),
        ("Thousands of nurses protested in Lyon against the mayor.", {"PROTEST-demo"}),
        ("Students protested outside the ministry in Quito.", {"PROTEST-demo"}),
    ]
)
def test_9_a_protest_online_and_a_petition_only_accuse(text: str, told: set[str]) -> None:
    assert codes(text) == told


@rule(
    [
        ("Farmers marched through Lyon to demand cheaper fuel.", {"PROTEST-demo"}),
        ("Hundreds of nurses protested in Lyon on Monday, demanding that the minister resign.", {"PROTEST-demo"}),
        ("Dockers rallied in Durban to condemn the new tolls.", {"PROTEST-demo"}),
        ("Demonstrators gathered outside the palace and called for the release of the editor.", {"PROTEST-demo"}),
        ("The nurses' union demanded that the minister resign.", {"REQUEST-change"}),
        ("The farmers' union condemned the new tolls.", {"ACCUSE-disapprove"}),
    ]
)
def test_10_what_demonstrators_demand_is_no_second_event(text: str, told: set[str]) -> None:
    assert codes(text) == told


def test_10_the_cause_of_a_demonstration_is_a_separate_event() -> None:
    text = "Students protested in Quito on Monday after police arrested two singers."
    assert codes(text) == {"PROTEST-demo", "COERCE-arrest"}


@rule(
    [
        ("The rebels called for an end to the war.", {"AGREE"}),
        ("The guerrillas called for a ceasefire with the army on Monday.", {"AGREE"}),
        ("Eritrea called for an end to its war with Ethiopia.", {"AGREE"}),
        ("The rebel commander urged an end to the fighting.", {"AGREE"}),
    ]
)
def test_11_a_party_that_calls_for_the_end_of_its_conflict_agrees(text: str, told: set[str]) -> None:
    assert codes(text) == told


@pytest.mark.parametrize(
    "text",
    ["The pope called for an end to the war.", "Norway called for a ceasefire between the army and the rebels."],
)
def test_11_an_outsider_that_calls_for_it_requests(text: str) -> None:
    assert {e.event_type for e in events(text)} == {"REQUEST"}


@rule(
    [
        ("The rebels dropped their demand for a ministry.", {"CONCEDE"}),
        ("Norway withdrew its claim to the island on Friday.", {"CONCEDE"}),
        ("The rebels repeated their demand for a ministry.", {"REQUEST"}),
    ]
)
def test_12_to_withdraw_a_demand_is_to_concede(text: str, told: set[str]) -> None:
    assert codes(text) == told


@rule(
    [
        ("Oman invited the Turkish president to Muscat.", {"AGREE"}),
        ("The leaders of Oman and Turkey will hold a summit in May.", {"AGREE"}),
        ("Oman's foreign minister plans to visit Ankara in May.", {"AGREE"}),
        ("The leaders of Oman and Turkey held a summit in Muscat on Monday.", {"CONSULT"}),
    ]
)
def test_13_an_invitation_and_a_planned_summit_agree(text: str, told: set[str]) -> None:
    assert {c.partition("-")[0] for c in codes(text)} == told


@rule(
    [
        ("The premier cancelled a planned visit to Oslo.", {"REJECT-meet"}),
        ("Oman called off talks with Turkey on Monday.", {"REJECT-meet"}),
        ("Oman postponed a meeting with the Turkish premier.", {"REJECT-meet"}),
    ]
)
def test_14_to_cancel_a_meeting_is_to_reject(text: str, told: set[str]) -> None:
    assert codes(text) == told


@rule(
    [
        ("Border guards denied entry to two reporters.", {"REJECT"}),
        ("Fiji barred two reporters from entering the country.", {"REJECT"}),
        ("Fiji refused entry to a Peruvian priest on Monday.", {"REJECT"}),
        ("Police deported two reporters.", {"COERCE-deport"}),
        ("Fiji threw two reporters out of the country.", {"COERCE-deport"}),
        ("Fiji expelled a Peruvian priest on Monday.", {"COERCE-deport"}),
    ]
)
def test_15_to_be_kept_out_is_rejection_and_to_be_thrown_out_is_coercion(text: str, told: set[str]) -> None:
    assert {c if c.startswith("COERCE") else c.partition("-")[0] for c in codes(text)} == told


@rule(
    [
        ("Rebels captured nine soldiers near the dam.", {"ASSAULT-abduct"}),
        ("The army captured six rebels during fighting near the dam.", {"ASSAULT-abduct"}),
        ("Two pilots were captured by militants on Monday.", {"ASSAULT-abduct"}),
        ("Troops took eleven fighters prisoner in the battle for the ridge.", {"ASSAULT-abduct"}),
        ("Police arrested nine smugglers near the dam.", {"COERCE-arrest"}),
        ("Police captured a fugitive banker in Porto.", {"COERCE-arrest"}),
    ]
)
def test_16_combatants_taken_in_fighting_are_abducted_not_arrested(text: str, told: set[str]) -> None:
    assert {c for c in codes(text) if c != "ASSAULT"} == told


@rule(
    [
        ("The army sent tanks into the town on Monday and shelled the market.", {"ASSAULT-heavy-weapons"}),
        ("Troops deployed along the river shelled two villages.", {"ASSAULT-heavy-weapons"}),
        ("The navy moved its ships towards the island and bombarded the port.", {"ASSAULT-heavy-weapons"}),
        ("The army sent tanks into the border zone on Monday.", {"MOBILIZE-troops"}),
        ("Peru deployed troops after rebels attacked a bridge.", {"MOBILIZE-troops", "ASSAULT"}),
    ]
)
def test_17_a_move_of_troops_that_is_part_of_an_attack_is_that_attack(text: str, told: set[str]) -> None:
    assert codes(text) == told


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("Thousands of villagers fled the militia on Monday.", ["the militia"]),
        ("Thousands of villagers fled from the rebels into Togo.", ["the rebels"]),
        ("The militia forced 3,000 villagers to flee their homes.", ["The militia"]),
        ("Rebels displaced 3,000 families near Jos.", ["Rebels"]),
        ("Refugees fleeing the rebels reached the border on Monday.", ["the rebels"]),
    ],
)
def test_18_the_party_that_expels_refugees_is_the_actor(text: str, agent: list[str]) -> None:
    assert "SANCTION-expel" in codes(text)
    assert actors(text, "SANCTION") == agent


@pytest.mark.parametrize(
    "text",
    ["The driver fled the scene.", "Hundreds of residents fled the flood.", "The thief fled police on Monday."],
)
def test_18_people_who_run_from_police_or_a_flood_are_no_refugees(text: str) -> None:
    assert not any(code.startswith("SANCTION") for code in codes(text))


@pytest.mark.parametrize(
    "text",
    [
        "The governor declared a state of emergency after the flood.",
        "Fiji declared a state of emergency on Monday as a cyclone neared the coast.",
        "An emergency was declared in two provinces because of the drought.",
        "Samoa extended the state of emergency over the measles epidemic.",
    ],
)
def test_19_an_emergency_over_a_disaster_coerces_nobody(text: str) -> None:
    assert not any(code.startswith("COERCE") for code in codes(text))


@rule(
    [
        ("The junta declared a state of emergency after the strike.", {"COERCE-martial-law"}),
        ("The governor imposed martial law in two districts on Monday.", {"COERCE-martial-law"}),
    ]
)
def test_19_an_emergency_over_unrest_coerces(text: str, told: set[str]) -> None:
    assert {c for c in codes(text) if not c.startswith("PROTEST")} == told


@rule(
    [
        ("Police fired tear gas at the marchers.", {"ASSAULT-crowd-control"}),
        ("Officers used water cannon against students in Quito.", {"ASSAULT-crowd-control"}),
        ("Police in Quito broke up the march with rubber bullets.", {"ASSAULT-crowd-control"}),
        ("Police dispersed the crowd in Quito.", {"COERCE-restrict"}),
        ("Police in Quito broke up the march.", {"COERCE-restrict"}),
    ]
)
def test_20_crowd_control_needs_a_weapon_or_a_tactic(text: str, told: set[str]) -> None:
    assert codes(text) == told


@rule(
    [
        ("A mob attacked the driver with bats on Monday.", {"ASSAULT-beat", "ASSAULT-primitive"}),
        ("Guards beat the prisoner with clubs.", {"ASSAULT-beat", "ASSAULT-primitive"}),
        ("Villagers in Jos thrashed a thief with sticks.", {"ASSAULT-beat", "ASSAULT-primitive"}),
        ("A man attacked two tourists with a knife in Porto.", {"ASSAULT-primitive"}),
        ("Youths in Jos hurled rocks at a convoy.", {"ASSAULT-primitive"}),
        ("Attackers set two drivers on fire near Jos.", {"ASSAULT-primitive"}),
        ("Guards beat the prisoner.", {"ASSAULT-beat"}),
    ]
)
def test_21_clubs_beat_and_knives_rocks_and_fire_do_not(text: str, told: set[str]) -> None:
    assert codes(text) == told


@rule(
    [
        ("The trader, accused of fraud, was convicted in Oslo on Monday.", {"SANCTION-convict"}),
        ("A jury convicted a banker accused of bribing the mayor of Porto.", {"SANCTION-convict"}),
        ("The banker was charged with fraud and convicted on Monday.", {"SANCTION-convict"}),
        ("Prosecutors charged the trader with fraud.", {"ACCUSE-allege"}),
        ("Lagos accused the captain of smuggling fuel.", {"ACCUSE-allege"}),
        ("After Lagos accused Togo of fraud, a jury convicted a banker.", {"ACCUSE-allege", "SANCTION-convict"}),
    ]
)
def test_22_a_conviction_leaves_no_accusation_beside_it(text: str, told: set[str]) -> None:
    assert codes(text) == told


@rule(
    [
        ("Guards refused to admit the pilgrims.", {"REJECT"}),
        ("The guild threatened to block the port.", {"THREATEN"}),
        ("The premier said he will not meet the rebels.", {"REJECT"}),
        ("The mayor lifted the curfew.", {"RETREAT"}),
        ("Brussels lifted sanctions on the airline.", {"RETREAT"}),
    ]
)
def test_other_neighbours(text: str, told: set[str]) -> None:
    assert {c.partition("-")[0] for c in codes(text)} == told
