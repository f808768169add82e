"""What somebody tries who means harm, and what is typed by mistake: refused, with a reason."""

from collections.abc import Mapping
from datetime import time

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from loftet.background.work import do_all
from loftet.guidance.signed import adviser_word
from loftet.meetings.example import announced_event
from loftet.meetings.models import Event, Team
from loftet.meetings.queries import calendar_of_team
from loftet.meetings.signed import team_word
from loftet.one_to_one.actions import set_up
from loftet.one_to_one.asking import ask_for_meetings
from loftet.one_to_one.models import OneToOne, Talk, Wish
from loftet.one_to_one.talks import write_note
from loftet.people.models import Organisation, RoleKind
from loftet.people.permissions import Actor
from loftet.timetables.actions import make_timetable, release_timetable
from tests.meetings.calendars import read
from tests.meetings.conftest import Register, in_days
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as, hire

pytestmark = pytest.mark.usefixtures("english")
FRAME = {"begins": time(10), "minutes": 45, "gap": 15, "slots": 3, "tables": 2, "most": 6}
INJECTED = "Ål\x07\r\nATTENDEE:mailto:x@y.example\r\nEND:VEVENT"


@pytest.fixture
def frame(event: Event, writer: Actor) -> OneToOne:
    Event.objects.update(seats=None)
    return set_up(event, {**FRAME, "wishes_by": in_days(10), "day": in_days(31)}, 0, actor=writer)


@pytest.fixture
def teams(world: World, people: People, frame: OneToOne, register: Register) -> tuple[Team, Team, Team]:
    """Register Gol and two firms, which both ask for a meeting."""
    other = Organisation.objects.create(slug="ror", name="Røyr AS", kind="supplier")
    nils = hire("nils@ror.example", other, RoleKind.TOP_MANAGEMENT)
    gol = register(world.gol, people.colleague, "Odd")
    firms = register(world.firm, people.firm, "Sigrid"), register(other, nils, "Nils")
    for firm, user in zip(firms, (people.firm, nils), strict=True):
        ask_for_meetings(Team.objects.get(pk=firm.pk), [gol.pk], [], actor=acting_as(user))
    return gol, *firms


@pytest.fixture
def noted(teams: tuple[Team, Team, Team], writer: Actor) -> Talk:
    """Return the note of the meeting with the first firm."""

    def now() -> OneToOne:
        return OneToOne.objects.select_related("event__organisation").get()

    OneToOne.objects.update(wishes_by=in_days(-1))
    make_timetable(now(), actor=writer)
    assert do_all(timezone.now()) == 1
    release_timetable(now(), actor=writer)
    OneToOne.objects.update(day=in_days(0))
    talk = Talk.objects.get(wish__firm=teams[1])
    return write_note(talk, {"note": "Hemmeleg pris."}, actor=writer)


def test_a_firm_reads_no_note_of_another(people: People, teams: tuple[Team, Team, Team], noted: Talk) -> None:
    gol, own, other = teams
    for team, status in ((own, 200), (other, 404), (gol, 404)):
        answer = Client().get(f"/pamelding/{team_word(team.pk)}/notat/{noted.wish_id}/")
        assert (answer.status_code, "Hemmeleg" in answer.content.decode()) == (status, status == 200)
    page = f"{noted.event.get_absolute_url()}en-til-en/notat/{noted.wish_id}/"
    for user, status in ((people.firm, 403), (people.neighbour, 403), (people.far, 403), (None, 302)):
        assert browser_of(user).get(page).status_code == status


def test_a_wish_is_not_answered_by_the_link_of_another(world: World, people: People, writer: Actor) -> None:
    event = announced_event(writer, world.gol, kind="matchmaking")
    frame = set_up(event, {**FRAME, "wishes_by": in_days(10), "day": in_days(31)}, 0, actor=writer)
    about = {"event": event, "language": "nn", "registered": writer.now, "registered_by": writer.person}
    asked, asks, other = (
        Team.objects.create(name=name, side=side, changed=writer.now, **about)
        for name, side in (("Gol", "public"), ("Varme AS", "market"), ("Røyr AS", "market"))
    )
    wish = Wish.objects.create(one_to_one=frame, firm=asks, buyer=asked)
    for team in (asks, other):
        page = f"/pamelding/{team_word(team.pk)}/svar/{wish.pk}/"
        assert Client().post(page, {"answer": "yes", "version": team.version}).status_code == 404
    wish.refresh_from_db()
    assert wish.answer == ""


@pytest.mark.parametrize("number", [41, 3_000])
def test_one_firm_cannot_fill_the_list_of_wishes(teams: tuple[Team, Team, Team], number: int) -> None:
    firm = teams[1]
    sent = {"wanted": [*range(1, number + 1)], "version": firm.version + 1}
    answer = Client().post(f"/pamelding/{team_word(firm.pk)}/en-til-en/", sent)
    assert answer.status_code in (400, 413, 422)
    assert firm.wishes.count() == 1


