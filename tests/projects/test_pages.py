"""Pages of projects: one screen, hidden money, status as a task, schemes, files, taking over."""

from csv import DictReader
from datetime import timedelta
from io import BytesIO, StringIO
from unittest.mock import patch

import docx
import openpyxl
import pytest
from django.utils import timezone

from loftet.core.reading import answer
from loftet.core.registry import Task
from loftet.decisions.models import Body, Meeting
from loftet.funding.schemes import schemes
from loftet.people.permissions import Actor
from loftet.places.models import Place
from loftet.projects.actions import (
    add_effect,
    add_follow_up,
    add_money,
    add_part,
    finish_project,
    report_status,
)
from loftet.projects.models import (
    Application,
    Benefit,
    EffectResult,
    ExpectedEffect,
    Milestone,
    Money,
    Partner,
    Project,
)
from loftet.projects.pages.files import plan_rows
from loftet.projects.tasks import project_tasks
from loftet.reuse.actions import name_adopter_abroad, write_reuse
from loftet.reuse.queries import NextAdopter
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as
from tests.projects.conftest import begun, in_days

NEW = "/organisasjoner/gol/prosjekt/nytt/"
OFFER = {"specification": "Steng.", "failed": "Plakatar.", "price": "small", "contact": "Rektor"}


def tasks_of(actor: Actor) -> list[Task]:
    return list(answer(project_tasks(actor)))


def test_a_change_activity_takes_one_screen(people: People) -> None:
    sent = {"title": "Korte dusjar", "kind": "change", "text": "Klokke i dusjen.", "starts_on": in_days(0)}
    browser = browser_of(people.writer)
    made = browser.post(NEW, sent)
    project = Project.objects.get()
    assert made.headers["Location"] == project.get_absolute_url()
    browser.post(
        f"{project.get_absolute_url()}start/", {"version": 1, "starts_on": in_days(0), "staff": "Drøfta"}
    )
    project.refresh_from_db()
    assert project.is_public
    page = browser_of(None).get(f"{project.get_absolute_url()}?lang=nn").content.decode()
    assert "det er ikkje venta at eit måltal endrar seg" in page


def test_a_planned_project_is_for_the_region_and_its_partners(
    project: Project, firm: Partner, people: People
) -> None:
    address = project.get_absolute_url()
    read = {
        name: browser_of(getattr(people, name)).get(address).status_code
        for name in ("firm", "neighbour", "far")
    }
    assert read == {"firm": 200, "neighbour": 200, "far": 404}
    assert browser_of(None).get(address).status_code == 302


def test_what_a_firm_gives_is_read_by_those_who_take_part(
    project: Project, firm: Partner, people: People, writer: Actor, firm_actor: Actor
) -> None:
    written = {"partner": firm, "year": timezone.localdate().year, "kind": "cash", "planned": 43_217}
    add_money(project, Money(), written, actor=firm_actor)
    add_money(
        project, Money(), written | {"partner": project.partners.get(organisation=project.lead)}, actor=writer
    )
    begun(project, writer)
    for name in ("", "plan.csv"):
        address = f"{project.get_absolute_url()}{name}"
        own, others = (browser_of(one).get(address).content.decode() for one in (people.firm, people.far))
        sums = [
            text.replace("\N{NO-BREAK SPACE}", "").replace(" ", "").count("43217") for text in (own, others)
        ]
        assert sums[0] >= 2
        assert sums[1] == 0
    assert "86" in browser_of(people.far).get(project.get_absolute_url()).content.decode()


def test_the_status_is_asked_for_before_the_council_meets(
    project: Project, world: World, people: People, writer: Actor
) -> None:
    assert project.region == world.council.place
    running = begun(project, writer)
    assert tasks_of(writer) == []
    body = Body.objects.create(organisation=world.council, kind="regional_council", name="Regionrådet")
    for days in (-20, 9):
        Meeting.objects.create(body=body, day=in_days(days))
    (task,) = tasks_of(writer)
    assert (task.due, task.address) == (in_days(9), f"{project.get_absolute_url()}status/")
    assert tasks_of(acting_as(people.neighbour)) == []
    page = browser_of(people.writer).get(project.get_absolute_url()).content.decode()
    assert page.count('data-variant="primary"') == 1
    report_status(running, {"signal": "at_risk", "why": "Seint", "needed": "Ein gravar"}, actor=writer)
    for address in ("/prosjekt/", running.get_absolute_url()):  # word, colour and icon say the same
        assert "need-state need-risk" in browser_of(people.writer).get(address).content.decode(), address
    assert tasks_of(writer) == []
    assert "Ein gravar" in browser_of(None).get(project.get_absolute_url()).content.decode()


