"""The pages ask a bounded number of questions however much has come, and say what they are for."""

from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from loftet.invalid_input import InvalidInput
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.voices.actions.giving import Given, give_voice
from loftet.voices.actions.questions import open_question, write_question
from loftet.voices.models import Voice, VoiceGroup, VoiceQuestion
from loftet.voices.panels import on_municipality
from loftet.voices.ways import read_ways, ways
from tests.people.partnership import World, browser_of
from tests.voices.conftest import asked, nobody

MANY = 300


@pytest.fixture
def crowded(world: World, question: VoiceQuestion, asker: Actor) -> VoiceQuestion:
    """Return a question to which much has come, beside many others."""
    now = timezone.now()
    groups = VoiceGroup.objects.bulk_create(
        VoiceGroup(question=question, name=f"Gruppe {number}") for number in range(20)
    )
    rows = [(number, state) for number in range(MANY) for state in ("waiting", "published")]
    Voice.objects.bulk_create(
        Voice(
            question=question,
            text=f"Lys {number}",
            state=state,
            group=groups[number % 20] if state == "published" and number % 2 else None,
            language="nn",
            received=now,
        )
        for number, state in rows
    )
    VoiceQuestion.objects.bulk_create(
        VoiceQuestion(
            organisation=world.gol,
            state="closed",
            written=now,
            written_by=asker.person,
            **asked(title=f"Spørsmål {number}?"),
        )
        for number in range(100)
    )
    return question


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/medvirkning/", 8),
        ("/medvirkning/hos/gol/", 11),
        ("/medvirkning/hos/gol/les/", 10),
        ("/medvirkning/{question}/", 16),
        ("/medvirkning/{question}/?side=3", 16),
        ("/medvirkning/{question}/innspill/", 8),
        ("/medvirkning/{question}/samle/", 14),
        ("/medvirkning/?format=csv", 8),
    ],
)
def test_a_page_asks_no_more_when_much_has_come(
    crowded: VoiceQuestion,
    asker: Actor,
    address: str,
    most: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    browser = browser_of(asker.person)
    browser.get("/min-side/")  # the session is marked as seen
    with django_assert_max_num_queries(most):
        assert browser.get(address.format(question=crowded.pk)).status_code == 200


def test_a_small_screen_of_a_question_has_one_filled_button(question: VoiceQuestion) -> None:
    page = Client().get(f"/medvirkning/{question.pk}/?lang=nn").content.decode()
    assert page.count('data-variant="primary"') == 1
    assert "Sei kva du meiner" in page


def test_the_page_of_a_municipality_links_to_its_open_questions(
    question: VoiceQuestion, asker: Actor, rf: RequestFactory
) -> None:
    write_question(question.organisation, asked(title="Utkast?"), actor=asker)
    request, place = rf.get("/kommuner/gol/"), question.organisation.place
    request.actor = nobody()  # type: ignore[attr-defined]
    assert place is not None
    panel = on_municipality(request, place)
    assert panel is not None
    assert panel.context["questions"] == [question]
    shown = render_to_string(panel.template, panel.context)
    assert f'href="/medvirkning/{question.pk}/"' in shown
    VoiceQuestion.objects.filter(pk=question.pk).update(state="closed")
    assert on_municipality(request, place) is None


def test_a_municipality_has_one_filled_button_though_input_waits(
    question: VoiceQuestion, planner: User, director: Actor
) -> None:
    give_voice(question, Given({"text": "Lys"}), actor=director)
    User.objects.filter(pk=planner.pk).update(is_active=False)
    page = browser_of(director.person).get("/medvirkning/hos/gol/").content.decode()
    assert page.count('data-variant="primary"') == 1


def test_what_a_municipality_asks_lists_its_open_questions(question: VoiceQuestion, asker: Actor) -> None:
    draft = write_question(question.organisation, asked(title="Utkast?"), actor=asker)
    organisation = browser_of(asker.person).get("/organisasjoner/gol/").content.decode()
    assert "/medvirkning/hos/gol/" in organisation
    listed = Client().get("/medvirkning/hos/gol/?lang=nn").content.decode()
    assert (question.title in listed, draft.title in listed) == (True, False)
    assert "Leiv Plan svarer innan 30 dagar." in listed
    open_question(draft, actor=asker)
    assert draft.title in Client().get("/medvirkning/hos/gol/?lang=nn").content.decode()


def test_a_question_is_tied_to_what_the_municipality_has_open(
    world: World, named: None, asker: Actor
) -> None:
    browser = browser_of(asker.person)
    sent = {"title": "Kva treng de?", "text": "Pengar", "opens_on": "2031-01-05", "closes_on": "2031-02-05"}
    answer = browser.post("/medvirkning/hos/gol/nytt/", sent | {"about": "need:999999"})
    assert (answer.status_code, VoiceQuestion.objects.count()) == (422, 0)
    assert browser.post("/medvirkning/hos/gol/nytt/", sent).status_code == 302


def test_other_ways_to_be_heard_have_a_source_and_a_day(question: VoiceQuestion) -> None:
    assert [(one.key, bool(one.source), one.checked_at.year) for one in ways()] == [
        ("proposal", True, 2026),
        ("hearing", True, 2026),
    ]
    page = Client().get("/medvirkning/?lang=nn").content.decode()
    assert 'href="https://www.minsak.no/"' in page
    assert "Sjekka 28. november 2026." in page


def test_a_way_that_cannot_be_used_is_named_with_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "participation"
    folder.mkdir()
    header = "key,name_nb,name_nn,name_en,about_nb,about_nn,about_en,url,source,checked_at\n"
    (folder / "ways.csv").write_text(header + "a,b,c,d,e,f,g,http://x,s,i går\n", encoding="utf-8")
    with pytest.raises(InvalidInput) as refused:
        read_ways(folder.parent)
    assert [(one.line, one.column) for one in refused.value.problems] == [(2, "checked_at"), (2, "url")]