def test_a_word_that_was_made_for_something_else_opens_no_registration(
    people: People, teams: tuple[Team, Team, Team]
) -> None:
    own = teams[1].pk
    forged = (
        adviser_word(own),
        signing.Signer(salt="something else").sign_object(own),
        f"{signing.b64_encode(str(own).encode()).decode()}:{team_word(teams[2].pk).partition(':')[2]}",
    )
    for word in forged:
        for page in ("", "en-til-en/", "kalender.ics", "etterpa/"):
            assert Client().get(f"/pamelding/{word}/{page}").status_code == 403, (word, page)


def test_the_same_team_registers_once_from_two_tabs(people: People, world: World, event: Event) -> None:
    browser, page = browser_of(people.firm), f"{event.get_absolute_url()}meld-pa/"
    sent = {"organisation": world.firm.pk, "email": "x@varme.example", "name_n0": "Sigrid"}
    first, second = (browser.post(page, sent).status_code for _tab in range(2))
    assert (first, second) == (302, 422)
    assert event.teams.count() == 1


def test_nobody_registers_by_a_form_that_was_opened_before_the_closing_day(
    people: People, world: World, event: Event
) -> None:
    Event.objects.update(closes=in_days(-1))
    sent = {"organisation": world.firm.pk, "email": "x@varme.example", "name_n0": "Sigrid"}
    answer = browser_of(people.firm).post(f"{event.get_absolute_url()}meld-pa/?lang=en", sent)
    assert (answer.status_code, "Registration has closed" in answer.content.decode()) == (403, True)
    assert not event.teams.exists()


def test_a_name_writes_no_line_of_its_own_in_the_calendar_of_another(
    teams: tuple[Team, Team, Team], noted: Talk
) -> None:
    Team.objects.filter(pk=teams[0].pk).update(name=INJECTED)
    Event.objects.update(where=INJECTED)
    file = calendar_of_team(Team.objects.select_related("event__organisation").get(pk=teams[1].pk))
    assert len(read(file)) == 2
    assert b"\nATTENDEE" not in file
    assert b"\x07" not in file  # no text of a calendar may hold it


def test_a_name_is_no_markup_in_what_is_printed(
    people: People, teams: tuple[Team, Team, Team], noted: Talk
) -> None:
    Team.objects.filter(pk=teams[1].pk).update(name='#panic("x") <b> $x$')
    page = f"{noted.event.get_absolute_url()}en-til-en/"
    answer = browser_of(people.colleague).get(f"{page}timeplan.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert "&lt;b&gt;" in browser_of(people.colleague).get(f"{page}papir/").content.decode()


# The page, the field, and what stands in it: a value of each kind of field, and what is told.
REFUSED: Mapping[str, tuple[str, Mapping[str, str], str]] = {
    "a script as an address": ("plasser", {"link": "javascript:alert(1)"}, "begins with https"),
    "half a person": ("plasser", {"seats": "2.5"}, "whole number"),
    "fewer than nobody": ("plasser", {"seats": "-1"}, "greater than or equal to 1"),
    "a day that is none": ("plasser", {"closes": "2027-02-31"}, "day"),
    "a time that is none": ("program", {"begins": "25:00"}, "time"),
    "an agenda without minutes": ("program", {"agenda": "Velkomen"}, "minutes"),
    "two lines where one is": ("endre", {"title": "Møte\nDTSTART:19700101"}, "on one line"),
    "markup": ("endre", {"title": "<script>x</script>"}, "plain text"),
    "a name that is too long": ("endre", {"title": "x" * 161}, "160"),
    "a kind that is none": ("endre", {"kind": "fest"}, "fest"),
    "a subject of others": ("endre", {"subjects": "need-999999"}, "need-999999"),
    "no address": ("meld-pa", {"email": "odd@"}, "e-mail address"),
    "a length that is not offered": ("en-til-en/oppsett", {"minutes": "7"}, "7"),
    "more tables than a house has": ("en-til-en/oppsett", {"tables": "4000"}, "less than or equal to"),
    "no time": ("en-til-en/oppsett", {"begins": ""}, "required"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_field_is_refused_at_its_place(people: People, event: Event, frame: OneToOne, name: str) -> None:
    page, changed, reason = REFUSED[name]
    browser, address = browser_of(people.colleague), f"{event.get_absolute_url()}{page}/?lang=en"
    (field,) = changed
    form = browser.get(address).context["form"]
    filled = {one.html_name: one.value() for one in form}
    sent = {key: value for key, value in filled.items() if value not in (None, "", [])} | dict(changed)
    before = Event.objects.values().get(), OneToOne.objects.values().get(), Team.objects.count()
    answer = browser.post(address, sent)
    assert answer.status_code == 422
    assert reason in " ".join(answer.context["form"].errors[field])
    assert (Event.objects.values().get(), OneToOne.objects.values().get(), Team.objects.count()) == before
