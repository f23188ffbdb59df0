"""What one sentence yields: actors, recipients, auxiliary modes, speakers, quotations, places."""

from __future__ import annotations

from datetime import date

import pytest

from diurna.model import Mention
from tests.conftest import Coder


def codes(mention: Mention) -> tuple[list[str], list[str]]:
    return sorted(e.code for e in mention.actors), sorted(e.code for e in mention.recipients)


def only(coder: Coder, text: str, event: str) -> Mention:
    found = [m for m in coder(text).mentions if m.event == event]
    assert len(found) == 1, [(m.event, m.trigger.text) for m in coder(text).mentions]
    return found[0]


@pytest.mark.parametrize(
    ("text", "event", "actors", "recipients"),
    [
        ("Brazil condemned Colombia over the raid.", "ACCUSE", ["BRA"], ["COL"]),
        ("Colombia was condemned by Brazil.", "ACCUSE", ["BRA"], ["COL"]),
        ("Israeli jets bombed a camp in Lebanon on Sunday.", "ASSAULT", ["ISR"], ["LBN"]),
        ("Turkey launched an invasion of Syria.", "ASSAULT", ["TUR"], ["SYR"]),
        ("Canada and Japan signed a free trade agreement.", "SUPPORT", ["CAN", "JPN"], []),
        ("The Japanese prime minister held talks with his Indian counterpart.", "CONSULT", ["IND", "JPN"], []),
        ("Britain imposed sanctions on Belarus.", "SANCTION", ["GBR"], ["BLR"]),
        ("Sanctions were imposed on Belarus by Britain and Canada.", "SANCTION", ["CAN", "GBR"], ["BLR"]),
        ("Police in Kenya arrested two opposition leaders.", "COERCE", ["KEN"], ["KEN"]),
        ("The African Union sent food aid to Sudan.", "AID", ["AU"], ["SDN"]),
        ("Workers in Peru went on strike on Monday.", "PROTEST", ["PER"], []),
        ("Ethiopia withdrew its troops from Eritrea.", "RETREAT", ["ETH"], ["ERI"]),
        ("Seoul urged Pyongyang to return to talks.", "REQUEST", ["KOR"], ["PRK"]),
        ("Iran threatened to attack Israel.", "THREATEN", ["IRN"], ["ISR"]),
        ("Poland rejected a German proposal on migrants.", "REJECT", ["POL"], ["DEU"]),
    ],
)  # fmt: skip
def test_who_did_what_to_whom(
    coded: Coder, text: str, event: str, actors: list[str], recipients: list[str]
) -> None:
    assert codes(only(coded, text, event)) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "event", "auxiliary"),
    [
        ("Egypt has not condemned Sudan.", "ACCUSE", ("negation",)),
        ("Egypt never condemned Sudan.", "ACCUSE", ("negation",)),
        ("Egypt failed to condemn Sudan.", "ACCUSE", ("negation",)),
        ("Neither Egypt nor Chad condemned Sudan.", "ACCUSE", ("negation",)),
        ("Egypt may condemn Sudan.", "ACCUSE", ("hypothetical",)),
        ("Egypt could attack Sudan if talks fail.", "ASSAULT", ("hypothetical",)),
        ("Egypt will condemn Sudan.", "ACCUSE", ("future",)),
        ("Egypt plans to expel two Sudanese diplomats.", "SANCTION", ("future",)),
        ("Egypt invaded Sudan in 1820.", "ASSAULT", ("historical",)),
        ("Egypt condemned Sudan.", "ACCUSE", ()),
    ],
)
def test_what_was_done_and_what_was_not(
    coded: Coder, text: str, event: str, auxiliary: tuple[str, ...]
) -> None:
    assert only(coded, text, event).auxiliary == auxiliary


def test_cooperation_that_lies_ahead_is_an_agreement(coded: Coder) -> None:
    mention = only(coded, "The presidents of Chile and Peru will meet on Friday.", "AGREE")
    assert codes(mention)[0] == ["CHL", "PER"]
    assert mention.when.start is not None
    assert mention.when.start.isoformat() == "2022-06-17"


def test_a_refusal_is_a_rejection_and_its_content_no_event(coded: Coder) -> None:
    found = coded("Ghana refused to attack Togo.").mentions
    assert [(m.event, m.auxiliary) for m in found] == [("REJECT", ())]


def test_a_denial_is_the_denied_event_negated_the_denier_its_speaker(coded: Coder) -> None:
    mention = only(coded, "Rwanda denied that its troops had attacked Burundi.", "ASSAULT")
    assert mention.auxiliary == ("negation",)
    assert [s.code for s in mention.speakers] == ["RWA"]


def test_an_accusation_makes_a_second_mention_told_by_the_accuser(coded: Coder) -> None:
    text = "Mali accused Niger of arming rebels and attacking its soldiers."
    accusation = only(coded, text, "ACCUSE")
    attack = only(coded, text, "ASSAULT")
    assert accusation.speakers == ()
    assert codes(attack)[0] == ["NER"]
    assert [s.code for s in attack.speakers] == ["MLI"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kenya attacked Uganda, President Yoweri Museveni said.", ["Yoweri Museveni"]),
        ("President Yoweri Museveni said that Kenya had attacked Uganda.", ["Yoweri Museveni"]),
        ("According to Reuters, Kenya attacked Uganda.", ["Reuters"]),
        (
            "Yoweri Museveni said Kenya had attacked Uganda, according to Reuters.",
            ["Yoweri Museveni", "Reuters"],
        ),
        ("Kenya attacked Uganda.", []),
    ],
)
def test_the_chain_of_speakers_runs_outwards(coded: Coder, text: str, names: list[str]) -> None:
    assert [s.name for s in only(coded, text, "ASSAULT").speakers] == names


