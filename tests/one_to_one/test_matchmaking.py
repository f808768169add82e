"""Matchmaking: wishes and answers of both sides, pairs that never meet, and notes that are confirmed."""

from datetime import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from loftet.background.outbox import send_due
from loftet.background.work import do_all
from loftet.core.verdicts import NotAllowed
from loftet.dialogues.information_log import information_log
from loftet.invalid_input import InvalidInput
from loftet.matches.models import Band, Match
from loftet.meetings.example import announced_event
from loftet.meetings.models import Event, Team
from loftet.meetings.queries import calendar_of_team
from loftet.meetings.signed import team_word
from loftet.one_to_one.actions import set_up
from loftet.one_to_one.asking import answer_wish, ask_for_meetings, bar_pair
from loftet.one_to_one.letters import remind_of_wishes
from loftet.one_to_one.models import OneToOne, Talk, Wish
from loftet.one_to_one.queries import others_of
from loftet.one_to_one.talks import confirm_note, write_note
from loftet.people.models import Organisation, RoleKind, User
from loftet.people.permissions import Actor
from loftet.solutions.models import Solution
from loftet.solutions.models import State as SolutionState
from loftet.suppliers.example import confirmed
from loftet.timetables.actions import make_timetable, release_timetable, set_away
from loftet.timetables.queries import meetings_in, unmet_of
from tests.letters import letters_sent
from tests.meetings.calendars import read
from tests.meetings.conftest import Register, in_days
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as, hire

pytestmark = pytest.mark.usefixtures("english")
FRAME: dict[str, Any] = {"begins": time(10), "minutes": 45, "gap": 15, "slots": 3, "tables": 3, "most": 6}
YES, NO = {"answer": "yes"}, {"answer": "no", "reason": "Vi har det alt."}


@pytest.fixture
def event(world: World, people: People, writer: Actor) -> Event:
    return announced_event(writer, world.gol, kind="matchmaking")


@pytest.fixture
def frame(event: Event, writer: Actor) -> OneToOne:
    days = {"wishes_by": in_days(10), "day": in_days(31)}
    return set_up(event, {**FRAME, **days, "guide": "Kva hindrar dykk?"}, 0, actor=writer)


class Teams:
    """Two buyers and two firms, and who acts for each."""

    def __init__(self, world: World, people: People, register: Register) -> None:
        self.user: dict[int, User] = {}
        other = Organisation.objects.create(slug="ror", name="Røyr AS", kind="supplier")
        boss = hire("nils@ror.example", other, RoleKind.TOP_MANAGEMENT)
        self.gol = self._team(register, world.gol, people.colleague)
        self.al = self._team(register, world.al, people.neighbour)
        self.firm = self._team(register, world.firm, people.firm)
        self.pipes = self._team(register, other, boss)

    def _team(self, register: Register, organisation: Organisation, user: User) -> int:
        team = register(organisation, user, user.email.partition("@")[0])
        self.user[team.pk] = user
        return team.pk

    def ask(self, team: int, *others: int, **more: Any) -> Team:
        return ask_for_meetings(Team.objects.get(pk=team), others, [], actor=self.actor(team), **more)

    def answer(self, team: int, wish: Wish, written: dict[str, str]) -> Team:
        return answer_wish(Team.objects.get(pk=team), wish, written, actor=self.actor(team))

    def actor(self, team: int) -> Actor:
        return acting_as(self.user[team])


@pytest.fixture
def teams(world: World, people: People, frame: OneToOne, register: Register) -> Teams:
    Event.objects.update(seats=None)
    return Teams(world, people, register)


def wish_of(firm: int, buyer: int) -> Wish:
    return Wish.objects.select_related("firm", "buyer").get(firm=firm, buyer=buyer)


def close() -> OneToOne:
    """Return the frame when the days for asking and for answers have passed."""
    OneToOne.objects.update(wishes_by=in_days(-4), seed=7)
    return OneToOne.objects.select_related("event__organisation").get()


def released(writer: Actor) -> OneToOne:
    make_timetable(close(), actor=writer)
    assert do_all(timezone.now()) == 1
    release_timetable(close(), actor=writer)
    return close()


