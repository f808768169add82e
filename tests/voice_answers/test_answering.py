"""Input is read before all others see it, and all who asked for an answer get one."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from loftet.challenges.models import Challenge
from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.needs.models import Need
from loftet.people.permissions import Actor
from loftet.projects.models import Project
from loftet.voice_answers.actions import (
    answer_group,
    answer_question,
    dissolve_group,
    gather_voices,
    publish_voice,
    refuse_voice,
)
from loftet.voice_answers.becoming import make_of_group
from loftet.voices.actions.giving import confirm_address
from loftet.voices.models import AddressCheck, Voice, VoiceGroup, VoiceQuestion
from loftet.voices.search import QUESTIONS
from tests.letters import letters_sent
from tests.needs.conftest import People
from tests.people.partnership import World, browser_of, county_of
from tests.voices.conftest import Give

ANSWER = {"outcome": "done", "answer": "Lysa kjem i mai.", "absent": "Ingen under 15."}
NAMED = "Naboen Ola Nordmann, tlf. 99887766, køyrer for fort. Fartsdump!"


def confirmed(give: Give, text: str, email: str, **more: Any) -> Voice:
    voice = give(text, email=email, **more)
    confirm_address(AddressCheck.objects.get(email=email))
    voice.refresh_from_db()
    return voice


def pages_of(question: VoiceQuestion) -> str:
    """Return what everybody reads of a question."""
    browser = Client()
    addresses = (
        f"/medvirkning/{question.pk}/",
        "/medvirkning/",
        "/medvirkning/hos/gol/",
        "/medvirkning/?format=csv",
    )
    return "".join(browser.get(one).content.decode(errors="replace") for one in addresses)


# --- reading ----------------------------------------------------------------------------------------


def test_what_waits_or_is_refused_is_on_no_page(question: VoiceQuestion, give: Give, asker: Actor) -> None:
    give("Hemmeleg ventande", waits=True)
    refuse_voice(give("Hemmeleg avvist", waits=True), "hate", actor=asker)
    assert "Hemmeleg" not in pages_of(question)


@pytest.mark.parametrize("who", ["neighbour", "politician", "firm", "council", "writer"])
def test_only_those_who_answer_read_what_waits(
    question: VoiceQuestion, give: Give, people: People, who: str
) -> None:
    voice = give("Ventar", waits=True)
    browser = browser_of(getattr(people, who))
    addresses = (f"/medvirkning/les/{voice.pk}/", "/medvirkning/hos/gol/les/")
    may = who == "writer"  # a business adviser of Gol
    assert [browser.get(one).status_code == 200 for one in addresses] == [may, may]
    sent = {"text": "Ventar", "decision": "publish", "version": voice.version}
    assert (browser.post(addresses[0], sent).status_code == 302) == may
    voice.refresh_from_db()
    assert (voice.state == "published") == may


def test_a_stranger_is_asked_to_sign_in_whether_there_is_input_or_not(give: Give) -> None:
    voice = give("Ventar", waits=True)
    found = [Client().get(f"/medvirkning/les/{key}/").status_code for key in (voice.pk, 999_999)]
    assert found == [302, 302]


def test_what_names_a_neighbour_is_struck_and_the_first_text_is_gone(give: Give, asker: Actor) -> None:
    voice = give(NAMED, waits=True)
    struck = "Naboen […] køyrer for fort. Fartsdump!"
    publish_voice(voice, struck, actor=asker)
    kept = Voice.objects.values_list("text", "struck", "state").get()
    assert kept == (struck, True, "published")


def test_a_telephone_number_is_never_published(give: Give, asker: Actor, english: None) -> None:
    voice = give(NAMED, waits=True)
    with pytest.raises(InvalidInput, match="Strike this first: 99887766"):
        publish_voice(voice, NAMED, actor=asker)


@pytest.mark.parametrize("text", ["Meir lys og betre veg.", "Mindre lys.", "lys. Meir", "Meir"])
def test_the_one_who_reads_can_strike_and_not_rewrite(
    give: Give, asker: Actor, text: str, english: None
) -> None:
    voice = give("Meir lys.", waits=True)
    with pytest.raises(InvalidInput, match="Words can be struck, not changed or added"):
        publish_voice(voice, text, actor=asker)


@pytest.mark.parametrize(
    ("before", "after"),
    [("Kari sa ja. Ola sa ja", "Kari […] ja"), ("Ja til lys. Nei til veg.", "[…].")],
)
def test_the_last_words_that_are_kept_are_those_at_the_end(
    give: Give, asker: Actor, before: str, after: str
) -> None:
    publish_voice(give(before, waits=True), after, actor=asker)
    assert Voice.objects.get().text == after


@pytest.mark.parametrize(
    "written", [{"name": "Ola 99887766"}, {"source": "class", "of_whom": "a@gol.example"}]
)
def test_a_name_with_something_private_is_left_out(
    give: Give, asker: Actor, written: dict[str, str], english: None
) -> None:
    voice = give("Meir lys.", waits=True, **written)
    with pytest.raises(InvalidInput, match="Leave the name out: it holds"):
        publish_voice(voice, voice.text, actor=asker)
    sent = {"text": voice.text, "decision": "publish", "version": voice.version, "without_name": "on"}
    browser = browser_of(asker.person)
    assert browser.post(f"/medvirkning/les/{voice.pk}/", sent | {"without_name": ""}).status_code == 422
    assert browser.post(f"/medvirkning/les/{voice.pk}/", sent).status_code == 302
    kept = Voice.objects.values_list("state", "name", "of_whom").get()
    assert kept == ("published", "", "")


def test_input_is_read_once(give: Give, asker: Actor) -> None:
    voice = give("Lys", waits=True)
    refused = refuse_voice(voice, "twice", actor=asker)
    with pytest.raises(NotAllowed):
        publish_voice(refused, "Lys", actor=asker)


def test_who_has_confirmed_an_address_is_told_why_it_is_refused(give: Give, asker: Actor) -> None:
    voice = confirmed(give, "Naboen min", "ola@example.no", waits=True)
    refuse_voice(voice, "persons", actor=asker)
    letter = letters_sent()[-1]
    assert letter.to == ["ola@example.no"]
    assert "Det handlar om enkeltpersonar." in str(letter.body)
    voice.refresh_from_db()
    assert voice.email == ""  # nothing more is to be sent


def test_after_one_is_read_the_next_is_shown(give: Give, asker: Actor) -> None:
    first, second = (give(f"Lys {number}", waits=True) for number in range(2))
    sent = {"text": first.text, "decision": "publish", "version": first.version}
    answer = browser_of(asker.person).post(f"/medvirkning/les/{first.pk}/", sent)
    assert answer.headers["Location"] == f"/medvirkning/les/{second.pk}/"


# --- gathering --------------------------------------------------------------------------------------


def test_words_that_several_use_choose_what_is_gathered(
    question: VoiceQuestion, give: Give, asker: Actor
) -> None:
    lit = [give("Meir lys ved brua").pk, give("Lyset er vekke").pk]
    give("Fortau")
    form = browser_of(asker.person).get(f"/medvirkning/{question.pk}/samle/?ord=lys").context["form"]
    assert sorted(form.initial["voices"]) == sorted(lit)


def test_a_group_is_shown_from_five_inputs_on(question: VoiceQuestion, give: Give, asker: Actor) -> None:
    keys = [give(f"Meir lys {number}").pk for number in range(5)]
    gather_voices(question, "Lys på vegen", keys[:4], actor=asker)
    assert "Lys på vegen" not in pages_of(question)
    gather_voices(question, "Lys på vegen", keys[4:], actor=asker)
    assert VoiceGroup.objects.count() == 1
    assert "Lys på vegen (5)" in pages_of(question)


def test_a_group_is_found_by_its_name_as_it_is_cleaned(
    question: VoiceQuestion, give: Give, asker: Actor
) -> None:
    first, second = (give(f"Lys {number}").pk for number in range(2))
    gather_voices(question, "Lys", [first], actor=asker)
    gather_voices(question, "L\u200bys ", [second], actor=asker)
    assert VoiceGroup.objects.get().voices.count() == 2


def test_nothing_is_added_to_a_group_that_is_answered_for_good(
    question: VoiceQuestion, give: Give, asker: Actor, english: None
) -> None:
    first, second, third = (give(f"Lys {number}").pk for number in range(3))
    group = gather_voices(question, "Lys", [first], actor=asker)
    group = answer_group(group, {"outcome": "waits", "answer": "Fylket svarar."}, actor=asker)
    gather_voices(question, "Lys", [second], actor=asker)
    answer_group(group, {"outcome": "not", "answer": "Vegen er fylkets."}, actor=asker)
    with pytest.raises(InvalidInput, match="This group has got its answer"):
        gather_voices(question, "Lys", [third], actor=asker)
    assert group.voices.count() == 2


def test_only_published_input_of_the_question_is_gathered(
    question: VoiceQuestion, give: Give, asker: Actor, english: None
) -> None:
    with pytest.raises(InvalidInput, match="Choose what says alike"):
        gather_voices(question, "Lys", [give("Ventar", waits=True).pk, 999_999], actor=asker)


def test_a_group_is_dissolved_until_it_has_an_answer(
    question: VoiceQuestion, give: Give, asker: Actor
) -> None:
    group = gather_voices(question, "Lys", [give().pk], actor=asker)
    dissolve_group(group, actor=asker)
    assert (VoiceGroup.objects.count(), Voice.objects.count()) == (0, 1)
    again = gather_voices(question, "Lys", Voice.objects.values_list("pk", flat=True), actor=asker)
    answered = answer_group(again, {"outcome": "not", "answer": "Vegen er fylkets."}, actor=asker)
    with pytest.raises(NotAllowed):
        dissolve_group(answered, actor=asker)


# --- the answer -------------------------------------------------------------------------------------


def test_the_answer_goes_to_all_who_confirmed_an_address_which_is_then_deleted(
    question: VoiceQuestion, give: Give, asker: Actor
) -> None:
    confirmed(give, "Lys", "ola@example.no")
    give("Fortau")
    letters_sent().clear()
    question.refresh_from_db()
    answered = answer_question(question, ANSWER, actor=asker)
    (letter,) = letters_sent()
    assert letter.to == ["ola@example.no"]
    assert "Dette skjedde" in str(letter.body)
    assert "Lysa kjem i mai." in str(letter.body)
    assert not Voice.objects.exclude(email="").exists()
    assert answered.state == "answered"


@pytest.mark.parametrize("missing", ["outcome", "answer", "absent"])
def test_an_answer_says_what_why_and_who_was_not_there(
    question: VoiceQuestion, asker: Actor, missing: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        answer_question(question, ANSWER | {missing: ""}, actor=asker)
    assert [one.field for one in refused.value.problems] == [missing]


def test_nothing_is_answered_while_input_waits(
    question: VoiceQuestion, give: Give, asker: Actor, english: None
) -> None:
    give("Ventar", waits=True)
    with pytest.raises(NotAllowed, match="Read the input that waits first"):
        answer_question(question, ANSWER, actor=asker)


def test_an_answer_that_waits_is_replaced_and_told_once_more(
    question: VoiceQuestion, give: Give, asker: Actor, english: None
) -> None:
    confirmed(give, "Lys", "ola@example.no")
    letters_sent().clear()
    question.refresh_from_db()
    waits = answer_question(question, ANSWER | {"outcome": "waits"}, actor=asker)
    first = waits.answered
    assert len(letters_sent()) == 1
    done = answer_question(waits, ANSWER, actor=asker)
    assert len(letters_sent()) == 2
    assert (done.outcome, done.answered) == ("done", first)
    with pytest.raises(NotAllowed, match="has been answered"):
        answer_question(done, ANSWER, actor=asker)


def test_a_group_has_an_answer_of_its_own(question: VoiceQuestion, give: Give, asker: Actor) -> None:
    voice = confirmed(give, "Lys", "ola@example.no")
    confirmed(give, "Fortau", "kari@example.no")
    letters_sent().clear()
    group = gather_voices(question, "Lys", [voice.pk], actor=asker)
    answer_group(group, {"outcome": "not", "answer": "Vegen er fylkets."}, actor=asker)
    assert [one.to for one in letters_sent()] == [["ola@example.no"]]
    voice.refresh_from_db()
    assert voice.email == "ola@example.no"  # the answer to the question is still to come


def test_the_page_says_whether_the_answer_came_as_promised(question: VoiceQuestion, asker: Actor) -> None:
    answer_question(question, ANSWER, actor=asker)
    with translation.override("nn"):
        page = Client().get(f"/medvirkning/{question.pk}/?lang=nn").content.decode()
        of_gol = Client().get("/medvirkning/hos/gol/?lang=nn").content.decode()
    assert "Svaret kom med ein gong, som lova." in page
    assert "Ingen under 15." in page
    assert "1 av 1 spørsmål har fått svar, 1 innan fristen." in of_gol


# --- what it becomes --------------------------------------------------------------------------------


def test_input_becomes_a_need_that_tells_where_it_came_from(
    question: VoiceQuestion, give: Give, asker: Actor
) -> None:
    group = gather_voices(question, "Lys på vegen", [give("Meir lys.", name="Ola").pk], actor=asker)
    with translation.override("nn"):
        made = make_of_group(group, "behov", actor=asker)
    need = Need.objects.get()
    assert made.need == need
    assert (need.title, need.state) == ("Lys på vegen", "draft")
    assert need.problem == f"Innspel til spørsmålet «{question.title}»:\n– Meir lys."
    own = browser_of(asker.person)
    assert f"/medvirkning/{question.pk}/" in own.get(f"/behov/{need.pk}/").content.decode()
    assert f"/behov/{need.pk}/" in own.get(f"/medvirkning/{question.pk}/").content.decode()
    assert f"/behov/{need.pk}/" not in pages_of(question)  # a draft is for Gol alone


@pytest.mark.parametrize(("kind", "model"), [("utfordring", Challenge), ("prosjekt", Project)])
def test_input_becomes_a_challenge_or_a_project(
    world: World, question: VoiceQuestion, give: Give, director: Actor, asker: Actor, kind: str, model: Any
) -> None:
    county_of(world)  # gives the municipalities their codes
    group = gather_voices(question, "Lys på vegen", [give("Meir lys.").pk], actor=asker)
    make_of_group(group, kind, actor=director)
    made = model.objects.get()
    assert made.title == "Lys på vegen"
    page = browser_of(director.person).get(made.get_absolute_url()).content.decode()
    assert f"/medvirkning/{question.pk}/" in page


def test_search_finds_the_question_and_no_input(question: VoiceQuestion, give: Give) -> None:
    give("Hemmeleg ord", waits=True)
    give("Publisert ord")
    (document,) = QUESTIONS.documents()
    assert question.title in document.title
    assert "ord" not in document.text.split()
