"""One-to-one meetings: asked for with the same right for all, timed, released, and moved as little as can."""

from collections import Counter
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from loftet.background.outbox import send_due
from loftet.background.work import do_all
from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.meetings.models import Event, Team
from loftet.meetings.signed import team_word
from loftet.one_to_one.actions import set_up
from loftet.one_to_one.asking import ask_for_meetings
from loftet.one_to_one.models import OneToOne, Wish
from loftet.people.models import Organisation, RoleKind, User
from loftet.people.permissions import Actor
from loftet.timetables.actions import make_timetable, release_timetable, set_away
from loftet.timetables.by_hand import move_meeting
from loftet.timetables.free import FreeTimes
from loftet.timetables.grid import clashes_of, lines_of
from loftet.timetables.jobs import keep_timetable, solve_timetable
from loftet.timetables.problem import lots_of, problem_of
from loftet.timetables.queries import meetings_in, unmet_of
from loftet.timetables.reasons import reasons_of
from tests.letters import letters_sent
from tests.meetings.conftest import Register, in_days
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as, hire
from tests.timetables.conftest import FRAME

pytestmark = pytest.mark.usefixtures("english")


def made(frame: OneToOne, actor: Actor) -> OneToOne:
    """Let the worker make a timetable."""
    make_timetable(frame, actor=actor)
    assert do_all(timezone.now()) == 1
    return OneToOne.objects.select_related("event__organisation").get(pk=frame.pk)


def places(frame: OneToOne) -> dict[int, tuple[int, int]]:
    return {one.wish: (one.slot, one.table) for one in meetings_in(frame.timetables.first(), frame)}


def test_a_timetable_breaks_no_rule_and_explains_what_is_not_met(closed: OneToOne, writer: Actor) -> None:
    frame = made(closed, writer)
    meetings = meetings_in(frame.timetables.first(), frame)
    assert len(meetings) == 6  # two buyers, three slots
    for team in ("firm", "buyer"):
        assert max(Counter((one.slot, getattr(one, team).pk) for one in meetings).values()) == 1
    assert max(Counter((one.slot, one.table) for one in meetings).values()) == 1
    met = Counter(one.firm.name for one in meetings)
    assert set(met) == {f"Firma {number}" for number in range(4)}  # nobody is without one
    assert {str(reason) for _wish, reason in unmet_of(frame.timetables.first())} == {
        "the two have no free time in common"
    }
    newest = frame.timetables.first()
    assert newest is not None
    assert newest.proven


def test_the_organiser_reads_how_many_wishes_are_met_and_why_the_others_are_not(
    closed: OneToOne, writer: Actor
) -> None:
    frame = made(closed, writer)
    assert writer.user is not None
    page = browser_of(writer.user).get(f"{frame.event.get_absolute_url()}en-til-en/?lang=en")
    words = page.content.decode()
    met, asked = 6, frame.wishes.count()
    assert f"<h1>{met} of {asked} wishes are met</h1>" in words
    assert f"{asked - met} wishes are not met, and why" in " ".join(words.split())
    assert words.count("The two have no free time in common</h2>") == 1


def test_the_same_wishes_and_number_give_the_same_timetable(closed: OneToOne, writer: Actor) -> None:
    first = places(made(closed, writer))
    closed.refresh_from_db()
    assert places(made(closed, writer)) == first


def test_lots_decide_and_a_meeting_more_counts_for_more(closed: OneToOne) -> None:
    problem = problem_of(closed).problem
    weights = [one.weight for one in problem.requests]
    assert min(weights) > sum(one - min(weights) for one in weights)
    assert lots_of(7, {1, 2, 3, 4}) == lots_of(7, {4, 3, 2, 1})
    assert {tuple(lots_of(seed, {1, 2, 3}).values()) for seed in range(20)} == {(1, 2, 3)}
    assert len({tuple(lots_of(seed, {1, 2, 3})) for seed in range(20)}) > 3


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_when_somebody_falls_ill_few_meetings_move_and_only_those_are_told(
    closed: OneToOne, buyers: list[Team], writer: Actor, seed: int
) -> None:
    OneToOne.objects.update(seed=seed)
    frame = made(closed, writer)
    release_timetable(frame, actor=writer)
    send_due(timezone.now())
    told = [
        one
        for one in letters_sent()
        if str(one.subject).startswith(("Møtene dykkar", "Møta dykkar", "Møtene deres"))
    ]
    assert len(told) == 6
    before, frame = places(frame), OneToOne.objects.get(pk=frame.pk)
    away = next(one for one in meetings_in(frame.timetables.first(), frame) if one.slot == 1)
    set_away(frame, away.firm, [1], actor=writer)
    assert do_all(timezone.now()) == 1
    frame.refresh_from_db()
    after = places(frame)
    moved = {wish for wish in before.keys() | after.keys() if before.get(wish) != after.get(wish)}
    assert not [
        one for one in meetings_in(frame.timetables.first(), frame) if one.firm == away.firm and one.slot == 1
    ]
    assert 1 <= len(moved) <= 3
    count = len(letters_sent())
    release_timetable(frame, actor=writer)
    send_due(timezone.now())
    wishes = Wish.objects.filter(pk__in=moved)
    concerned = {one.email for wish in wishes for one in (wish.firm, wish.buyer)}
    assert {one.to[0] for one in letters_sent()[count:]} == concerned
    assert concerned < {one.email for one in Team.objects.all()}