def test_both_sides_ask_and_only_what_is_accepted_is_timed(teams: Teams, writer: Actor) -> None:
    teams.ask(teams.firm, teams.gol, teams.al)
    teams.ask(teams.gol, teams.firm, teams.pipes)  # both want it: nobody needs to answer
    teams.ask(teams.pipes, teams.al)
    assert (wish_of(teams.firm, teams.gol).is_mutual, wish_of(teams.firm, teams.gol).answer) == (True, "yes")
    teams.answer(teams.pipes, wish_of(teams.pipes, teams.gol), YES)
    teams.answer(teams.al, wish_of(teams.firm, teams.al), NO)
    frame = released(writer)
    newest = frame.timetables.all()[0]
    assert {(one.firm.pk, one.buyer.pk) for one in meetings_in(newest, frame)} == {
        (teams.firm, teams.gol),
        (teams.pipes, teams.gol),
    }
    assert {(one.firm_id, one.reason, str(why)) for one, why in unmet_of(newest)} == {
        (teams.firm, "Vi har det alt.", "it was declined"),
        (teams.pipes, "", "it was not answered in time"),
    }


def test_a_wish_is_taken_back_and_the_others_stays(teams: Teams) -> None:
    teams.ask(teams.firm, teams.gol)
    teams.ask(teams.gol, teams.firm)
    teams.ask(teams.firm)
    left = wish_of(teams.firm, teams.gol)
    assert (left.by_buyer, left.is_mutual, left.answer) == (True, False, "")
    teams.ask(teams.gol)
    assert not Wish.objects.exists()


def test_what_both_want_goes_first_where_places_are_few(teams: Teams, writer: Actor) -> None:
    OneToOne.objects.update(slots=1, tables=1)
    teams.ask(teams.firm, teams.gol)
    teams.ask(teams.pipes, teams.al)
    teams.answer(teams.gol, wish_of(teams.firm, teams.gol), YES)
    teams.ask(teams.al, teams.pipes)
    for seed in range(4):
        OneToOne.objects.update(seed=seed)
        frame = close()
        make_timetable(frame, actor=writer)
        do_all(timezone.now())
        (one,) = meetings_in(frame.timetables.all()[0], frame)
        assert one.firm.pk == teams.pipes


def test_two_who_must_not_meet_never_do_whatever_they_ask(
    teams: Teams, frame: OneToOne, writer: Actor
) -> None:
    teams.ask(teams.firm, teams.gol)
    teams.ask(teams.gol, teams.firm)
    firm, gol = Team.objects.get(pk=teams.firm), Team.objects.get(pk=teams.gol)
    before = released(writer)
    assert len(meetings_in(before.timetables.first(), before)) == 1
    bar_pair(before, firm, gol, "Brorskap", actor=writer)
    assert do_all(timezone.now()) == 1
    frame = close()
    newest = frame.timetables.all()[0]
    assert (newest.released, meetings_in(newest, frame)) == (None, [])
    assert [str(why) for _one, why in unmet_of(newest)] == ["the two must not meet"]
    OneToOne.objects.update(wishes_by=in_days(3))
    with pytest.raises(InvalidInput, match="must not meet"):
        teams.ask(teams.firm, teams.gol)
    assert [one.pk for one, _fits in others_of(firm, in_days(0))] == [teams.al]
    with pytest.raises(InvalidInput, match="nothing to answer"):
        teams.answer(teams.gol, wish_of(teams.firm, teams.gol), YES)
    with pytest.raises(NotAllowed, match="organiser of the meeting"):
        bar_pair(OneToOne.objects.get(), firm, gol, "x", actor=teams.actor(teams.al))
    with pytest.raises(InvalidInput, match="a firm and a buyer"):
        bar_pair(OneToOne.objects.get(), firm, firm, "x", actor=writer)


def test_asking_and_answering_are_refused_with_the_reason(teams: Teams, event: Event, writer: Actor) -> None:
    for wanted in (range(3_000), [teams.pipes]):
        with pytest.raises(InvalidInput, match="not registered"):
            teams.ask(teams.firm, *wanted)
    rows = [
        Team(event=event, name=f"K{number}", side="public", language="nn", registered=timezone.now())
        for number in range(60)
    ]
    for one in rows:
        one.registered_by, one.changed = writer.person, timezone.now()
    Team.objects.bulk_create(rows)
    with pytest.raises(InvalidInput, match="at most 40 meetings"):
        teams.ask(teams.firm, *[one.pk for one in rows])
    assert not Wish.objects.exists()
    teams.ask(teams.firm, teams.gol)
    wish = wish_of(teams.firm, teams.gol)
    with pytest.raises(InvalidInput, match="few words why"):
        teams.answer(teams.gol, wish, {"answer": "no"})
    for team in (teams.firm, teams.al):
        with pytest.raises(InvalidInput, match="nothing to answer"):
            teams.answer(team, wish, YES)
    OneToOne.objects.update(wishes_by=in_days(-1))
    with pytest.raises(NotAllowed, match="day for asking has passed"):
        teams.ask(teams.firm, teams.al)
    with pytest.raises(NotAllowed, match="can still ask"):  # three days for answers
        make_timetable(OneToOne.objects.get(), actor=writer)
    teams.answer(teams.gol, wish, YES)
    close()
    with pytest.raises(NotAllowed, match="day for answers has passed"):
        teams.answer(teams.gol, wish, NO)


