"""A cohort is followed: by its own people by themselves, by others when they ask; what they are told."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone, translation

from loftet.decisions.models import Outcome
from loftet.notices.models import Follow, Mute, Notice
from loftet.notices.queries.texts import text_of
from loftet.people.actions.roles import begin_role, end_now
from loftet.people.models import RoleKind, User
from loftet.programme.calendar.actions import cancel_day, move_day, set_day
from loftet.programme.following import followers_of
from loftet.programme.models import Participation
from loftet.programme.participation.actions import decide_by_delegation, newest
from loftet.programme.phases.actions import close_phase, open_phase, open_phases
from tests.people.partnership import browser_of, hire
from tests.programme.conftest import STATE, Programme, actor, delegated, joined
from tests.programme.test_calendar import gathering

pytestmark = pytest.mark.django_db
PAGE = "/kull/hallingdal-kull-1/"


@pytest.fixture
def reader(programme: Programme) -> User:
    """Return somebody of a firm, without any role in the cohort, who has pressed the button."""
    siri = hire("siri@varme.example", programme.house.world.firm, RoleKind.EDITOR)
    press(browser_of(siri))
    return siri


def press(browser: Client) -> None:
    """Press the button on the cohort's page."""
    page = browser.get(PAGE).content.decode()
    word, do = re.search(r'name="thing" value="([^"]*)"', page), re.search(r'name="do" value="(\w+)"', page)
    assert word is not None
    assert do is not None
    answer = browser.post("/varsler/folg/", {"thing": word[1], "do": do[1]})
    assert answer.headers["Location"] == PAGE


def told(user: User, language: str = "nb") -> list[str]:
    """Return what somebody reads, in the order in which it was told."""
    with translation.override(language):
        return [text_of(one).sentence for one in Notice.objects.filter(user=user).order_by("pk")]


def follow_page(programme: Programme) -> set[User]:
    return set(followers_of(programme.cohort, timezone.localdate()))


def test_whoever_presses_the_button_follows_and_whoever_is_not_signed_in_has_none(
    programme: Programme, reader: User, client: Client
) -> None:
    assert reader in follow_page(programme)
    press(browser_of(reader))
    assert reader not in follow_page(programme)
    assert 'name="thing"' not in client.get(PAGE).content.decode()


def test_a_follower_reads_of_phases_in_each_language(programme: Programme, reader: User) -> None:
    runner = actor(programme.house.facilitator)
    run = open_phase(programme.cohort, "meet", "Internt notat", actor=runner)
    close_phase(run, actor=runner)
    again = open_phase(programme.cohort, "meet", "", programme.gol, actor=runner)
    close_phase(again, actor=runner)
    open_phases(programme.cohort, "act", "", [programme.gol, programme.al], actor=runner)
    assert told(reader) == [
        "Fasen «Møtes» er åpnet i kull 1: alle kommuner.",
        "Fasen «Møtes» er lukket i kull 1: alle kommuner.",
        "Fasen «Møtes» er åpnet igjen i kull 1: Gol.",
        "Fasen «Møtes» er lukket i kull 1: Gol.",
        "Fasen «Gjennomføre» er åpnet i kull 1: Gol, Ål.",
    ]
    assert told(reader, "nn")[0] == "Fasen «Møtast» er opna i kull 1: alle kommunar."
    assert told(reader, "en")[2] == "The phase «Meet» has been opened again in kull 1: Gol."
    assert {one.address for one in Notice.objects.filter(user=reader)} == {f"{PAGE}faser/"}


def test_a_follower_reads_where_a_municipality_stands_when_it_has_moved(
    programme: Programme, reader: User
) -> None:
    director = actor(programme.house.director)
    joined(programme, days_ago=3)
    decide_by_delegation(
        programme.gol, delegated(days_ago=1), STATE.WITHDREW, newest(programme.gol), actor=director
    )
    late = delegated(Outcome.POSTPONED, days_ago=5)  # recorded afterwards, it moves nothing
    decide_by_delegation(programme.gol, late, STATE.POSTPONED, newest(programme.gol), actor=director)
    assert told(reader) == [
        "Gol kommune har tatt stilling til kull 1: deltar.",
        "Gol kommune har tatt stilling til kull 1: trakk seg.",
    ]
    assert told(reader, "nn")[0] == "Gol kommune har teke stilling til kull 1: deltek."
    kept = Notice.objects.filter(user=reader)
    assert {(one.address, one.within_id) for one in kept} == {(PAGE, None)}
    assert not any("12/27" in str(one.details) or "Gol deltek." in str(one.details) for one in kept)


def test_a_follower_reads_of_the_calendar_once(programme: Programme, reader: User) -> None:
    joined(programme)
    Notice.objects.all().delete()
    runner = actor(programme.house.facilitator)
    row = set_day(programme.cohort, gathering(0), actor=runner)
    cancel_day(move_day(row, gathering(1), actor=runner), actor=runner)
    kinds = ["calendar.set", "calendar.moved", "calendar.cancelled"]
    for user in (reader, programme.house.director, programme.house.editor):
        assert list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True)) == kinds
    assert not Notice.objects.filter(details__icontains="moete.example").exists()