def test_a_meeting_is_moved_to_a_free_place_and_to_no_other(closed: OneToOne, writer: Actor) -> None:
    OneToOne.objects.update(slots=4)
    closed.refresh_from_db()
    frame = made(closed, writer)
    one = meetings_in(frame.timetables.first(), frame)[0]
    wish = Wish.objects.select_related("firm", "buyer").get(pk=one.wish)
    other = next(row for row in meetings_in(frame.timetables.first(), frame) if row.wish != one.wish)
    for slot, table, reason in (
        (other.slot, other.table, "taken"),
        (9, 1, "place of the timetable"),
        (1, 9, "place of the timetable"),
    ):
        with pytest.raises(InvalidInput, match=reason):
            move_meeting(frame, wish, slot, table, actor=writer)
    release_timetable(frame, actor=writer)
    frame.refresh_from_db()
    number = frame.timetables.count()
    free = _free_place(frame, one.slot, one.table)
    if free is not None:
        move_meeting(frame, wish, one.slot, free, actor=writer)
        assert frame.timetables.count() == number + 1
        assert frame.timetables.all()[0].released is None


def _free_place(frame: OneToOne, slot: int, table: int) -> int | None:
    taken = {one.table for one in meetings_in(frame.timetables.first(), frame) if one.slot == slot}
    return next((one for one in range(1, frame.tables + 1) if one not in taken), None)


def test_asking_is_refused_with_the_reason(
    people: People, frame: OneToOne, buyers: list[Team], firms: list[Team], writer: Actor
) -> None:
    firm = acting_as(people.firm)
    with pytest.raises(InvalidInput, match="not registered"):
        ask_for_meetings(firms[0], [firms[1].pk], [], actor=firm)
    with pytest.raises(InvalidInput, match="not registered"):
        ask_for_meetings(firms[0], range(3_000), [], actor=firm)
    assert firms[0].wishes.count() == 2
    with pytest.raises(NotAllowed, match="Firms ask for meetings"):
        ask_for_meetings(buyers[0], [buyers[1].pk], [], actor=writer)
    with pytest.raises(NotAllowed, match="Firms can still ask"):
        make_timetable(frame, actor=writer)
    OneToOne.objects.update(wishes_by=in_days(-1))
    firms[0].refresh_from_db()
    with pytest.raises(NotAllowed, match="day for asking has passed"):
        ask_for_meetings(firms[0], [buyers[0].pk], [], actor=firm)
    with pytest.raises(NotAllowed, match="organiser of the meeting"):
        make_timetable(OneToOne.objects.get(), actor=acting_as(people.neighbour))
    with pytest.raises(NotAllowed, match="no timetable yet"):
        release_timetable(OneToOne.objects.get(), actor=writer)