def test_an_answer_on_a_page_that_is_old_changes_nothing(
    teams: Teams, frame: OneToOne, writer: Actor
) -> None:
    teams.ask(teams.firm, teams.gol)
    teams.ask(teams.pipes, teams.gol)
    barred, gone = wish_of(teams.firm, teams.gol), wish_of(teams.pipes, teams.gol)
    firm, gol = Team.objects.get(pk=teams.firm), Team.objects.get(pk=teams.gol)
    bar_pair(OneToOne.objects.get(), firm, gol, "Brorskap", actor=writer)
    teams.ask(teams.pipes)  # takes its wish back
    for read_before in (barred, gone):
        with pytest.raises(InvalidInput, match="nothing to answer"):
            teams.answer(teams.gol, read_before, YES)
    assert [(one.firm_id, one.answer) for one in Wish.objects.all()] == [(teams.firm, "never")]


def test_nobody_declines_in_a_market_dialogue(teams: Teams) -> None:
    teams.ask(teams.firm, teams.gol)
    Event.objects.update(kind="dialogue_conference")
    with pytest.raises(NotAllowed, match="Nobody declines"):
        teams.answer(teams.gol, wish_of(teams.firm, teams.gol), NO)
    with pytest.raises(NotAllowed, match="Firms ask"):
        teams.ask(teams.gol, teams.firm)


def test_what_fits_is_suggested_first(teams: Teams, world: World, people: People) -> None:
    confirmed(world.firm, "310482013", people.firm)
    need = world.gol.needs.get()
    told = {"written": timezone.now(), "written_by": people.firm, "published": timezone.now()}
    solution = Solution.objects.create(
        organisation=world.firm,
        title="Lytteutstyr for røyr",
        state=SolutionState.OPEN,
        expires_on=in_days(90),
        **told,
    )
    match = {"score": 0.9, "band": Band.GOOD, "found": timezone.now(), "need_version": 1}
    Match.objects.create(need=need, solution=solution, solution_version=1, **match)
    gol, firm = Team.objects.get(pk=teams.gol), Team.objects.get(pk=teams.firm)
    assert [(one.name, fits) for one, fits in others_of(gol, in_days(0))] == [
        (firm.name, "Lytteutstyr for røyr"),
        ("Røyr AS", ""),
    ]
    assert [fits for _one, fits in others_of(firm, in_days(0))] == [need.title, ""]


def test_it_runs_by_links_alone_and_the_asked_are_told_once_a_day(teams: Teams, world: World) -> None:
    nobody, need = Client(), world.gol.needs.get()
    firm, gol = (f"/pamelding/{team_word(key)}/" for key in (teams.firm, teams.gol))
    send_due(timezone.now())
    before = len(letters_sent())
    sent = {"wanted": [teams.firm, teams.pipes], "about": f"need-{need.pk}", "version": "1"}
    assert nobody.post(f"{gol}en-til-en/", sent).status_code == 302
    assert nobody.post(f"{gol}en-til-en/", {"version": "2"}).status_code == 302
    assert nobody.post(f"{gol}en-til-en/", {**sent, "version": "3"}).status_code == 302
    send_due(timezone.now())
    told = letters_sent()[before:]
    assert sorted(one.to[0] for one in told) == ["nils@ror.example", "sigrid@varme.example"]
    assert all(need.title in str(one.body) for one in told)
    wish = wish_of(teams.firm, teams.gol)
    assert need.title in nobody.get(firm).content.decode()
    answer = f"{firm}svar/{wish.pk}/"
    assert "Gol kommune" in nobody.get(answer).content.decode()
    assert nobody.post(answer, {"answer": "no", "version": "1"}).status_code == 422
    assert nobody.post(answer, {**NO, "version": "1"}).status_code == 302
    assert wish_of(teams.firm, teams.gol).answer == "no"
    stranger = f"/pamelding/{team_word(teams.pipes)}/svar/{wish.pk}/"
    assert nobody.get(stranger).status_code == 404