def test_a_project_on_track_is_late_when_a_milestone_is(
    project: Project, writer: Actor, people: People
) -> None:
    running = begun(project, writer)
    report_status(running, {"signal": "on_track", "why": "Går bra"}, actor=writer)
    row = add_part(running, Milestone(), {"title": "Målarar", "due": in_days(-1)}, actor=writer)
    for address in ("/prosjekt/?lang=nn", f"{running.get_absolute_url()}?lang=nn"):
        page = browser_of(None).get(address).content.decode()
        assert "need-state need-risk" in page, address
        assert "Forseinka" in page, address
    file = browser_of(None).get("/prosjekt/?format=csv").content.decode("utf-8-sig")
    assert [line["signal"] for line in DictReader(StringIO(file), delimiter=";")] == ["Forsinket"]
    assert "forseinka, og" in browser_of(None).get(f"{running.get_absolute_url()}?lang=nn").content.decode()
    Milestone.objects.filter(pk=row.pk).update(done_on=in_days(0))
    for address in ("/prosjekt/?lang=nn", f"{running.get_absolute_url()}?lang=nn"):
        page = browser_of(None).get(address).content.decode()
        assert "I rute" in page, address
        assert "need-risk" not in page, address


def test_a_milestone_that_moves_keeps_its_first_day(project: Project, writer: Actor, people: People) -> None:
    row = add_part(project, Milestone(), {"title": "Målarar", "due": in_days(-3)}, actor=writer)
    address = f"{project.get_absolute_url()}del/milepel/{row.pk}/"
    sent = {"title": "Målarar", "due": in_days(9), "version": 1}
    assert browser_of(people.writer).post(address, sent).status_code == 302
    assert browser_of(people.writer).post(address, sent).status_code == 409
    row.refresh_from_db()
    assert isinstance(row, Milestone)
    assert (row.due, row.first_due) == (in_days(9), in_days(-3))
    assert browser_of(people.writer).post(f"{address}fjern/", {"version": 2}).status_code == 302
    assert not Milestone.objects.exists()


def test_a_new_milestone_is_not_due_before_the_project_begins(project: Project, people: People) -> None:
    sent, address = {"title": "Målarar", "due": "1990-01-01"}, f"{project.get_absolute_url()}ny/milepel/"
    answer = browser_of(people.writer).post(f"{address}?lang=nn", sent)
    assert answer.status_code == 422
    assert "Vel ein dag etter at prosjektet tok til." in answer.content.decode()
    assert not Milestone.objects.exists()
    sent["due"] = project.starts_on.isoformat()
    assert browser_of(people.writer).post(address, sent).status_code == 302


def test_a_milestone_that_was_due_before_the_project_can_stay_there(
    project: Project, writer: Actor, people: People
) -> None:
    row = add_part(project, Milestone(), {"title": "Målarar", "due": in_days(-3)}, actor=writer)
    address = f"{project.get_absolute_url()}del/milepel/{row.pk}/"
    sent = {"title": "Målarane", "due": in_days(-4), "version": 1}
    assert browser_of(people.writer).post(address, sent).status_code == 422
    assert browser_of(people.writer).post(address, sent | {"due": in_days(-3)}).status_code == 302


@pytest.mark.usual_moment
def test_an_unverified_deadline_is_usual_and_not_in_the_calendar(
    project: Project, people: People, writer: Actor
) -> None:
    applied = {"scheme": "klimasats", "applicant": "Gol", "amount": 9, "state": "granted", "granted": 9}
    add_follow_up(project, Application(), applied | {"report_due": in_days(20)}, actor=writer)
    browser = browser_of(people.writer)
    page = browser.get(f"{project.get_absolute_url()}midler/?lang=nn").content.decode()
    assert "Fristen pleier å vere: midt i februar." in page
    assert "Ikkje stadfesta" in page
    calendar = browser.get(f"{project.get_absolute_url()}kalender.ics").content.decode()
    assert calendar.count("BEGIN:VEVENT") == 1
    assert [one.due for one in tasks_of(writer)] == [in_days(20)]


def test_the_benefit_plan_is_a_word_document(project: Project, people: People, writer: Actor) -> None:
    row = {"bears": "Skulane", "answers": "Rektor", "due": in_days(90)}
    add_follow_up(
        project, Benefit(), row | {"kind": "cost", "what": "Målarar", "amount": 9_000}, actor=writer
    )
    add_follow_up(
        project, Benefit(), row | {"kind": "saving", "what": "Straum", "amount": 12_000}, actor=writer
    )
    file = browser_of(people.writer).get(f"{project.get_absolute_url()}gevinstplan.docx?lang=nn")
    document = docx.Document(BytesIO(file.content))
    said = " ".join(one.text for one in document.paragraphs).replace("\N{NO-BREAK SPACE}", " ")
    assert "Kostar 9 000 kr og sparer 12 000 kr" in " ".join(said.split())
    assert "Straum" in document.tables[1].cell(1, 0).text
    assert {len(one.columns) for one in document.tables} == {4}