REFUSED = {
    "asking in the past": ({"wishes_by": -1}, "still to come"),
    "meetings before asking is closed": ({"day": 5}, "after the day for asking"),
    "more than a day holds": ({"slots": 24, "minutes": 60}, "do not end on the same day"),
    "no table": ({"tables": 0}, "greater than or equal"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_frame_that_cannot_be_is_refused(event: Event, writer: Actor, name: str) -> None:
    changed, reason = REFUSED[name]
    written = {**FRAME, "wishes_by": 10, "day": 31, **changed}
    written |= {key: in_days(written[key]) for key in ("wishes_by", "day")}
    with pytest.raises(InvalidInput, match=reason):
        set_up(event, written, 0, actor=writer)
    assert not OneToOne.objects.exists()


def test_a_new_frame_takes_the_timetable_of_the_old_one_with_it(closed: OneToOne, writer: Actor) -> None:
    frame = made(closed, writer)
    late = solve_timetable(frame.pk)
    again = {**FRAME, "slots": 1, "wishes_by": in_days(1), "day": in_days(31)}
    set_up(frame.event, again, frame.version, actor=writer)
    assert not frame.timetables.exists()
    for wishes_by in (in_days(1), in_days(-1)):  # firms can ask again; the old times are no more
        OneToOne.objects.update(wishes_by=wishes_by)
        keep_timetable(frame.pk, late, timezone.now())
        assert not frame.timetables.exists()


def test_reasons_are_told_apart(closed: OneToOne) -> None:
    asked = problem_of(closed).problem
    assert set(reasons_of(asked, []).values()) == {"lots"}
    Team.objects.filter(side="market").update(away=[1, 2, 3])
    assert set(reasons_of(problem_of(closed).problem, []).values()) == {"never"}


def test_everybody_reads_on_the_event_how_many_meetings_there_are(
    firms: list[Team], frame: OneToOne, writer: Actor
) -> None:
    def told() -> str:
        page = browser_of(None).get(frame.event.get_absolute_url(), {"lang": "nn"}).content.decode()
        assert "Firma" not in page
        return page

    assert "45 minutt kvart, 31. desember 2026. Dei som er påmelde, bed om møte til og med" in told()
    OneToOne.objects.update(wishes_by=in_days(-1), seed=7)
    assert "Kven som møter kven, blir sett opp no." in told()
    standing = made(OneToOne.objects.get(), writer)
    assert "Kven som møter kven, blir sett opp no." in told()  # a draft is of the organiser alone
    release_timetable(standing, actor=writer)
    assert "6 møte på 45 minutt, 31. desember 2026." in told()
    assert "Alle bedrifter som spør i tide, har same rett." in told()


def test_each_sees_the_own_meetings_and_the_organiser_all(
    people: People, closed: OneToOne, firms: list[Team], writer: Actor
) -> None:
    frame = made(closed, writer)
    page = frame.get_absolute_url()
    own = Team.objects.get(organisation__slug="f0")
    user = hire("y@f0.example", Organisation.objects.get(slug="f0"), RoleKind.EDITOR)
    assert "Firma 1" in browser_of(people.colleague).get(page).content.decode()
    assert "Ål kommune" not in browser_of(user).get(page).content.decode().partition("<h1")[2]
    release_timetable(frame, actor=writer)
    for address in (page, f"/pamelding/{team_word(own.pk)}/"):
        told = browser_of(user).get(address).content.decode()
        assert ("Firma 1" in told, "kommune" in told.partition("<h1")[2]) == (False, True), address
    for stranger, status in ((people.far, 403), (None, 302)):
        assert browser_of(stranger).get(page).status_code == status
    paper = browser_of(people.colleague).get(f"{page}papir/").content.decode()
    assert paper.count("one-to-one-sheet") == 9  # six teams, the door and two tables


def test_everything_is_printed_in_one_file(
    people: People, closed: OneToOne, firms: list[Team], writer: Actor
) -> None:
    page = f"{closed.get_absolute_url()}timeplan.pdf"
    assert browser_of(people.colleague).get(page).status_code == 404
    frame = made(closed, writer)
    every = pages_of(browser_of(people.colleague), page)
    heads = [f"Firma {number}" for number in range(4)] + ["Gol kommune", "Ål kommune", "Table 1", "Table 2"]
    assert len(every) == 10
    assert all(head in text for head, text in zip(["At the door", "Who comes", *heads], every, strict=True))
    user = User.objects.get(email="x@f0.example")
    assert browser_of(user).get(page).status_code == 200  # the own page, still without a meeting
    release_timetable(frame, actor=writer)
    (own,) = pages_of(browser_of(user), page)
    found = [words in own for words in ("Firma 0", "N0", "Firma 1", "At the door")]
    assert found == [True, True, False, False]
    assert ("A draft" in every[0], "A draft" in own) == (True, False)


def pages_of(browser: Client, page: str) -> list[str]:
    """Return the text of each page of a PDF."""
    answer = browser.get(f"{page}?lang=en")
    return [one.extract_text() for one in PdfReader(BytesIO(answer.content)).pages]


def test_what_stands_against_a_timetable_is_told_with_a_link(
    people: People, closed: OneToOne, writer: Actor
) -> None:
    OneToOne.objects.update(slots=4)
    closed.refresh_from_db()
    frame = made(closed, writer)
    first, *_others, last = meetings_in(frame.timetables.first(), frame)
    Team.objects.filter(pk=first.firm.pk).update(away=[first.slot])
    last.firm.attendees.update(way="away", seated=None)
    Wish.objects.filter(pk=last.wish).update(answer="never")
    now = meetings_in(frame.timetables.first(), frame)
    told = {(one.meeting.wish, one.why, one.can_move) for one in clashes_of(FreeTimes(frame, now))}
    off = [one.wish for one in now if one.firm == last.firm]
    assert told == {
        (first.wish, f"{first.firm.name} cannot come then", True),
        (last.wish, "the two must not meet", False),
        *((wish, f"{last.firm.name} comes no longer", False) for wish in off),
    }
    page = browser_of(people.colleague).get(f"{frame.get_absolute_url()}?lang=en").content.decode()
    assert page.count("cannot come then") == 1
    assert f'href="{frame.get_absolute_url()}flytt/{first.wish}/"' in page
    again = made(frame, writer)
    assert not list(clashes_of(FreeTimes(again, meetings_in(again.timetables.first(), again))))
    assert last.firm not in [one.firm for one in meetings_in(again.timetables.first(), again)]


def test_a_meeting_is_offered_the_places_at_which_both_are_free(
    people: People, closed: OneToOne, writer: Actor
) -> None:
    frame = made(closed, writer)
    one = meetings_in(frame.timetables.first(), frame)[0]
    page = f"{frame.get_absolute_url()}flytt/{one.wish}/"
    browser = browser_of(people.colleague)
    told = browser.get(f"{page}?lang=en").content.decode()
    assert "No place is free when both can come" in told  # each buyer has a meeting in every slot
    assert "When one of the two is not free" in told
    assert told.count("/flytt/") >= 2
    answer = browser.post(f"{page}?lang=en", {"place": f"{one.slot % 3 + 1}-1", "version": frame.version})
    assert (answer.status_code, "The place is taken" in answer.content.decode()) == (422, True)
    OneToOne.objects.update(slots=4)
    assert browser.get(page).content.decode().count('value="4-') == 2  # the last slot, at either table
    Team.objects.filter(pk=one.buyer.pk).update(away=[4])
    answer = browser.post(f"{page}?lang=en", {"place": "4-1", "version": frame.version})
    assert (answer.status_code, "not free then" in answer.content.decode()) == (422, True)
    Team.objects.filter(pk=one.buyer.pk).update(away=[])
    grid = lines_of(FreeTimes(OneToOne.objects.get(), meetings_in(frame.timetables.first(), frame)))
    assert [place.closed for line in grid for place in line.places if place.meeting == one] == [
        " ".join(str(slot) for slot in range(1, 4) if slot != one.slot)
    ]


def test_it_runs_by_forms_alone(people: People, event: Event, world: World, register: Register) -> None:
    Event.objects.update(seats=None)
    lead, page = browser_of(people.colleague), f"{event.get_absolute_url()}en-til-en/"
    buyer = register(world.al, people.neighbour, "Lars")
    team = register(world.firm, people.firm, "Sigrid")
    sent = {**FRAME, "begins": "10:00", "wishes_by": in_days(3).isoformat(), "day": in_days(31).isoformat()}
    assert lead.post(f"{page}oppsett/", {**sent, "version": "0"}).status_code == 302
    wishes = {"wanted": [buyer.pk], "away": ["1"], "version": "1"}
    assert browser_of(None).post(f"/pamelding/{team_word(team.pk)}/en-til-en/", wishes).status_code == 302
    OneToOne.objects.update(wishes_by=in_days(-1))
    version = OneToOne.objects.get().version
    assert lead.post(f"{page}lag/", {"version": version}).status_code == 302
    do_all(timezone.now())
    version = OneToOne.objects.get().version
    assert lead.post(f"{page}slepp/", {"version": version}).status_code == 302
    wish = Wish.objects.get()
    (meeting,) = wish.meetings.all()
    assert meeting.slot > 1
    version += 1
    moved = {"place": "3-2" if meeting.slot == 2 else "2-2", "version": version}
    assert lead.post(f"{page}flytt/{wish.pk}/", moved).status_code == 302
    assert lead.post(f"{page}flytt/{wish.pk}/", {**moved, "place": "1-1"}).status_code == 409
    away = {"team": team.pk, "away": ["2", "3"], "version": version + 1}
    assert lead.post(f"{page}fravaer/", away).status_code == 302
    do_all(timezone.now())
    (row,) = OneToOne.objects.get().timetables.all()[0].meetings.all()
    assert row.slot == 1
