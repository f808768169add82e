"""A team registers, waits, is given a place that becomes free, and changes by its link without signing in."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from loftet.background.outbox import send_due
from loftet.core.submissions import FIELD, new_word
from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.meetings.actions.events import cancel_event, change_event
from loftet.meetings.actions.teams import Person, change_team, register_team
from loftet.meetings.models import Attendee, Event, Team
from loftet.meetings.personal_data import PERSONAL_DATA
from loftet.meetings.signed import team_word
from loftet.people.models import Organisation, RoleKind, ThrottleEvent, User
from loftet.people.permissions import Actor
from loftet.programme.models import Cohort, Partnership
from tests.letters import letters_sent
from tests.meetings.conftest import Register, in_days, named, where
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as, hire

pytestmark = pytest.mark.usefixtures("english")


def as_they_are(team: Team, **ways: str) -> list[Person]:
    """Return the people of a team as their form has them, some in another way."""
    return [
        Person(one.pk, one.name, one.role, ways.get(one.name.casefold(), str(one.way)), one.know)
        for one in team.attendees.all()
    ]


def page_of(team: Team) -> str:
    return f"/pamelding/{team_word(team.pk)}/"


def test_those_who_are_too_late_wait_in_their_order(
    world: World, people: People, event: Event, register: Register
) -> None:
    register(world.gol, people.colleague, "Odd", "Kari")
    register(world.firm, people.firm, "Sigrid", "Aud")
    register(world.al, people.neighbour, "Lars")
    assert where(event) == {
        "Odd": "place", "Kari": "place", "Sigrid": "place", "Aud": "waits", "Lars": "waits",
    }  # fmt: skip


def test_a_place_that_becomes_free_goes_to_the_next_who_is_told_why(
    world: World, people: People, event: Event, register: Register
) -> None:
    gol = register(world.gol, people.colleague, "Odd", "Kari", "Marit")
    register(world.firm, people.firm, "Sigrid")
    register(world.al, people.neighbour, "Lars")
    send_due(timezone.now())
    before = len(letters_sent())
    change_team(gol, as_they_are(gol, kari="away"), actor=acting_as(people.colleague))
    assert where(event) == {
        "Odd": "place", "Kari": "away", "Marit": "place", "Sigrid": "place", "Lars": "waits",
    }  # fmt: skip
    send_due(timezone.now())
    told = {one.to[0]: str(one.body) for one in letters_sent()[before:]}
    assert set(told) == {people.firm.email, people.colleague.email}
    assert "Ein plass er blitt ledig" in told[people.firm.email]
    assert "Sigrid: har plass" in told[people.firm.email]


def test_a_quota_lets_others_pass_and_keeps_the_queue(
    world: World, people: People, event: Event, register: Register, writer: Actor
) -> None:
    change_event(event, {"seats": 4, "most_market": 1, "most_each": 2}, actor=writer)
    register(world.firm, people.firm, "Sigrid", "Aud")
    register(world.gol, people.colleague, "Odd", "Kari", "Marit")
    register(world.al, people.neighbour, "Lars")
    assert where(event) == {
        "Sigrid": "place", "Aud": "waits", "Odd": "place", "Kari": "place", "Marit": "waits", "Lars": "place",
    }  # fmt: skip
    event.refresh_from_db()
    change_event(event, {"seats": 9, "most_market": 2}, actor=writer)
    assert where(event)["Aud"] == "place"
    assert where(event)["Marit"] == "waits"


def test_one_who_comes_after_all_is_last_in_the_queue(
    world: World, people: People, event: Event, register: Register
) -> None:
    gol = register(world.gol, people.colleague, "Odd", "Kari", "Marit")
    register(world.al, people.neighbour, "Lars", "Ola")
    gol = change_team(gol, as_they_are(gol, odd="away"), actor=acting_as(people.colleague))
    gol.refresh_from_db()
    change_team(gol, as_they_are(gol, odd="physical"), actor=acting_as(people.colleague))
    assert list(where(event).items())[-2:] == [("Ola", "waits"), ("Odd", "waits")]


def test_the_link_changes_a_team_without_signing_in_and_says_so_the_second_time(
    world: World, people: People, event: Event, register: Register
) -> None:
    team = register(world.gol, people.colleague, "Odd")
    (odd,) = team.attendees.all()
    sent = {f"name_p{odd.pk}": "Odd", f"way_p{odd.pk}": "away", "version": "1"}
    browser, address = Client(), page_of(team)
    Event.objects.update(link="https://mote.example/1")
    assert "mote.example" in browser.get(address).content.decode()
    assert browser.post(address, sent).status_code == 302
    assert where(event) == {"Odd": "away"}
    again = browser.post(address + "?lang=nb", sent)
    assert again.status_code == 409
    assert "Ingen av dere kommer" in browser.get(address + "?lang=nb").content.decode()
    assert Entry.objects.filter(action="event.team_changed").count() == 1


@pytest.mark.parametrize(
    "spoil", [lambda word: word[:-2] + "xx", lambda word: "tull", lambda word: word + "a"]
)
def test_a_link_that_is_changed_opens_nothing_and_says_why(
    world: World, people: People, register: Register, spoil: object
) -> None:
    team = register(world.gol, people.colleague, "Odd")
    answer = Client().get(f"/pamelding/{spoil(team_word(team.pk))}/?lang=nb")  # type: ignore[operator]
    assert answer.status_code == 403
    assert "Denne lenka åpner ingen påmelding" in answer.content.decode()


@pytest.mark.parametrize("page", ["", "kalender.ics"])
def test_what_a_link_shows_is_in_no_cache(
    world: World, people: People, event: Event, register: Register, settings: Any, page: str
) -> None:
    settings.KEEP_PAGES = 60
    team, browser = register(world.gol, people.colleague, "Odd"), Client()
    for title in ("Fyrste tittel", "Andre tittel"):
        Event.objects.update(title=title)
        for _turn in range(2):  # the cookie against forged forms is set the first time
            answer = browser.get(page_of(team) + page)
            assert title in answer.content.decode()
            assert "no-store" in answer.headers["Cache-Control"]


def test_after_the_day_the_link_shows_and_changes_nothing(
    world: World, people: People, event: Event, register: Register
) -> None:
    team = register(world.gol, people.colleague, "Odd")
    Event.objects.update(day=in_days(-1), closes=in_days(-3))
    answer = Client().get(page_of(team) + "?lang=nb")
    assert "Møtet har vært" in answer.content.decode()
    assert Client().post(page_of(team), {"version": "1"}).status_code == 403


def test_registering_is_refused_with_the_reason(
    world: World, people: People, event: Event, register: Register, writer: Actor
) -> None:
    with pytest.raises(NotAllowed, match="only an organisation that you have a role in"):
        register(world.al, people.firm, "Sigrid")
    register(world.firm, people.firm, "Sigrid")
    with pytest.raises(InvalidInput, match="Varme AS is registered already"):
        register(world.firm, people.firm, "Sigrid")
    with pytest.raises(InvalidInput, match="Name at least one"):
        register(world.al, people.neighbour)
    digitally, actor = named("Lars", way="digital"), acting_as(people.neighbour)
    with pytest.raises(InvalidInput, match="no digital address"):
        register_team(event, world.al, {"email": "x@al.example"}, digitally, actor=actor)
    with pytest.raises(InvalidInput, match="at most 12"):
        register(world.al, people.neighbour, *("Ola",) * 13)
    Event.objects.update(closes=in_days(-1))
    with pytest.raises(NotAllowed, match="Registration has closed"):
        register(world.al, people.neighbour, "Lars")
    assert register(None, people.colleague, "Ringt", name="Ukjend AS", side="market").name == "Ukjend AS"
    Event.objects.update(day=in_days(-1), closes=in_days(-1))
    with pytest.raises(NotAllowed, match="has been"):
        register(world.al, people.neighbour, "Lars")
    Event.objects.update(day=in_days(9))
    event.refresh_from_db()
    cancel_event(event, "Snø", actor=writer)
    with pytest.raises(NotAllowed, match="cancelled"):
        register(world.al, people.neighbour, "Lars")


def test_somebody_without_a_role_is_asked_to_get_access_first_and_shown_where(
    event: Event, people: People, world: World
) -> None:
    Event.objects.update(kind="webinar")
    browser = browser_of(User.objects.create_user("none@example.no"))
    answer = browser.get(f"/moteplasser/{event.pk}/meld-pa/?lang=nb")
    assert (answer.status_code, "Be om tilgang" in answer.content.decode()) == (403, True)
    page = browser.get(f"/moteplasser/{event.pk}/?lang=nb").content.decode()
    assert 'href="/be-om-tilgang/"' in page
    assert f'href="/leverandorer/konto/?neste=/moteplasser/{event.pk}/"' in page


FIRM = {"name": "Provby AB", "email": "info@provby.example", "name_n0": "Anders"}


def test_a_firm_registers_for_a_market_dialogue_without_an_account_and_changes_it_by_its_link(
    event: Event, world: World
) -> None:
    address, stranger = f"/moteplasser/{event.pk}/meld-pa/", Client()
    assert stranger.get(address).status_code == 200
    assert stranger.post(address, {**FIRM, "name": ""}).status_code == 422
    page = stranger.post(address, FIRM).headers["Location"]
    team = Team.objects.get(name="Provby AB")
    assert (team.side, team.organisation, team.registered_by) == ("market", None, None)
    assert [one.to for one in letters_sent()] == [["info@provby.example"]]
    assert "Anders" in stranger.get(page).content.decode()
    assert "Provby AB" not in stranger.get(event.get_absolute_url()).content.decode()
    for _one in range(2):
        assert stranger.post(address, FIRM).status_code == 302
    assert stranger.post(address, FIRM).status_code == 422  # three in an hour to one address
    Event.objects.update(kind="gathering")
    assert stranger.get(address).status_code in (302, 404)


def test_lines_for_more_people_are_open_only_where_one_is_filled_in(event: Event) -> None:
    address, folded, opened = (
        f"/moteplasser/{event.pk}/meld-pa/",
        '<details class="ds-details">',
        'ds-details" open',
    )
    refused = Client().post(address, FIRM | {"email": "provby"}).content.decode()
    assert (refused.count(folded), refused.count(opened)) == (1, 0)
    refused = Client().post(address, FIRM | {"email": "provby", "name_n2": "Berit"}).content.decode()
    assert (refused.count(folded), refused.count(opened)) == (0, 1)


def test_a_firm_is_written_to_in_the_language_of_the_form_that_it_filled_in(event: Event) -> None:
    address = f"/moteplasser/{event.pk}/meld-pa/"
    begins = {"en": "You are registered for", "nn": "De er melde på", "nb": "Dere er meldt på"}
    for language in begins:
        stranger = Client()
        stranger.get(address, {"lang": language})
        assert stranger.post(address, FIRM | {"email": f"{language}@provby.example"}).status_code == 302
    told = {one.to[0].partition("@")[0]: one.body for one in letters_sent()}
    assert [language for language, first in begins.items() if first not in told[language]] == []


def test_a_firm_that_presses_twice_is_registered_and_counted_once(event: Event) -> None:
    address, stranger = f"/moteplasser/{event.pk}/meld-pa/", Client()
    sent = FIRM | {FIELD: new_word("event_register")}
    first = stranger.post(address, sent)
    assert first.status_code == 302
    assert stranger.post(address, sent).headers["Location"] == first.headers["Location"]
    assert Team.objects.get().name == "Provby AB"
    assert ThrottleEvent.objects.count() == 1


def test_a_registration_that_is_refused_after_it_was_counted_stays_counted(event: Event) -> None:
    sent = FIRM | {"name_n0": "<b>Anders</b>", FIELD: new_word("event_register")}
    for times in (1, 2):
        refused = Client().post(f"/moteplasser/{event.pk}/meld-pa/?lang=en", sent)
        assert (refused.status_code, ThrottleEvent.objects.count()) == (422, times)
        assert "plain text" in refused.content.decode()
    assert not Team.objects.exists()


def test_a_gathering_is_for_its_cohort_and_a_project_meeting_for_those_invited(
    world: World, people: People, event: Event, register: Register
) -> None:
    Event.objects.update(kind="gathering")
    with pytest.raises(NotAllowed, match="registers those who are invited"):
        register(world.firm, people.firm, "Sigrid")
    Event.objects.update(kind="project_meeting")
    assert browser_of(people.firm).get(event.get_absolute_url()).status_code == 404
    assert register(world.al, people.colleague, "Lars").organisation == world.al
    assert browser_of(people.neighbour).get(event.get_absolute_url()).status_code == 200


def test_a_role_in_a_cohort_registers_no_organisation_outside_of_it(
    world: World, people: People, event: Event, register: Register
) -> None:
    assert world.council.place is not None
    about = {"slug": "k1", "name": "Kull 1", "language": "nn", "begins": in_days(-100)}
    partnership = Partnership.objects.create(slug="p", name="P", language="nn")
    cohort = Cohort.objects.create(
        partnership=partnership, lead=world.council, region=world.council.place, **about
    )
    Event.objects.update(kind="gathering", cohort=cohort)
    both = hire("to@radet.example", world.council, RoleKind.TOP_MANAGEMENT)
    hire("to@radet.example", world.firm, RoleKind.TOP_MANAGEMENT)
    with pytest.raises(NotAllowed, match="municipalities that take part"):
        register(world.firm, both, "Sigrid")
    assert register(world.council, both, "Solveig").organisation == world.council


def test_a_team_of_which_nobody_comes_is_told_so(
    world: World, people: People, event: Event, register: Register
) -> None:
    team = register(world.gol, people.colleague, "Odd")
    (odd,) = team.attendees.all()
    nobody = [Person(odd.pk, "Odd", "", "away", None)]
    change_team(Team.objects.get(), nobody, actor=acting_as(people.colleague))
    letter = letters_sent()[-1]
    assert (letter.subject.split(":")[0], letter.attachments) == ("Avmelde", [])
    assert "De er melde av, og ingen av dykk kjem" in letter.body


def test_two_tabs_do_not_overwrite_each_other(
    world: World, people: People, event: Event, register: Register
) -> None:
    team = register(world.gol, people.colleague, "Odd")
    first, second = Team.objects.get(), Team.objects.get()
    change_team(first, as_they_are(team), actor=acting_as(people.colleague))
    with pytest.raises(ChangedMeanwhile):
        change_team(second, as_they_are(team, odd="away"), actor=acting_as(people.colleague))
    assert where(event) == {"Odd": "place"}


def test_what_the_organiser_should_know_is_read_by_the_organiser_alone_and_goes_after_14_days(
    world: World, people: People, event: Event, register: Register
) -> None:
    register(world.firm, people.firm, "Sigrid", know="Nøtteallergi")
    people_page = f"{event.get_absolute_url()}deltakere/"
    assert "Nøtteallergi" in browser_of(people.colleague).get(people_page).content.decode()
    for user in (people.neighbour, people.firm, people.politician, None):
        page = browser_of(user).get(event.get_absolute_url()).content.decode()
        assert "Nøtteallergi" not in page
        assert browser_of(user).get(people_page).status_code in (302, 403)
    forget = PERSONAL_DATA["event_attendees"].forget
    assert forget is not None
    Event.objects.update(day=in_days(-13), closes=in_days(-20))
    assert (forget(timezone.now()), Attendee.objects.get().know) == (0, "Nøtteallergi")
    Event.objects.update(day=in_days(-14))
    assert (forget(timezone.now()), Attendee.objects.get().know) == (1, "")
    assert Attendee.objects.get().name == "Sigrid"
    Event.objects.update(day=in_days(-366), closes=in_days(-370))
    forget(timezone.now())
    assert (Attendee.objects.get().name, Team.objects.get().email) == ("", "")


def test_what_the_organiser_should_know_is_not_shown_by_the_link_and_stays(
    world: World, people: People, event: Event, register: Register
) -> None:
    team = register(world.firm, people.firm, "Sigrid", know="Nøtteallergi")
    (row,) = team.attendees.all()
    page = Client().get(page_of(team) + "?lang=en").content.decode()
    assert ("Nøtteallergi" in page, "Something is written" in page) == (False, True)
    sent = {f"name_p{row.pk}": "Sigrid", "version": "1"}
    assert Client().post(page_of(team), sent).status_code == 302
    assert Attendee.objects.get().know == "Nøtteallergi"
    sent |= {f"know_p{row.pk}": "Likevel ikkje", "version": "2"}
    assert Client().post(page_of(team), sent).status_code == 302
    assert Attendee.objects.get().know == "Likevel ikkje"


def test_the_log_names_the_organisation_that_is_registered(
    world: World, people: People, event: Event, register: Register
) -> None:
    user = hire("kari@varme.example", world.firm, RoleKind.TOP_MANAGEMENT)
    hire("kari@varme.example", world.al, RoleKind.PROCUREMENT_OFFICER)
    for organisation in (world.firm, world.al):
        register(organisation, user, "Kari")
    entries = Entry.objects.filter(action="event.registered")
    assert {(one.scope, one.acting_for) for one in entries} == {
        (world.firm.slug, world.firm.name),
        (world.al.slug, world.al.name),
    }


def test_the_form_registers_a_team_with_a_message_of_its_place(
    world: World, people: People, event: Event
) -> None:
    hire("solveig@hallingdal.example", world.al, RoleKind.PLANNER)
    browser = browser_of(people.council)
    sent = {
        "organisation": world.al.pk, "email": "solveig@hallingdal.example",
        "name_n0": "Solveig", "know_n0": "Rullestol", "name_n1": "Lars", "role_n1": "innkjøpar",
    }  # fmt: skip
    address = f"{event.get_absolute_url()}meld-pa/"
    answer = browser.post(address, sent, follow=True)
    assert "Alle har plass" in browser.get(answer.redirect_chain[-1][0] + "?lang=nb").content.decode()
    assert where(event) == {"Solveig": "place", "Lars": "place"}
    assert (
        browser.post(
            address, {**sent, "name_n0": "", "know_n0": "", "name_n1": "", "role_n1": ""}
        ).status_code
        == 422
    )
    assert browser.post(address, {**sent, "organisation": world.gol.pk}).status_code == 422


def test_nobody_sees_who_comes_but_the_organiser_and_each_team_its_own(
    world: World, people: People, event: Event, register: Register
) -> None:
    register(world.firm, people.firm, "Sigrid Prøvedal")
    seen = {
        name: "Sigrid Prøvedal" in browser_of(user).get(address).content.decode()
        for name, user, address in (
            ("list", people.colleague, f"{event.get_absolute_url()}deltakere/"),
            ("neighbour", people.neighbour, event.get_absolute_url()),
            ("stranger", None, event.get_absolute_url()),
            ("search", people.neighbour, "/sok/?q=Sigrid"),
        )
    }
    assert seen == {"list": True, "neighbour": False, "stranger": False, "search": False}


def test_letters_are_not_sent_for_what_has_been(
    world: World, people: People, event: Event, register: Register
) -> None:
    register(world.firm, people.firm, "Sigrid")
    Event.objects.update(day=in_days(-1), closes=in_days(-1))
    before = len(letters_sent())
    send_due(timezone.now() + timedelta(minutes=1))
    assert len(letters_sent()) == before


def test_an_organisation_is_called_by_its_own_name(world: World, people: People, register: Register) -> None:
    team = register(world.firm, people.firm, "Sigrid", name="Kommunen")
    assert (team.name, team.side) == ("Varme AS", "market")
    assert Organisation.objects.get(slug="varme").name == "Varme AS"


def test_a_link_shows_nobody_once_two_weeks_have_passed(
    world: World, people: People, event: Event, register: Register
) -> None:
    page = page_of(register(world.al, people.neighbour, "Lars"))
    for days, status in ((14, 200), (15, 403)):
        Event.objects.update(day=in_days(-days), closes=in_days(-days))
        answer = Client().get(page)
        assert (answer.status_code, "Lars" in answer.content.decode()) == (status, status == 200)
    assert Client().get(f"{page}kalender.ics").status_code == 403


def test_nobody_is_added_by_the_link_once_registration_has_closed(
    world: World, people: People, event: Event, register: Register, writer: Actor
) -> None:
    team = register(world.al, people.neighbour, "Lars", "Anna")
    change_team(team, as_they_are(team, anna="away"), actor=acting_as(people.neighbour))
    Event.objects.update(closes=in_days(-1))
    team.refresh_from_db()
    there, more = as_they_are(team), named("Ola")
    for people_now in ([*there, *more], as_they_are(team, anna="physical")):
        with pytest.raises(NotAllowed, match="Registration has closed"):
            change_team(team, people_now, actor=acting_as(people.neighbour))
    page = Client().get(page_of(team)).content.decode()
    assert ("name_p" in page, "name_n0" in page) == (True, False)
    change_team(team, [*there, *more], actor=writer)  # the organiser can
    assert where(event)["Ola"] == "place"


def test_a_link_that_is_used_again_and_again_sends_few_letters(
    world: World, people: People, event: Event, register: Register
) -> None:
    team = register(world.al, people.neighbour, "Lars")
    for _number in range(12):
        team = change_team(team, as_they_are(team), actor=acting_as(people.neighbour))
    send_due(timezone.now())
    assert len([one for one in letters_sent() if one.to == [people.neighbour.email]]) == 5


def test_a_registration_is_told_all_its_faults_at_once(people: People, event: Event) -> None:
    browser = browser_of(people.neighbour)
    answer = browser.post(f"/moteplasser/{event.pk}/meld-pa/?lang=nb", {"email": "ola"})
    assert answer.status_code == 422
    assert {"email", "name_n0"} <= set(answer.context["form"].errors)
