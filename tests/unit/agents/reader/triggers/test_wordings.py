"""News wordings that report an event, by type, and similar wordings that do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.support.event_fixtures import events

FOUND = [
    ("MOBILIZE", "Riot police were out in force around the stadium in Harwick on Friday."),
    ("MOBILIZE", "Security has been tightened across the capital ahead of the summit."),
    ("MOBILIZE", "Security was stepped up at the airport after the threat."),
    ("MOBILIZE", "Extra soldiers were drafted in to guard the port of Tolmin on Sunday."),
    ("MOBILIZE", "Armoured vehicles rolled into the city centre late on Monday."),
    ("MOBILIZE", "The navy sent two frigates to the strait on Tuesday."),
    ("MOBILIZE", "Hundreds of officers have been deployed in the market district since Thursday."),
    ("MOBILIZE", "The army called up 3,000 reservists on Wednesday."),
    ("PROTEST", "Opposition members camped outside the courthouse in Delmas on Thursday."),
    ("PROTEST", "Residents of Corra staged a sit-in at the gate of the mine."),
    ("PROTEST", "Dozens of mothers gathered outside the ministry to demand answers about the missing boys."),
    ("PROTEST", "Some 4,000 teachers downed tools on Monday over unpaid wages."),
    ("PROTEST", "Villagers blocked the main road for six hours on Saturday."),
    ("PROTEST", "Bus drivers walked off the job in Pirano on Friday."),
    ("PROTEST", "Thousands turned out in Ledo to demand the resignation of the governor."),
    ("REJECT", "The vineyard turned down a takeover bid from its larger rival on Tuesday."),
    ("REJECT", "The president brushed aside calls for an early election."),
    ("REJECT", "The city council voted against the plan for a new prison on Monday."),
    ("REJECT", "Merano's government ruled out talks with the rebels."),
    ("REJECT", "The clerics have refused to take part in the census."),
    ("REJECT", "The premier shrugged off demands that he quit."),
    ("REJECT", "The high court threw out the petition of the party on Friday."),
    ("AGREE", "The city has worked out an agreement with the county to share the water."),
    ("AGREE", "The two sides hammered out a deal on grazing land in Lusaka on Monday."),
    ("AGREE", "Denmark is to give 4 million euros to the clinics of the province."),
    ("AGREE", "The club of creditors meets on 18 March to discuss the debts of the islands."),
    ("AGREE", "The minister said the state would compensate the farmers."),
    ("AGREE", "The envoy is due to hold talks with the rebels in Doha next week."),
    ("AGREE", "Norland has offered to mediate in the dispute over the river."),
    ("CONSULT", "The council discussed the closure of the library at a special session on Wednesday."),
    ("CONSULT", "The governor paid a visit to the flooded villages on Sunday."),
    ("CONSULT", "The minister made a site visit to the mushroom farm on Monday."),
    ("CONSULT", "The two companies held three days of talks about the mine."),
    ("CONSULT", "Senator Ruiz sat down with the leaders of the strike on Friday."),
    ("CONSULT", "The foreign ministers of Chad and Niger met in Zinder on Thursday."),
    ("CONSULT", "President Oru received the envoy of the union at his palace."),
    ("CONSULT", "A delegation of the bishops flew to Managua for consultations with the junta."),
    ("CONSULT", "Talks between the rebels and the government resumed in Geneva on Monday."),
    ("ACCUSE", "Critics say President Moro has used the emergency to silence the press."),
    ("ACCUSE", "The opposition says the government has failed to protect the villages."),
    ("ACCUSE", "The Liberals claim that Labour's plan for clinics has failed."),
    ("ACCUSE", "Ms Adeyo said the regime had violated the truce."),
    ("ACCUSE", "The senator said the ruling was illegal."),
    ("ACCUSE", "Two families have filed an appeal against the verdict."),
    ("ACCUSE", "Mr Hara's challenge to the result of the election was heard on Tuesday."),
    ("ACCUSE", "The union hit out at the minister over the closures."),
    ("ACCUSE", "Four officers are under investigation over the death of a prisoner."),
    ("ACCUSE", "The trader appeared in court on Monday charged with bribery."),
    ("ACCUSE", "Amnesty put out a report accusing the army of torture."),
    ("ACCUSE", "The bishop summoned for questioning last week denies the charge."),
    ("ACCUSE", "The former mayor is on trial for fraud."),
    ("ACCUSE", "Detectives are treating the death of the clerk as murder."),
    ("ACCUSE", "Prosecutors filed charges against the director of the orphanage."),
    ("ACCUSE", "The rector was called in for questioning by police on Friday."),
    ("REQUEST", "A group of hotels proposed tax relief to Prime Minister Anand on Monday."),
    ("REQUEST", "The parties petitioned the court to release the ballots."),
    ("REQUEST", "The island is asking for 300 million dollars from the fund."),
    ("REQUEST", "The mayor made a plea for calm after the shooting."),
    ("SUPPORT", "Minister Gobal lauded the staff of the laboratory for their work."),
    ("SUPPORT", "The producers defended Kovan over his remarks."),
    ("SUPPORT", "The three parties threw their weight behind the bid of Ms Okoro."),
    ("SUPPORT", "Oslo welcomed the release of the two reporters."),
    ("AID", "The development bank lent 3 billion dollars to the region last year."),
    ("AID", "The factory is paying compensation to the families of the dead."),
    ("AID", "Chile airlifted two water plants to the quake zone."),
    ("AID", "The charity handed out blankets to 900 families in Orta."),
    ("COOPERATE", "The navies of Ghana and Togo patrolled the coast together last week."),
    ("COOPERATE", "Peru handed a suspected smuggler over to Chile on Monday."),
    ("COOPERATE", "Kenya and Uganda swapped intelligence on the gang."),
    ("COOPERATE", "The two armies carried out a joint patrol along the river."),
    ("ASSAULT", "Seven people were left dead after gunmen stormed a bar in Orizon."),
    ("ASSAULT", "An attack on a bus left eight people dead near Kasu on Monday."),
    ("ASSAULT", "A blast ripped through a police vehicle in Quetta, killing 11."),
    ("ASSAULT", "The body of the editor was found with gunshot wounds on Thursday."),
    ("ASSAULT", "Clashes erupted between herders and farmers in Plateau."),
    ("ASSAULT", "The lawyer was shot dead outside her home in Corra."),
    ("ASSAULT", "Rebel fire killed a medic in the old town on Sunday."),
    ("ASSAULT", "Warplanes hit a hospital in Idra, killing nine patients."),
    ("ASSAULT", "Troops traded fire with smugglers on the border."),
    ("ASSAULT", "Security forces put down a mutiny at the barracks, leaving five dead."),
    ("COERCE", "The gang leader was captured in Morelia on Friday."),
    ("COERCE", "Agents raided the home of the banker at dawn."),
    ("COERCE", "Police took three youths into custody after the march."),
    ("COERCE", "The government took over the schools of the church in May."),
    ("COERCE", "Authorities shut down the newspaper on Friday."),
    ("COERCE", "The junta placed the former premier under house arrest."),
    ("SANCTION", "Three officers were sacked over the riot."),
    ("SANCTION", "A court handed the broker a nine-year term."),
    ("RETREAT", "The rebels pulled out of the town on Monday."),
    ("RETREAT", "The finance minister tendered his resignation on Friday."),
    ("RETREAT", "The brothers walked free from jail on Tuesday."),
    ("THREATEN", "Opposition parties said they would remove the mayor through a motion of no confidence."),
    ("THREATEN", "The union has warned that it will strike unless pay rises."),
    ("THREATEN", "The premier gave the miners until Friday to end the blockade."),
    ("CONSULT", "The board of supervisors met on Tuesday to review the plan for the bridge."),
    ("CONSULT", "Mayor Lida Horn sat in on a meeting with the firefighters on Thursday."),
    ("CONSULT", "Foreign Secretary Amara Bell held a press conference in Oslo on Friday."),
    ("CONSULT", "The chancellor telephoned his Polish counterpart on Sunday."),
    ("CONSULT", "Ministers from nine states gathered in Dakar for a summit on drought."),
    ("ACCUSE", "A grand jury indicted the treasurer on six counts of theft."),
    ("ACCUSE", "The teacher has been charged with two counts of assault."),
    ("ACCUSE", "The watchdog criticised the council over its handling of the case."),
    ("ACCUSE", "Police are investigating the death of a woman in Corran."),
    ("ACCUSE", "The senator blasted the governor over the closure of the clinic."),
    ("ACCUSE", "Opposition leader Hari Sol called the budget a sham."),
    ("ACCUSE", "Shadow minister Ella Dunn said the plans were a disgrace."),
    ("ACCUSE", "Rights groups have voiced concern over the arrest of the lawyer."),
    ("ACCUSE", "The union claimed the ministry had misled its members."),
    ("ACCUSE", "A former employee is suing the hospital for unfair dismissal."),
    ("ACCUSE", "The Greens accused ministers of dragging their feet."),
    ("ACCUSE", "The family has lodged a complaint with the ombudsman."),
    ("AGREE", "Ministers have promised to review the law by June."),
    ("AGREE", "The two parties struck a deal to form a coalition."),
    ("AGREE", "Both countries signed up to a plan to cut catches."),
    ("REQUEST", "Residents are calling on the county to fix the road."),
    ("REQUEST", "The judge ordered the ministry to hand over the files."),
    ("REQUEST", "The bishop pleaded with the gunmen to free the hostages."),
    ("REQUEST", "Police are appealing for witnesses to the stabbing."),
    ("REJECT", "The planning board denied the application for a casino."),
    ("REJECT", "A judge refused to grant the editor bail."),
    ("REJECT", "Lawmakers voted down the tax bill on Wednesday."),
    ("REJECT", "The rebels have ruled out any truce before May."),
    ("SUPPORT", "The council approved the plan for a new library."),
    ("SUPPORT", "The premier paid tribute to the work of the nurses."),
    ("SUPPORT", "Parliament passed a bill to ban plastic bags."),
    ("SUPPORT", "The senator endorsed Mr Kole for governor."),
    ("COERCE", "A man was arrested on suspicion of murder in Corran."),
    ("COERCE", "Officers searched two houses in the suburb and seized a rifle."),
    ("COERCE", "The former minister was remanded in custody until May."),
    ("COERCE", "The city imposed a curfew after the riot."),
    ("SANCTION", "The driver was jailed for six years for killing a cyclist."),
    ("SANCTION", "The club's owner was found guilty of fraud."),
    ("SANCTION", "The governor fired the police chief on Friday."),
    ("SANCTION", "Norland cut off aid to the regime."),
    ("ASSAULT", "A woman was found stabbed to death in her flat in Corran."),
    ("ASSAULT", "Two men were hurt when shots were fired at a bar."),
    ("ASSAULT", "A suicide bomber blew himself up outside a mosque in Idra."),
    ("ASSAULT", "The gang held the family at gunpoint."),
    ("ASSAULT", "Soldiers opened fire on a bus at a checkpoint."),
    ("ASSAULT", "Three tourists were robbed and beaten by masked men."),
    ("PROTEST", "Hundreds of farmers marched on the capital to demand lower taxes."),
    ("PROTEST", "Nurses are on strike for a third day."),
    ("PROTEST", "Campaigners staged a protest outside the town hall."),
    ("RETREAT", "The chief constable resigned over the affair."),
    ("RETREAT", "The hostages were released unharmed on Sunday."),
    ("RETREAT", "The last French troops left the base on Friday."),
    ("AID", "The state gave the town 3 million dollars to rebuild the levee."),
    ("AID", "Aid agencies delivered food to the camps."),
    ("THREATEN", "The union threatened to strike over the cuts."),
    ("THREATEN", "The general warned of war if the dam was built."),
    ("MOBILIZE", "Troops were deployed along the border with Tamar."),
    ("MOBILIZE", "Police stepped up patrols around the temple."),
    ("COOPERATE", "The two navies began joint exercises on Monday."),
    ("COOPERATE", "Spain handed the suspect over to Peru."),
    ("COOPERATE", "The police of both states are working together on the case."),
    ("ASSAULT", "The explosion in Quetta ripped through a vehicle used by security forces, killing 12 people."),
]
NOT_FOUND = [
    "The company agreed to buy 40 percent of its rival.",
    "The plan called for the city to lease the building back to the county.",
    "The court ruled in favour of the tenants on Monday.",
    "The show called for a cast of forty.",
    "The bail hearing was held on Friday.",
    "If she had pleaded guilty and agreed to attend classes, the judge would have freed her.",
    "Analysts say the company failed to meet its target.",
    "The striker said the referee's call cost them the match.",
    "Officials said the pump failed in the storm.",
    "The firm says its new phone has beaten sales targets.",
    "The airline signed a five-year agreement to lease six jets.",
    "The actor met his wife on a film set in Rome.",
    "The pair worked together at a bakery for years.",
    "She returned to the village after two years abroad.",
    "The new law was proposed in 1990 and has long been forgotten.",
    "The lake is behind the town hall.",
    "Job security was high on the list of worries.",
    "Fans camped outside the record shop for tickets.",
    "Campers gathered outside the tent to watch the stars.",
    "The booster shot is free for everyone over sixty.",
    "The doctor said the drug failed to help patients.",
    "Investors want the bank to raise its dividend.",
    "The festival drew thousands to the square on Sunday.",
    "The couple received their guests at the hotel.",
    "The council says rubbish will be collected on Mondays.",
    "The bakery has won praise for its bread.",
    "She said the film was a disaster for the studio.",
    "The report says prices will rise next year.",
    "The library is open from nine to five.",
    "Officials said the storm had weakened.",
    "The team travelled to Lyon for the final.",
    "The couple agreed to sell the farm.",
    "He told the magazine that he loved to cook.",
    "The company said it had launched a new engine.",
    "Voters go to the polls in May.",
    "The senator was born in a village in Tamar.",
    "The school was built in 1920 and has 300 pupils.",
    "A spokesman said the bridge was safe.",
    "Experts believe the virus came from bats.",
    "The river crossed the road after the rain.",
    "Scientists say Brazil crossed a heat record.",
    "The village is behind a hill.",
    "Firefighters fought the blaze for six hours.",
    "The novel tells how a queen was murdered.",
    "A bus plunged into a ravine near Lima on Sunday, killing 14 people.",
    "Doctors said the drug failed.",
    "The minister said the talks had failed.",
    "The army said Peru had not violated the truce.",
    "The shop is near the prison, where guests gathered for coffee.",
    "The schools are under one roof.",
]


WORDINGS = [line.split("\t") for line in Path(__file__).with_name("wordings.tsv").read_text("utf-8").splitlines()]
"""More wordings of both kinds in a table: the type and the sentence, or `-` and a sentence that reports nothing."""


def types_of(text: str) -> set[str]:
    return {e.event_type for e in events(text) if e.status in ("asserted", "historical")}


def test_each_wording_of_the_table_is_classified() -> None:
    told = [(event_type, text, types_of(text)) for event_type, text in WORDINGS]
    assert [row for row in told if row[0] != "-" and row[0] not in row[2]] == []
    assert [row for row in told if row[0] == "-" and row[2]] == []


@pytest.mark.parametrize(("event_type", "text"), FOUND)
def test_wordings_that_report_an_event(event_type: str, text: str) -> None:
    assert event_type in {e.event_type for e in events(text) if e.status in ("asserted", "historical")}


@pytest.mark.parametrize("text", NOT_FOUND)
def test_wordings_that_report_nothing(text: str) -> None:
    assert [(e.event_type, e.evidence.trigger) for e in events(text) if e.status in ("asserted", "historical")] == []


def test_a_critic_accuses_the_one_he_speaks_of() -> None:
    (found,) = events("The opposition says the government of Peru has failed to protect the villages.")
    assert (found.event_type, [p.text for p in found.actors]) == ("ACCUSE", ["The opposition"])
    assert [p.text for p in found.recipients] == ["the government of Peru"]


def test_a_person_in_custody_is_detained() -> None:
    (found,) = events("Two brothers have been in custody since Monday.")
    assert found.actors == []
    assert [p.text for p in found.recipients] == ["Two brothers"]


def test_events_next_to_a_wish_or_a_refusal_are_facts() -> None:
    found = events("The minister, in a meeting with the union on Monday, refused to raise pay.")
    assert ("CONSULT", "asserted") in {(e.event_type, e.status) for e in found}
