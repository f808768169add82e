"""The pages of reports, without a script: ordered, followed, taken home, approved, adopted, sent."""

import html
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from loftet.core.reading import answer
from loftet.core.registry import tasks_for
from loftet.decisions.models import Body, BodyKind, Meeting, Treatment
from loftet.people.models import User
from loftet.places.models import Place
from loftet.reports.actions import adopt_report, order_for_members
from loftet.reports.models import PlaceReport, State
from loftet.reports.queries import members_with_people
from loftet.reports.sentences import sum_of
from loftet.reports.tasks import report_tasks
from tests.people.partnership import World, acting_as, browser_of
from tests.reports.place.conftest import CASE_PAPER, People, edition_id, order, place_of, quick, work

GOL, HALLINGDAL = "/kommuner/gol/rapporter/", "/regioner/hallingdal/rapporter/"
FILLED = 'data-variant="primary"'


def page(browser: Client, address: str, status: int = 200) -> str:
    """Return the words of a page in English, with its buttons' looks."""
    answer = browser.get(address, {"lang": "en"})
    assert answer.status_code == status, answer
    return answer.content.decode()


def words(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", text)))


def browser(user: User | None) -> Client:
    return browser_of(user)


def test_both_kinds_of_place_lead_to_their_reports(world: World) -> None:
    assert f'href="{GOL}"' in page(Client(), "/kommuner/gol/")
    assert f'href="{HALLINGDAL}"' in page(Client(), "/regioner/hallingdal/")


@pytest.mark.parametrize(
    ("asked", "status", "leads_to"),
    [
        ("/kommuner/3324/rapporter/?lang=nn", 301, f"{GOL}?lang=nn"),
        ("/kommuner/3324/rapporter/mal/", 301, f"{GOL}mal/"),
        ("/kommuner/ingen/rapporter/", 404, None),
        ("/kommuner/hallingdal/rapporter/", 404, None),
        ("/kommuner/go%00l/rapporter/", 404, None),
        ("/regioner/hal%00/rapporter/", 404, None),
        ("/regioner/gol/rapporter/alle/", 404, None),
    ],
)
def test_a_place_is_found_by_its_code_and_an_odd_address_leads_nowhere(
    people: People, asked: str, status: int, leads_to: str | None
) -> None:
    answer = browser(people.director).get(asked)
    assert (answer.status_code, answer.headers.get("Location")) == (status, leads_to)


def test_a_template_is_not_removed_at_an_odd_address(people: People) -> None:
    address = "/kommuner/go%00l/rapporter/mal/fjern/"
    assert browser(people.director).post(address, {"version": "1"}).status_code == 404


def test_a_reader_without_a_role_gets_the_list_and_no_form(approved: PlaceReport) -> None:
    told = page(Client(), GOL)
    assert "One report can be downloaded." in words(told)
    assert '<form method="post"' not in told.partition("<main")[2].partition("</main")[0]
    assert Client().post(GOL, CASE_PAPER).status_code == 403


def test_the_form_has_two_choices_with_the_official_form_chosen(people: People) -> None:
    told = page(browser(people.politician), GOL).partition("<main")[2]
    assert (told.count("<select"), told.count(FILLED)) == (2, 1)
    assert re.search(r'<option value="nn" selected', told)


def test_a_report_is_ordered_followed_and_taken_home(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch)
    planner = browser(people.planner)
    address = planner.post(GOL, CASE_PAPER).headers["Location"]
    waits = page(planner, address)
    assert "It is being made. You can leave the page meanwhile." in words(waits)
    assert 'hx-trigger="every 3s"' in waits
    work()
    done = page(planner, address)
    assert ("hx-trigger" in done.partition("<main")[2], done.partition("<main")[2].count(FILLED)) == (
        False,
        1,
    )
    file = planner.get(f"{address[:-1]}.docx")
    assert (file.content, file.headers["Content-Disposition"]) == (
        b"word",
        f'attachment; filename="gol-saksframlegg-{edition_id()}-nn.docx"',
    )


def test_a_report_that_cannot_be_made_says_why(ordered: PlaceReport, people: People) -> None:
    PlaceReport.objects.update(fault="Utgåva er borte.")
    told = words(page(browser(people.planner), ordered.get_absolute_url()))
    assert ("It could not be made." in told, "Utgåva er borte." in told) == (True, True)


def test_files_that_are_not_there_lead_to_the_report(ordered: PlaceReport, people: People) -> None:
    answer = browser(people.planner).get(f"{ordered.get_absolute_url()[:-1]}.pdf")
    assert answer.headers["Location"] == ordered.get_absolute_url()


def test_the_director_approves_with_the_one_filled_button(made: PlaceReport, people: People) -> None:
    director, address = browser(people.director), made.get_absolute_url()
    told = page(director, address).partition("<main")[2]
    assert told.count(FILLED) == 1
    assert re.search(rf"{FILLED}>\s*Approve it and show it to everybody", told)
    director.post(f"{address}steg/approve/", {"version": made.version})
    assert "Approved on" in words(page(Client(), address))


def test_what_others_ordered_waits_for_the_director_in_one_line(made: PlaceReport, people: People) -> None:
    order(made.place.organisations.get(kind="municipality"), people.politician, language="nb")
    work()
    order(made.place.organisations.get(kind="municipality"), people.director, language="en")
    work()
    (task,) = answer(report_tasks(acting_as(people.director)))
    assert (str(task.what), task.address, task.organisation) == (
        "Approve 2 reports",
        GOL,
        "Gol kommune",
    )
    others = (people.planner, people.lent, people.neighbour, people.council, people.firm)
    assert [list(answer(report_tasks(acting_as(one)))) for one in others] == [[]] * 5
    assert made.pk


def test_one_paper_that_waits_is_led_to(made: PlaceReport, people: People) -> None:
    found = [one for one in tasks_for(acting_as(people.director)) if one.address == made.get_absolute_url()]
    assert [str(one.what) for one in found] == ["Approve 1 report"]


def test_an_adopted_report_tells_its_decision_its_edition_and_that_there_is_a_newer_one(
    approved: PlaceReport, decision: Treatment, people: People
) -> None:
    adopt_report(approved, decision, actor=acting_as(people.planner))
    PlaceReport.objects.update(edition="2020-02-03-x")
    told = page(Client(), approved.get_absolute_url())
    assert "figures from the edition of 3. February 2020 . There is a newer edition" in words(told)
    for link in (decision.get_absolute_url(), "/kommuner/gol/?utgave=2020-02-03-x", "/kommuner/gol/"):
        assert f'href="{link}"' in told
    matter = page(Client(), decision.matter.get_absolute_url())
    assert f'href="{approved.get_absolute_url()}"' in matter


def test_a_matter_whose_decision_is_corrected_adopts_no_report(
    approved: PlaceReport, decision: Treatment, people: People
) -> None:
    adopt_report(approved, decision, actor=acting_as(people.planner))
    Treatment.objects.update(outcome="rejected")
    matter = page(Client(), decision.matter.get_absolute_url())
    assert f'href="{approved.get_absolute_url()}"' not in matter
    told = page(browser(people.director), approved.get_absolute_url())
    assert f'href="{approved.get_absolute_url()}steg/reopen/"' in told


def test_a_report_waits_only_while_it_is_being_made(approved: PlaceReport, people: People) -> None:
    approved.file("pdf").unlink()
    assert "You can leave the page" not in words(page(Client(), approved.get_absolute_url()))
    order(approved.place.organisations.get(kind="municipality"), people.planner)
    assert "You can leave the page" in words(page(Client(), approved.get_absolute_url()))


def test_the_size_of_a_template_is_said_before_it_is_sent(people: People) -> None:
    assert "The file can be at most 1008 kB." in words(page(browser(people.planner), f"{GOL}mal/"))


def test_the_newest_edition_is_not_said_to_be_old(approved: PlaceReport) -> None:
    assert "There is a newer edition" not in words(page(Client(), approved.get_absolute_url()))


def test_a_report_is_adopted_and_sent_by_forms(
    approved: PlaceReport, decision: Treatment, people: People
) -> None:
    planner, address = browser(people.planner), approved.get_absolute_url()
    sent: dict[str, Any] = {"address": "postmottak@gol.example", "journal": ""}
    assert 'value="postmottak@gol.example"' in page(planner, f"{address}send/")
    assert planner.post(f"{address}send/", sent).status_code == 422
    assert planner.post(f"{address}send/", sent | {"journal": "not_needed"}).status_code == 302
    assert "postmottak@gol.example" in words(page(planner, address))
    assert "postmottak@gol.example" not in words(page(Client(), address))
    chosen = {"decision": decision.pk, "version": approved.version}
    assert planner.post(f"{address}vedtak/", chosen | {"version": 99}).status_code == 409
    assert planner.post(f"{address}vedtak/", chosen).status_code == 302
    assert PlaceReport.objects.get().state == State.ADOPTED


def test_the_council_orders_for_all_and_follows_each(
    world: World, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick(monkeypatch)
    council, address = browser(people.council), f"{HALLINGDAL}alle/"
    assert council.post(address, {"kind": "one-page"}).headers["Location"] == address
    work()
    told = words(page(council, address))
    assert "2 of 2 municipalities have a report, and 0 have approved theirs." in told
    assert told.count("waits to be approved by") == 2
    assert browser(people.director).get(address).status_code == 403


def test_a_template_that_is_no_document_is_refused_at_its_field(people: People) -> None:
    file = SimpleUploadedFile("mal.docx", b"ikkje Word")
    answer = browser(people.planner).post(f"{GOL}mal/", {"file": file})
    assert (answer.status_code, b"id_file_error" in answer.content) == (422, True)


@pytest.mark.parametrize("address", [GOL, HALLINGDAL, "{report}"])
def test_a_page_asks_few_questions_however_many_reports_there_are(
    address: str,
    world: World,
    people: People,
    approved: PlaceReport,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for language in ("nb", "en"):
        for kind in ("one-page", "vlr"):
            order(world.gol, people.planner, kind=kind, language=language)
    planner = browser(people.planner)
    with django_assert_max_num_queries(16):
        page(planner, address.format(report=approved.get_absolute_url()))


def test_all_members_are_read_with_few_questions(
    world: World, people: People, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    region = place_of(world.council)
    members = members_with_people(region)
    for kind in ("one-page", "vlr"):
        order_for_members(region, kind, members, edition_id(), actor=acting_as(people.council))
    council = browser(people.council)
    council.get("/om/")  # counts what waits for the menu, once a minute
    with django_assert_max_num_queries(16):
        page(council, f"{HALLINGDAL}alle/")


def test_nobody_outside_learns_of_a_draft(made: PlaceReport, people: People) -> None:
    address = made.get_absolute_url()
    outside = (people.neighbour, people.council, people.firm)
    for part in ("", "send/", "vedtak/", "steg/withdraw/"):
        assert [browser(one).get(f"{address}{part}").status_code for one in outside] == [404] * 3
        assert "/logg-inn/" in Client().get(f"{address}{part}").headers["Location"]
    for suffix in ("docx", "pdf"):
        file = f"{address[:-1]}.{suffix}"
        assert [browser(one).get(file).status_code for one in outside] == [404] * 3
        assert "/logg-inn/" in Client().get(file).headers["Location"]
    assert "Case paper" not in words(page(browser(people.neighbour), GOL))
    assert "Case paper" not in words(page(Client(), GOL))


def test_a_report_is_found_at_its_own_place_alone(approved: PlaceReport, people: People) -> None:
    address = approved.get_absolute_url().replace("/gol/", "/al/")
    assert browser(people.planner).get(address).status_code == 404


def test_it_is_said_how_many_reports_can_be_read() -> None:
    gol, draft = Place(name="Gol"), PlaceReport(state=State.DRAFT)
    approved = PlaceReport(state=State.APPROVED, approved=date(2026, 11, 24))
    with translation.override("en"):
        assert [sum_of(gol, one) for one in ([draft], [draft, draft], [approved], [draft, approved])] == [
            "One report is made, and not approved yet.",
            "2 reports are made, and none is approved yet.",
            "One report can be downloaded.",
            "2 reports are made, and everybody can read 1.",
        ]


@pytest.mark.usual_moment
def test_a_case_paper_names_the_next_meeting_whose_papers_can_be_met(world: World, people: People) -> None:
    report = order(world.gol, people.planner)
    shown = browser_of(people.planner, language="en").get(report.get_absolute_url()).content.decode()
    assert "Papers for" not in shown
    council = Body.objects.create(
        organisation=world.gol, kind=BodyKind.COUNCIL, name="Kommunestyret", paper_days=14
    )
    Body.objects.create(organisation=world.gol, kind=BodyKind.YOUTH_COUNCIL, name="Ungdomsrådet")
    for days in (9, 44, 80):
        Meeting.objects.create(body=council, day=timezone.localdate() + timedelta(days=days))
    shown = browser_of(people.planner, language="nn").get(report.get_absolute_url()).content.decode()
    assert (
        "Papira til kommunestyret 9. desember 2026 skulle vere inne 25. november 2026. "
        "Papira til kommunestyret 13. januar 2027 skal vere inne 30. desember 2026."
    ) in shown
    assert "februar" not in shown