def test_every_wish_of_a_day_is_told_by_the_letter_that_waits_or_by_one_more(
    teams: Teams, world: World, people: People
) -> None:
    def told() -> list[str]:
        send_due(timezone.now())
        return [str(one.body) for one in letters_sent() if one.to == [people.firm.email]][registered:]

    registered = 0
    registered = len(told())
    teams.ask(teams.gol, teams.firm)
    assert len(told()) == 1
    teams.ask(teams.al, teams.firm)
    later = told()
    assert (len(later), "Ål kommune" in later[1], "Gol kommune" in later[1]) == (2, True, True)
    for wanted in ([], [teams.firm]) * 9:
        teams.ask(teams.al, *wanted)
    assert len(told()) == 3  # one letter waited for all of these
    for wanted in ([], [teams.firm]) * 9:
        teams.ask(teams.al, *wanted)
        told()
    assert len(told()) == 5


def test_who_has_not_answered_is_reminded_the_day_after_the_last_day_for_asking(teams: Teams) -> None:
    teams.ask(teams.gol, teams.firm)
    teams.ask(teams.al, teams.firm, teams.pipes)
    teams.answer(teams.pipes, wish_of(teams.pipes, teams.al), YES)
    send_due(timezone.now())
    before = len(letters_sent())
    for days in (1, 0, -2):
        OneToOne.objects.update(wishes_by=in_days(days))
        assert remind_of_wishes(timezone.now()) == 0
    OneToOne.objects.update(wishes_by=in_days(-1))
    assert remind_of_wishes(timezone.now()) == 1
    send_due(timezone.now())
    assert [one.to[0] for one in letters_sent()[before:]] == ["sigrid@varme.example"]
    Event.objects.update(state="cancelled")
    assert remind_of_wishes(timezone.now()) == 0


# --- notes and calendars ------------------------------------------------------------------------------


def test_a_note_is_read_by_the_two_and_confirmed_by_the_firm(
    teams: Teams, people: People, writer: Actor
) -> None:
    teams.ask(teams.firm, teams.al)
    teams.ask(teams.al, teams.firm)
    frame = released(writer)
    talk = Talk.objects.get()
    page = f"/moteplasser/{frame.event_id}/en-til-en/notat/{talk.wish_id}/"
    written = {"note": "Dei kan levere i mai.", "next_step": "Synfaring", "next_by": in_days(60)}
    with pytest.raises(NotAllowed, match="has not been yet"):
        write_note(talk, written, actor=writer)
    OneToOne.objects.update(day=in_days(0))
    statuses = {
        name: browser_of(user).get(page).status_code
        for name, user in (("organiser", people.writer), ("buyer", people.neighbour), ("firm", people.firm))
    }
    assert statuses == {"organiser": 200, "buyer": 200, "firm": 403}
    assert "Kva hindrar dykk?" in browser_of(people.neighbour).get(page).content.decode()
    with pytest.raises(InvalidInput, match="Write what was said"):
        write_note(talk, {"note": ""}, actor=teams.actor(teams.al))
    talk = write_note(talk, written, actor=teams.actor(teams.al))
    send_due(timezone.now())
    assert [one.to[0] for one in letters_sent()][-1] == people.firm.email
    confirm = f"/pamelding/{team_word(teams.firm)}/notat/{talk.wish_id}/"
    assert "levere i mai" in Client().get(confirm).content.decode()
    assert Client().get(f"/pamelding/{team_word(teams.al)}/notat/{talk.wish_id}/").status_code == 404
    assert Client().post(confirm, {"version": talk.version}).status_code == 302
    talk.refresh_from_db()
    assert talk.confirmed is not None
    with pytest.raises(NotAllowed, match="confirmed already"):
        confirm_note(talk, actor=teams.actor(teams.firm))
    stale = browser_of(people.writer).post(page, {"version": "1", "held": "held", "note": "MIN TEKST"})
    shown = stale.content.decode()
    assert (stale.status_code, "MIN TEKST" in shown, "levere i mai" in shown) == (409, True, True)
    talk = write_note(talk, {"note": "Dei kan levere i juni."}, actor=writer)
    assert talk.confirmed is None  # what is changed is confirmed again


