"""The notes walked as people would: written, changed by two at once, published, found, withdrawn."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from examples.notes.app import APP, drafts_wait, example, make_demo
from examples.notes.models import Note, State
from loftet.core.demo import Demo
from loftet.core.reading import answer
from loftet.core.testing import misused_forms, untold_pointers, wrong_access
from loftet.log.models import Entry
from loftet.notices.models import Notice
from loftet.people.actor import Actor, actor_at
from loftet.people.models import RoleKind
from loftet.people.personal_data import tables_of
from tests.found_by import documents
from tests.letters import letters_sent
from tests.people.partnership import World, browser_of, hire, small_partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return small_partnership()


@pytest.fixture
def editor(world: World) -> Actor:
    user = hire("editor@gol.example", world.gol, RoleKind.EDITOR)
    return actor_at(user, timezone.now(), timezone.localdate())


def written(editor: Actor, **fields: object) -> Note:
    browser = browser_of(editor.user)
    answer = browser.post(reverse("note_create", args=["gol"]), {"title": "Vatn", "text": "Lekk."} | fields)
    assert answer.status_code == 302
    return Note.objects.get()


def test_a_draft_is_written_logged_and_waits_for_the_editors(world: World, editor: Actor) -> None:
    note = written(editor)
    entry = Entry.objects.get(action="note.written")
    assert (entry.subject_label, entry.acting_for, entry.scope) == ("Vatn", "Gol kommune", "gol")
    assert [one.address for one in answer(drafts_wait(editor))] == [note.get_absolute_url()]
    assert browser_of(None).get(note.get_absolute_url()).status_code == 302


def test_the_link_to_change_it_is_for_those_who_may(world: World, editor: Actor) -> None:
    note, planner = written(editor), hire("planner@gol.example", world.gol, RoleKind.PLANNER)
    edit = reverse("note_edit", args=[note.pk])
    pages = [browser_of(who).get(note.get_absolute_url()) for who in (editor.user, planner)]
    assert [(page.status_code, edit in page.content.decode()) for page in pages] == [
        (200, True),
        (200, False),
    ]


def test_the_list_leads_those_who_may_write_to_the_form(world: World, editor: Actor) -> None:
    planner = hire("planner@gol.example", world.gol, RoleKind.PLANNER)
    form = reverse("note_create", args=["gol"])
    pages = [browser_of(who).get(reverse("notes")).content.decode() for who in (editor.user, planner, None)]
    assert [form in page for page in pages] == [True, False, False]


def test_a_stranger_gets_the_reason(world: World, editor: Actor) -> None:
    note, stranger = written(editor), browser_of(hire("other@al.example", world.al, RoleKind.EDITOR))
    answer = stranger.get(reverse("note_edit", args=[note.pk]) + "?lang=en")
    assert answer.status_code == 403
    assert "Notes are written by the editors of the organisation." in answer.content.decode()


def test_the_second_of_two_who_save_sees_both_texts(world: World, editor: Actor) -> None:
    note, browser = written(editor), browser_of(editor.user)
    edit = reverse("note_edit", args=[note.pk])
    first = {"title": "Vatn", "text": "Først.", "version": 1}
    assert browser.post(edit, first).status_code == 302
    answer = browser.post(edit, first | {"text": "Sist."})
    page = answer.content.decode()
    assert (answer.status_code, "<dd>Først.</dd>" in page, ">\nSist.</textarea>" in page) == (409, True, True)
    assert 'name="version" value="2"' in page
    note.refresh_from_db()
    assert (note.text, note.version) == ("Først.", 2)


def test_a_page_with_a_refused_form_shows_the_record_as_it_is(world: World, editor: Actor) -> None:
    note, browser = written(editor), browser_of(editor.user)
    answer = browser.post(reverse("note_edit", args=[note.pk]), {"title": "", "text": "Nytt.", "version": 1})
    assert answer.status_code == 422
    assert answer.context["subject"].text == "Lekk."


def test_a_note_is_published_told_of_found_and_withdrawn(world: World, editor: Actor) -> None:
    note, browser = written(editor), browser_of(editor.user)
    reader = hire("reader@gol.example", world.gol, RoleKind.PLANNER)
    hire("stranger@al.example", world.al, RoleKind.PLANNER)
    browser.post(reverse("note_step", args=[note.pk, "publish"]), {"version": 1})
    assert Notice.objects.filter(user=reader).values_list("kind", "label").get() == ("note.published", "Vatn")
    assert [(one.to, "Lekk." in one.body) for one in letters_sent()] == [([reader.email], True)]
    assert "Vatn" in browser_of(None).get(reverse("notes") + "?q=VATN").content.decode()
    given = browser_of(None).get("/api/v1/notes/").json()
    assert given == [{"pk": note.pk, "title": "Vatn", "text": "Lekk."}]
    assert [one.title for one in documents()] == ["Vatn"]
    confirm = browser.get(reverse("note_step", args=[note.pk, "withdraw"]))
    assert 'data-color="danger"' in confirm.content.decode()
    browser.post(reverse("note_step", args=[note.pk, "withdraw"]), {"version": 2})
    note.refresh_from_db()
    assert (note.state, note.version) == (State.WITHDRAWN, 3)
    assert list(documents()) == []


def test_a_step_that_is_not_open_is_refused(world: World, editor: Actor) -> None:
    note = written(editor)
    answer = browser_of(editor.user).post(reverse("note_step", args=[note.pk, "withdraw"]), {"version": 1})
    assert answer.status_code == 403


def test_the_list_goes_home_as_a_file(world: World, editor: Actor) -> None:
    written(editor, title="=1+1")
    answer = browser_of(editor.user).get(reverse("notes") + "?format=csv")
    assert answer.content.decode("utf-8-sig") == "title;organisation;state\r\n'=1+1;Gol kommune;utkast\r\n"


def test_the_demo_makes_a_published_note(world: World, editor: Actor, tmp_path: object) -> None:
    make_demo(Demo(tmp_path, timezone.localdate()))  # type: ignore[arg-type]
    assert Note.objects.get().state == State.PUBLISHED


def test_a_long_list_asks_few_questions(
    world: World, editor: Actor, client: Client, django_assert_max_num_queries: object
) -> None:
    common = {"organisation": world.gol, "written_by": editor.person, "state": State.PUBLISHED}
    Note.objects.bulk_create(Note(**common, title=f"Notat {number}") for number in range(10_000))
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        page = client.get(reverse("notes") + "?q=notat 77&side=2").content.decode()
    assert page.count('<th scope="row">') == 20


def test_every_page_lets_in_those_whom_the_example_names(world: World, editor: Actor) -> None:
    other = hire("other@al.example", world.al, RoleKind.EDITOR)
    browsers = {"nobody": browser_of(None), "other: editor": browser_of(other)}
    browsers |= {"own: editor": browser_of(editor.user)}
    assert wrong_access(APP, example(editor, world.gol), browsers) == []


def test_no_form_takes_what_it_must_refuse(world: World, editor: Actor) -> None:
    browser, strict = browser_of(editor.user), browser_of(editor.user, strict=True)
    assert misused_forms(APP, example(editor, world.gol), browser, strict) == []


def test_every_pointer_to_a_person_is_told_of(world: World, editor: Actor) -> None:
    assert untold_pointers(APP) == []
    written(editor)
    assert tables_of(editor.person)["notes"] == [{"title": "Vatn", "text": "Lekk."}]