def test_a_quotation_is_kept_with_its_speaker(coded: Coder) -> None:
    mention = only(coded, 'Macron praised the "remarkable courage" of Ukraine.', "SUPPORT")
    (quote,) = mention.quotes
    assert quote.span.text == "remarkable courage"
    assert [s.name for s in quote.speakers] == ["Emmanuel Macron"]


def test_a_capital_is_a_government_or_a_place_as_the_sentence_has_it(coded: Coder) -> None:
    acting = only(coded, "Beijing condemned Tokyo.", "ACCUSE")
    assert codes(acting) == (["CHN"], ["JPN"])
    assert acting.places == ()
    place = only(coded, "Angola and Zambia signed a pact in Beijing.", "SUPPORT")
    assert [p.name for p in place.places] == ["Beijing"]
    assert codes(place)[0] == ["AGO", "ZMB"]


def test_a_place_has_coordinates(coded: Coder) -> None:
    (place,) = only(coded, "Rebels attacked soldiers in Goma on Monday.", "ASSAULT").places
    assert place.country == "COD"
    assert place.latitude == pytest.approx(-1.7, abs=0.5)
    assert place.longitude == pytest.approx(29.2, abs=0.5)


def test_a_village_that_no_gazetteer_knows_keeps_its_words(coded: Coder) -> None:
    text = "Rebels attacked the Congolese village of Kabunagwe on Monday."
    (place,) = only(coded, text, "ASSAULT").places
    assert (place.name, place.country, place.latitude) == ("Kabunagwe", "COD", None)


def test_a_predicate_stands_for_its_subject(coded: Coder) -> None:
    text = "Malta and Cyprus are the only countries not to have imposed sanctions on Belarus."
    mention = only(coded, text, "SANCTION")
    assert codes(mention) == (["CYP", "MLT"], ["BLR"])
    assert mention.auxiliary == ("negation",)


def test_a_war_is_fought_by_both_names_before_which(coded: Coder) -> None:
    text = "Lima and Quito, which fought a war in 1995, opened a road on Monday."
    mention = only(coded, text, "ASSAULT")
    assert sorted(codes(mention)[0]) == ["ECU", "PER"]
    assert mention.auxiliary == ("historical",)


def test_a_time_within_commas_is_the_verbs_before_it(coded: Coder) -> None:
    text = "Any attack by Russia on Polish soil, NATO warned on Monday, would be met with force."
    assert only(coded, text, "THREATEN").when.start == date(2022, 6, 13)


def test_an_unknown_official_is_known_by_what_the_story_says_of_him(coded: Coder) -> None:
    story = coded(
        "Jordan's foreign minister, Tarek Odeh, condemned Syria.\nOdeh also visited Cairo."
    )
    accusation = next(m for m in story.mentions if m.event == "ACCUSE")
    assert (accusation.actors[0].code, accusation.actors[0].name) == ("JOR", "Tarek Odeh")
    visit = next(m for m in story.mentions if m.event == "CONSULT")
    assert (visit.actors[0].code, visit.actors[0].name) == ("JOR", "Tarek Odeh")


def test_office_holders_are_those_of_the_day(coded: Coder) -> None:
    from datetime import date

    text = "The Russian president condemned Georgia."
    early = coded(text, date(2007, 6, 1)).mentions[0].actors[0]
    late = coded(text, date(2010, 6, 1)).mentions[0].actors[0]
    assert (early.name, late.name) == ("Vladimir Putin", "Dmitry Medvedev")


@pytest.mark.parametrize(
    "text",
    [
        "The striker attacked the goal and won the match.",
        "Prices rose by 3 percent in May.",
        "The government launched a war on inflation.",
        "The company met its profit target.",
        "It rained heavily in the north of the country.",
    ],
)
def test_event_words_without_an_event(coded: Coder, text: str) -> None:
    assert coded(text).mentions == ()


def test_every_field_has_evidence_that_stands_in_the_text(coded: Coder) -> None:
    story = coded(
        'Yoweri Museveni said on Monday that Kenya had not attacked "its brother" Uganda.'
    )
    mention = next(m for m in story.mentions if m.event == "ASSAULT")
    fields = {e.field for e in mention.evidence}
    assert {"event", "actor", "recipient", "auxiliary", "speakers"} <= fields
    for item in mention.evidence:
        if item.span is not None:
            assert story.story.text[item.span.start : item.span.end] == item.span.text
        assert item.decided_by
        assert 0 < item.confidence <= 1


def test_to_go_on_doing_is_to_do(coded: Coder) -> None:
    for doing in ("help", "go on helping", "keep helping"):
        mention = only(coded, f"Turkey is willing to {doing} Moldova, Erdogan said.", "AGREE")
        assert codes(mention) == (["TUR"], ["MDA"])


def test_a_meeting_at_a_summit_is_told_once(coded: Coder) -> None:
    found = coded(
        "The two leaders, Ruto and Kagame, will meet at a summit in Entebbe in May."
    ).mentions
    assert len([m for m in found if m.event == "AGREE"]) <= 1