def test_the_list_is_handed_out_whole(project: Project, people: People) -> None:
    file = browser_of(people.writer).get("/prosjekt/?format=csv").content.decode()
    assert project.title in file
    assert browser_of(people.writer).get("/prosjekt/?format=xlsx").status_code == 200
    assert project.title not in browser_of(None).get("/prosjekt/?format=csv").content.decode()


def test_schemes_and_those_of_a_project_are_handed_out_as_csv_and_workbook(
    project: Project, people: People
) -> None:
    for address in ("/prosjekt/ordninger/", f"{project.get_absolute_url()}midler/"):
        browser = browser_of(people.writer)
        lines = browser.get(f"{address}?format=csv").content.decode("utf-8-sig").splitlines()
        sheet = openpyxl.load_workbook(BytesIO(browser.get(f"{address}?format=xlsx").content)).active
        assert sheet is not None
        keys = [one.partition(";")[0] for one in lines]
        assert keys[1:] == [str(row[0].value) for row in sheet.iter_rows(min_row=2)]
        assert sorted(keys[1:]) == sorted(one.key for one in schemes())
        page = browser.get(address).content.decode()
        assert ("?format=xlsx" in page, "?format=csv" in page) == (True, True)
    (missing,) = [one for one in lines if one.startswith("rff-kvalifisering;")]
    assert ";no;Ein partnar manglar: forsking.;" in missing


def test_the_plan_file_has_a_row_of_each_part_that_the_page_shows(
    project: Project, firm: Partner, people: People, writer: Actor
) -> None:
    row = {"bears": "Skulane", "answers": "Rektor", "due": in_days(90)}
    add_part(project, Milestone(), {"title": "Målarar", "due": in_days(3)}, actor=writer)
    expected = {"indicator": "water_leakage", "size": 6, "by_year": 2035}
    add_effect(project, ExpectedEffect(), expected, actor=writer)
    lead = project.partners.get(organisation=project.lead)
    add_money(project, Money(), {"partner": lead, "year": in_days(0).year, "planned": 10}, actor=writer)
    add_follow_up(project, Benefit(), row | {"kind": "cost", "what": "Møte", "amount": 9}, actor=writer)
    applied = {"scheme": "klimasats", "applicant": "Gol", "amount": 9}
    add_follow_up(project, Application(), applied, actor=writer)
    running = begun(project, writer)
    said = {"answer": "found", "sentence_nb": "Lekkasjen falt.", "estimate": -6.25}
    EffectResult.objects.create(
        effect=running.effects.get(), edition="2026-11-01-1", computed=timezone.now(), **said
    )
    report_status(running, {"signal": "at_risk", "why": "Seint", "needed": "Hjelp"}, actor=writer)
    done = finish_project(Project.objects.get(), {"result": "Det lek mindre."}, actor=writer)
    write_reuse(done, OFFER, 0, actor=writer)
    abroad = {"abroad": "Provby, Sverige", "note": "To skular"}
    name_adopter_abroad(Project.objects.get(), abroad, actor=writer)
    file = browser_of(people.writer).get(f"{project.get_absolute_url()}plan.csv?lang=nb").content.decode()
    kinds = {one.partition(";")[0] for one in file.splitlines()[1:]}
    assert kinds == {
        *("partner", "milestone", "money", "effect", "answer", "benefit", "application"),
        *("status", "adopter"),
    }
    assert "answer;Lekkasjen falt.;edition 2026-11-01-1;-6,25;" in file
    assert "adopter;To skular;Provby, Sverige;" in file
    assert "status;Seint Hjelp;" in file
    asked = (Project.objects.get(), acting_as(people.neighbour))
    next_one = [NextAdopter(Place.objects.get(slug="al"), "Veik på lekkasje")]
    with patch("loftet.reuse.panels.next_adopters", return_value=next_one):
        *_others, last = plan_rows(*asked)
    assert last[:3] == ("next adopter", "Veik på lekkasje", "Ål")


def test_a_list_of_many_asks_as_little_as_one_of_few(
    project: Project, people: People, django_assert_max_num_queries: object
) -> None:
    rows = [
        Project(
            lead=project.lead,
            region=project.region,
            title=f"Prosjekt {number}",
            starts_on=in_days(0) - timedelta(days=number % 900),
            written=timezone.now(),
            written_by=people.writer,
        )
        for number in range(10_000)
    ]
    Project.objects.bulk_create(rows, batch_size=500)
    browser = browser_of(people.writer)
    browser.get("/prosjekt/")
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        page = browser.get("/prosjekt/").content.decode()
    assert page.count('<th scope="row">') == 20