def test_nobody_is_told_twice_of_the_same(programme: Programme) -> None:
    joined(programme)
    adviser = hire("ann@gol.example", programme.house.world.gol, RoleKind.BUSINESS_ADVISER)
    press(browser_of(adviser))
    Notice.objects.all().delete()
    open_phase(programme.cohort, "meet", "", actor=actor(programme.house.facilitator))
    assert list(Notice.objects.filter(user=adviser).values_list("kind", flat=True)) == ["phase.opened"]


def test_ones_own_cohort_is_followed_by_itself_until_it_is_stopped(programme: Programme) -> None:
    house, today = programme.house, timezone.localdate()
    assert follow_page(programme) == {house.facilitator}
    joined(programme)
    assert follow_page(programme) == {house.facilitator, house.director, house.editor}
    ann = User.objects.create_user("ann@gol.example")
    begin_role(ann, house.world.gol, RoleKind.PLANNER, by=house.director, today=today)
    assert ann in follow_page(programme)
    press(browser_of(ann))
    begin_role(ann, house.world.gol, RoleKind.EDITOR, by=house.director, today=today)
    set_day(programme.cohort, gathering(), actor=actor(house.facilitator))
    assert (ann in follow_page(programme), told(ann)) == (False, [])


def test_what_began_with_a_role_ends_with_the_role_or_the_municipality(programme: Programme) -> None:
    house, today = programme.house, timezone.localdate()
    joined(programme, days_ago=2)
    hire(house.editor.email, house.world.firm, RoleKind.EDITOR)  # a role elsewhere is not one in the cohort
    end_now(house.editor.roles.get(organisation=house.world.gol), by=house.director, today=today)
    assert follow_page(programme) == {house.facilitator, house.director}
    decide_by_delegation(
        programme.gol, delegated(), STATE.WITHDREW, newest(programme.gol), actor=actor(house.director)
    )
    assert follow_page(programme) == {house.facilitator}


def test_whoever_follows_by_themselves_hears_that_their_municipality_withdraws(programme: Programme) -> None:
    house = programme.house
    joined(programme, days_ago=2)
    decide_by_delegation(
        programme.gol, delegated(), STATE.WITHDREW, newest(programme.gol), actor=actor(house.director)
    )
    assert told(house.editor)[-1] == "Gol kommune har tatt stilling til kull 1: trakk seg."


def test_whoever_turned_the_one_kind_off_still_hears_of_the_other(programme: Programme) -> None:
    Mute.objects.create(user=programme.house.facilitator, kind="participation.decided", since=timezone.now())
    joined(programme)
    kinds = Notice.objects.filter(user=programme.house.facilitator).values_list("kind", flat=True)
    assert list(kinds) == ["cohort.standing"]


def test_many_municipalities_are_counted_in_the_readers_language(large: Programme, reader: User) -> None:
    six = list(Participation.objects.select_related("organisation")[:6])
    with translation.override("en"):
        open_phases(large.cohort, "act", "", six, actor=actor(large.house.facilitator))
    assert told(reader) == ["Fasen «Gjennomføre» er åpnet i kull 1: 6 kommuner."]
    assert told(reader, "nn") == ["Fasen «Gjennomføre» er opna i kull 1: 6 kommunar."]


def test_a_phase_is_opened_again_only_where_all_have_had_it(programme: Programme, reader: User) -> None:
    runner = actor(programme.house.facilitator)
    close_phase(open_phase(programme.cohort, "meet", "", programme.gol, actor=runner), actor=runner)
    both = [programme.gol, programme.al]
    for run in open_phases(programme.cohort, "meet", "", both, actor=runner):
        close_phase(run, actor=runner)
    open_phases(programme.cohort, "meet", "", both, actor=runner)
    opened = Notice.objects.filter(user=reader, kind__contains="opened").order_by("pk")
    assert list(opened.values_list("kind", flat=True)) == [
        "cohort.phase_opened",
        "cohort.phase_opened",
        "cohort.phase_reopened",
    ]


def test_what_one_does_not_want_to_hear_of_is_not_told(programme: Programme, reader: User) -> None:
    Mute.objects.create(user=reader, kind="cohort.phase_opened", since=timezone.now())
    open_phase(programme.cohort, "meet", "", actor=actor(programme.house.facilitator))
    joined(programme)
    assert told(reader) == ["Gol kommune har tatt stilling til kull 1: deltar."]


def test_those_from_before_follow_as_newer_ones_do(programme: Programme) -> None:
    joined(programme)
    house, begin = (
        programme.house,
        import_module("loftet.programme.migrations.0003_own_people_follow_their_cohort").begin,
    )
    Follow.objects.filter(user__in=[house.director, house.facilitator]).delete()
    Follow.objects.filter(user=house.editor).update(stopped=timezone.now())
    begin(apps, None)
    assert follow_page(programme) == {house.director, house.facilitator}
    row = Follow.objects.get(user=house.director)
    assert (row.label, row.address, row.automatic) == ("kull 1", PAGE, True)
    assert not Follow.objects.filter(user=house.neighbour).exists()  # Ål has not decided


def test_an_old_notice_of_a_decision_says_what_was_decided(programme: Programme) -> None:
    joined(programme)
    runner = programme.house.facilitator
    Notice.objects.filter(kind="participation.decided").update(
        details={"cohort": "kull 1", "state": "takes_part"}
    )
    import_module("loftet.programme.migrations.0008_notices_say_the_state").say(apps, None)
    assert "Gol kommune har tatt stilling til kull 1: deltar." in told(runner)
    assert "Gol kommune har teke stilling til kull 1: deltek." in told(runner, "nn")
