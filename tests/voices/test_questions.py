"""A question is asked only when somebody has promised an answer, and its counts show nobody."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from loftet.core.reading import answer
from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.people.models import Role, RoleKind, User
from loftet.people.permissions import Actor
from loftet.projects.actions import start_project
from loftet.voice_answers.tasks import voice_tasks
from loftet.voices.actions.questions import (
    change_question,
    close_question,
    open_question,
    set_up_voices,
    write_question,
)
from loftet.voices.forms import SettingForm
from loftet.voices.models import VoiceQuestion, VoiceSetting
from loftet.voices.queries import (
    ShownCounts,
    counts_of,
    organisations_asking,
    shown_counts,
)
from loftet.voices.rules import handles, may_give, setting_now
from tests.needs.conftest import People
from tests.people.partnership import World, acting_as, browser_of, hire
from tests.voices.conftest import Give, asked, nobody


def test_a_question_stays_closed_until_somebody_is_named_to_answer(
    draft: VoiceQuestion, asker: Actor, english: None
) -> None:
    with pytest.raises(NotAllowed, match="Name who answers, and within how many days, before you ask"):
        open_question(draft, actor=asker)


def test_an_open_question_promises_the_day_of_its_answer(question: VoiceQuestion) -> None:
    assert question.answer_by == question.closes_on + timedelta(days=30)
    assert bool(may_give(nobody(), question))


def test_who_answers_has_a_role_in_the_municipality(
    world: World, people: People, director: Actor, english: None
) -> None:
    with pytest.raises(InvalidInput, match="Name somebody who has a role"):
        set_up_voices(world.gol, {"answerer": people.neighbour, "days": 30}, 0, actor=director)
    assert not VoiceSetting.objects.exists()


def test_who_comes_second_is_told_that_another_has_set_it(
    world: World, named: None, planner: User, director: Actor
) -> None:
    sent = {"answerer": str(planner.pk), "days": "20", "version": "0"}
    answer = browser_of(director.person).post("/medvirkning/hos/gol/svarer/", sent)
    assert (answer.status_code, VoiceSetting.objects.get().days) == (409, 30)


def test_a_question_takes_no_input_once_the_one_who_answers_has_left(question: VoiceQuestion) -> None:
    Role.objects.filter(user__email="leiv@gol.example").update(valid_to=timezone.localdate())
    assert setting_now(question.organisation, timezone.localdate()) is None
    assert not may_give(nobody(), question)


def test_who_has_left_is_named_on_no_page(question: VoiceQuestion) -> None:
    pages = [f"/medvirkning/{question.pk}/", f"/medvirkning/{question.pk}/innspill/", "/medvirkning/hos/gol/"]
    assert ["Leiv Plan" in Client().get(one).content.decode() for one in pages] == [True, True, True]
    User.objects.filter(email="leiv@gol.example").update(is_active=False)
    shown = [Client().get(f"{one}?lang=nn").content.decode() for one in pages]
    assert ["Leiv Plan" in one for one in shown] == [False, False, False]
    assert f"{question.organisation.name} svarer innan" in shown[0]


def test_the_one_who_is_named_reads_drafts_whatever_the_role(
    draft: VoiceQuestion, world: World, director: Actor
) -> None:
    librarian = hire("ida@gol.example", world.gol, RoleKind.POLITICIAN)
    browser = browser_of(librarian)
    assert browser.get(f"/medvirkning/{draft.pk}/").status_code == 404
    assert organisations_asking(acting_as(librarian)) == []
    set_up_voices(world.gol, {"answerer": librarian, "days": 30}, 0, actor=director)
    named = acting_as(librarian)
    assert bool(handles(named, world.gol))
    assert organisations_asking(named) == [world.gol]
    assert list(VoiceQuestion.objects.visible_to(named)) == [draft]
    assert browser.get(f"/medvirkning/{draft.pk}/").status_code == 200


def test_roles_by_delegation_read_no_drafts(draft: VoiceQuestion, asker: Actor) -> None:
    actor = acting_as(hire("lant@gol.example", draft.organisation, RoleKind.PLANNER, "26/1"))
    assert not handles(actor, draft.organisation)
    assert organisations_asking(actor) == []
    assert list(VoiceQuestion.objects.visible_to(actor)) == []
    assert list(VoiceQuestion.objects.visible_to(asker)) == [draft]


def test_a_page_of_a_draft_says_why_it_cannot_be_opened(draft: VoiceQuestion, asker: Actor) -> None:
    page = browser_of(asker.person).get(f"/medvirkning/{draft.pk}/?lang=en").content.decode()
    assert "Name who answers, and within how many days, before you ask." in page


def test_only_people_with_a_role_today_can_be_named(world: World, planner: User, director: Actor) -> None:
    option = f'<option value="{planner.pk}">'
    form = SettingForm(organisation=world.gol, today=timezone.localdate())
    assert option in str(form["answerer"])
    Role.objects.filter(user=planner).update(valid_to=timezone.localdate())
    form = SettingForm(organisation=world.gol, today=timezone.localdate())
    assert option not in str(form["answerer"])


def test_a_change_of_a_draft_keeps_what_it_is_about(draft: VoiceQuestion, world: World, asker: Actor) -> None:
    project = start_project(
        world.gol, {"title": "Trygg skuleveg", "text": "Lys.", "starts_on": asker.today}, actor=asker
    )
    VoiceQuestion.objects.filter(pk=draft.pk).update(project=project)  # it has not begun: no choice
    sent = {
        "title": "Kva no?",
        "text": draft.text,
        "opens_on": draft.opens_on.isoformat(),
        "closes_on": draft.closes_on.isoformat(),
        "about": f"project:{project.pk}",
        "version": str(draft.version),
    }
    address = f"/medvirkning/{draft.pk}/endre/"
    browser = browser_of(asker.person)
    assert f'value="project:{project.pk}" selected' in browser.get(address).content.decode()
    assert browser.post(address, sent).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.project) == ("Kva no?", project)


def test_a_question_takes_input_from_its_first_day_to_its_last(question: VoiceQuestion) -> None:
    days = [question.opens_on - timedelta(days=1), question.opens_on, question.closes_on]
    days.append(question.closes_on + timedelta(days=1))
    assert [question.is_open_on(day) for day in days] == [False, True, True, False]


def test_an_open_question_stands_as_those_read_it_who_answered(
    question: VoiceQuestion, asker: Actor, english: None
) -> None:
    with pytest.raises(NotAllowed, match="stands as those read it who answered"):
        change_question(question, {"title": "Noko anna?"}, actor=asker)


def test_a_question_does_not_close_before_it_opens(world: World, asker: Actor, english: None) -> None:
    before = timezone.localdate() - timedelta(days=1)
    with pytest.raises(InvalidInput, match="It closes before it opens"):
        write_question(world.gol, asked(closes_on=before), actor=asker)


def test_the_promise_stands_when_a_question_is_closed_early(question: VoiceQuestion, asker: Actor) -> None:
    promised = question.answer_by
    closed = close_question(question, actor=asker)
    assert (closed.state, closed.closes_on, closed.answer_by) == ("closed", timezone.localdate(), promised)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({}, ShownCounts(None, {}, 0)),
        ({"own": 4}, ShownCounts(None, {}, 0)),
        ({"own": 5}, ShownCounts(5, {"own": 5}, 0)),
        ({"own": 9, "employee": 4}, ShownCounts(13, {}, 13)),
        ({"own": 9, "employee": 6, "class": 1}, ShownCounts(16, {"own": 9}, 7)),
        ({"own": 9, "employee": 3, "class": 2}, ShownCounts(14, {"own": 9}, 5)),
    ],
)
def test_no_count_under_five_is_shown_or_can_be_computed(counts: dict[str, int], shown: ShownCounts) -> None:
    assert shown_counts(counts) == shown


def test_only_what_is_published_is_counted(question: VoiceQuestion, give: Give) -> None:
    for number in range(5):
        give(f"Lys nummer {number}")
    give("Ventar", waits=True)
    assert counts_of(question) == ShownCounts(5, {"own": 5}, 0)


def test_labels_of_classes_do_not_give_away_how_many_employees_wrote(
    question: VoiceQuestion, give: Give
) -> None:
    for number in range(7):
        give(f"Lys {number}")
    for number in range(3):
        give(f"Fortau {number}", source="employee")
    for number in range(5):
        give(f"Benk {number}", source="class", of_whom=f"{number + 1}. trinn")
    page = Client().get(f"/medvirkning/{question.pk}/?lang=nn").content.decode()
    assert page.count(". trinn.") == 5
    assert counts_of(question) == ShownCounts(15, {"own": 10, "class": 5}, 0)
    assert "10 frå innbyggjarar" in page
    assert "tilsette" not in page


def test_few_texts_that_are_listed_are_not_counted_in_words(question: VoiceQuestion, give: Give) -> None:
    address = f"/medvirkning/{question.pk}/?lang=en"
    assert "Fewer than 5 inputs" in Client().get(address).content.decode()
    give("Lys")
    assert "Fewer than 5 inputs" not in Client().get(address).content.decode()


def test_what_waits_is_one_line_for_the_one_who_answers(
    question: VoiceQuestion, give: Give, asker: Actor, director: Actor, english: None
) -> None:
    for number in range(3):
        give(f"Lys {number}", waits=True)
    VoiceQuestion.objects.filter(pk=question.pk).update(state="closed")
    found = list(answer(voice_tasks(asker)))
    assert [str(one.what) for one in found] == [
        "Read 3 inputs",
        "Answer inhabitants: Kva gjer vegen til skulen trygg?",
    ]
    assert {one.question for one in found} == {"voices"}
    assert list(answer(voice_tasks(director))) == []


def test_what_waits_goes_to_management_once_the_one_who_answers_has_left(
    question: VoiceQuestion, give: Give, people: People
) -> None:
    give("Lys", waits=True)
    Role.objects.filter(user__email="leiv@gol.example").update(valid_to=timezone.localdate())
    assert len(list(answer(voice_tasks(acting_as(people.colleague))))) == 1


def test_what_waits_goes_to_management_once_the_account_of_the_one_who_answers_is_closed(
    question: VoiceQuestion, give: Give, people: People
) -> None:
    give("Lys", waits=True)
    User.objects.filter(email="leiv@gol.example").update(is_active=False)
    assert len(list(answer(voice_tasks(acting_as(people.colleague))))) == 1