def test_a_note_is_confirmed_for_two_weeks_more_than_it_is_written(
    teams: Teams, people: People, writer: Actor
) -> None:
    def held(days: int) -> None:
        Event.objects.update(day=in_days(-days), closes=in_days(-days - 7))
        OneToOne.objects.update(day=in_days(-days))

    teams.ask(teams.firm, teams.al)
    teams.ask(teams.al, teams.firm)
    released(writer)
    held(46)
    talk = write_note(Talk.objects.get(), {"note": "Dei kan levere i mai."}, actor=writer)
    send_due(timezone.now())
    page = f"/pamelding/{team_word(teams.firm)}/notat/{talk.wish_id}/"
    assert page in str(letters_sent()[-1].body)
    held(61)
    assert Client().get(page).status_code == 403
    held(60)
    assert Client().post(page, {"version": talk.version}, follow=True).status_code == 200
    held(47)
    talk.refresh_from_db()
    assert talk.confirmed is not None
    with pytest.raises(NotAllowed, match="within 46 days"):
        write_note(talk, {"note": "Dei kan levere i juni."}, actor=writer)


def test_thirty_meetings_ask_as_few_questions_as_one(teams: Teams, people: People, writer: Actor) -> None:
    teams.ask(teams.firm, teams.al)
    teams.ask(teams.al, teams.firm)
    frame = released(writer)
    OneToOne.objects.update(day=in_days(0))
    browser, page = browser_of(people.neighbour), f"/moteplasser/{frame.event_id}/en-til-en/"

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            told = browser.get(page)
        return len(queries), len(told.context["noted"])

    asked()
    few, noted = asked()
    more = [
        Team.objects.create(
            event=frame.event,
            name=f"F{number}",
            side="market",
            language="nn",
            registered=timezone.now(),
            registered_by=people.writer,
            changed=timezone.now(),
        )
        for number in range(29)
    ]
    newest = frame.timetables.get()
    for number, team in enumerate(more):
        wish = Wish.objects.create(one_to_one=frame, firm=team, buyer_id=teams.al, is_mutual=True)
        newest.meetings.create(wish=wish, slot=1 + number % 3, table=10 + number)
        Talk.objects.create(wish=wish)
    assert (noted, *asked()) == (1, few, 30)


def test_the_information_log_says_who_met_whom_and_no_note(teams: Teams, writer: Actor) -> None:
    for firm in (teams.firm, teams.pipes):
        teams.ask(firm, teams.gol)
        teams.ask(teams.gol, *{*[teams.firm] * (firm == teams.pipes), firm})
    frame = released(writer)
    OneToOne.objects.update(day=in_days(0))
    talk = Talk.objects.get(wish__firm=teams.pipes)
    write_note(talk, {"held": "not_used", "note": "Hemmeleg"}, actor=writer)
    parts = {str(one.heading): one.lines for one in information_log(frame.event, writer).parts}
    told = [str(one.value) for one in parts["One-to-one meetings"]]
    assert told[0] == "Kva hindrar dykk?"
    assert sorted(one.rpartition(": ")[2] for one in told[1:]) == [
        "It was offered, and nobody came",
        "offered",
    ]
    assert "Hemmeleg" not in str(parts)


def test_a_calendar_keeps_uids_and_later_timetables_replace_earlier_ones(teams: Teams, writer: Actor) -> None:
    teams.ask(teams.firm, teams.gol, teams.al)
    teams.ask(teams.gol, teams.firm)
    teams.ask(teams.al, teams.firm)
    frame, firm = released(writer), Team.objects.select_related("event__organisation").get(pk=teams.firm)
    first = read(calendar_of_team(firm))
    assert len(first) == 3  # the day itself, and two meetings
    gol = Team.objects.get(pk=teams.gol)
    set_away(frame, gol, [1, 2, 3], actor=writer)
    do_all(timezone.now())
    release_timetable(close(), actor=writer)
    later = read(calendar_of_team(firm))
    wish = next(uid for uid in later if uid.startswith(f"wish-{wish_of(teams.firm, teams.gol).pk}@"))
    assert later.keys() == first.keys()
    assert (first[wish][1], later[wish][1]) == ("CONFIRMED", "CANCELLED")
    assert all(later[uid][0] > first[uid][0] for uid in first if uid.startswith("wish"))


def test_paper_has_a_page_for_each_team_table_and_the_door(
    teams: Teams, people: People, writer: Actor
) -> None:
    teams.ask(teams.firm, teams.gol)
    teams.ask(teams.gol, teams.firm)
    frame = released(writer)
    told = browser_of(people.colleague).get(f"{frame.get_absolute_url()}papir/").content.decode()
    assert told.count("one-to-one-sheet") == 4
    assert "Kva hindrar dykk?" in told


def test_the_frame_leaves_days_for_answers(event: Event, writer: Actor) -> None:
    days = {"wishes_by": in_days(10), "day": in_days(12)}
    with pytest.raises(InvalidInput, match="three days for answers"):
        set_up(event, {**FRAME, **days}, 0, actor=writer)
