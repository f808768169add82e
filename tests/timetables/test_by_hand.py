"""Times given, swapped, taken back and locked by hand, from a list that needs no script."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from loftet.background.work import do_all
from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.meetings.models import Team
from loftet.one_to_one.models import OneToOne, Wish
from loftet.people.permissions import Actor
from loftet.timetables.actions import make_timetable, release_timetable
from loftet.timetables.by_hand import give_time, move_meeting, set_locked, swap_meetings, take_back
from loftet.timetables.queries import meetings_in
from tests.meetings.conftest import in_days
from tests.needs.conftest import People, browser_of
from tests.people.partnership import acting_as

pytestmark = pytest.mark.usefixtures("english")


def now(of: OneToOne) -> dict[str, tuple[int, int]]:
    """Return slot and table of each firm in the newest timetable."""
    return {one.firm.name: (one.slot, one.table) for one in meetings_in(of.timetables.first(), of)}


@pytest.fixture
def given(closed: OneToOne, firms: list[Team], buyers: list[Team], writer: Actor) -> OneToOne:
    """Give the first two firms a time with the first buyer."""
    for slot, firm in enumerate(firms[:2], start=1):
        closed.refresh_from_db()
        give_time(closed, firm, buyers[0], slot, 1, actor=writer)
    return OneToOne.objects.select_related("event__organisation").get(pk=closed.pk)


def wish_of(firm: Team, buyer: Team) -> Wish:
    return Wish.objects.select_related("firm", "buyer").get(firm=firm, buyer=buyer)


def test_times_are_given_swapped_and_taken_back(
    given: OneToOne,
    firms: list[Team],
    buyers: list[Team],
    writer: Actor,
) -> None:
    assert now(given) == {"Firma 0": (1, 1), "Firma 1": (2, 1)}
    first, second = (wish_of(firm, buyers[0]) for firm in firms[:2])
    swap_meetings(given, first, second, actor=writer)
    assert now(given) == {"Firma 1": (1, 1), "Firma 0": (2, 1)}
    given.refresh_from_db()
    release_timetable(given, actor=writer)
    given.refresh_from_db()
    take_back(given, first, actor=writer)
    newest = given.timetables.all()[0]
    assert (newest.number, newest.released, newest.unmet[str(first.pk)]) == (2, None, "by_hand")
    assert now(given) == {"Firma 1": (1, 1)}


def test_a_time_by_hand_breaks_no_rule(
    given: OneToOne,
    people: People,
    firms: list[Team],
    buyers: list[Team],
    writer: Actor,
) -> None:
    gol, al = buyers
    OneToOne.objects.update(most=2)
    given.refresh_from_db()
    Team.objects.filter(pk=firms[3].pk).update(away=[3])
    Wish.objects.filter(firm=firms[2], buyer=al).update(answer="never")
    for firm, buyer, slot, table, reason in (
        (firms[0], gol, 3, 1, "have a time already"),
        (firms[2], gol, 1, 1, "place is taken"),
        (firms[2], gol, 1, 2, "not free then"),
        (firms[2], al, 3, 1, "must not meet"),
        (firms[2], gol, 9, 1, "place of the timetable"),
        (Team.objects.get(pk=firms[3].pk), al, 3, 1, "not free then"),
        (firms[2], gol, 3, 1, "as many meetings"),
        (gol, al, 3, 1, "a firm and a buyer"),
    ):
        with pytest.raises(InvalidInput, match=reason):
            give_time(given, firm, buyer, slot, table, actor=writer)
    with pytest.raises(NotAllowed):
        give_time(given, firms[2], gol, 3, 1, actor=acting_as(people.neighbour))
    OneToOne.objects.update(wishes_by=in_days(1))
    given.refresh_from_db()
    with pytest.raises(NotAllowed, match="Firms can still ask"):
        give_time(given, firms[2], gol, 3, 1, actor=writer)
    assert now(given) == {"Firma 0": (1, 1), "Firma 1": (2, 1)}


def test_a_locked_meeting_stays_whatever_is_made_again(
    given: OneToOne,
    firms: list[Team],
    buyers: list[Team],
    writer: Actor,
) -> None:
    first, second = (wish_of(firm, buyers[0]) for firm in firms[:2])
    move_meeting(given, first, 3, 2, actor=writer)
    given.refresh_from_db()
    set_locked(given, first, locked=True, actor=writer)
    changes: tuple[Callable[[], object], ...] = (
        lambda: move_meeting(given, first, 1, 1, actor=writer),
        lambda: swap_meetings(given, second, first, actor=writer),
        lambda: take_back(given, first, actor=writer),
    )
    for change in changes:
        given.refresh_from_db()
        with pytest.raises(InvalidInput, match="locked"):
            change()
    given.refresh_from_db()
    make_timetable(given, actor=writer)
    assert do_all(timezone.now()) == 1
    (row,) = given.timetables.all()[0].meetings.filter(wish=first)
    assert (row.slot, row.table, row.locked) == (3, 2, True)
    Team.objects.filter(pk=firms[0].pk).update(away=[3])  # who falls ill is not held by a lock
    given.refresh_from_db()
    make_timetable(given, actor=writer)
    assert do_all(timezone.now()) == 1
    assert all(one.slot != 3 for one in given.timetables.all()[0].meetings.filter(wish__firm=firms[0]))


def test_no_place_is_offered_to_who_comes_no_longer_or_taken_by_it(
    given: OneToOne, people: People, firms: list[Team], buyers: list[Team], writer: Actor
) -> None:
    browser, page = browser_of(people.colleague), given.get_absolute_url()

    def offered(address: str) -> int:
        return browser.get(f"{page}{address}").content.decode().count('value="3-')

    first, second = (wish_of(firm, buyers[0]) for firm in firms[:2])
    assert (offered(f"gi/{firms[2].pk}/"), offered(f"flytt/{first.pk}/")) == (2, 2)
    for team in (firms[0], firms[2]):
        team.attendees.update(way="away", seated=None)
    assert (offered(f"gi/{firms[2].pk}/"), offered(f"flytt/{first.pk}/")) == (0, 0)
    assert f'value="swap-{first.pk}"' not in browser.get(f"{page}flytt/{second.pk}/").content.decode()
    changes: tuple[Callable[[], object], ...] = (
        lambda: give_time(given, firms[2], buyers[0], 3, 1, actor=writer),
        lambda: move_meeting(given, first, 3, 1, actor=writer),
        lambda: swap_meetings(given, second, first, actor=writer),
    )
    for change in changes:
        with pytest.raises(InvalidInput, match="not free then"):
            change()
    assert now(given) == {"Firma 0": (1, 1), "Firma 1": (2, 1)}


def test_the_list_gives_swaps_and_locks_by_forms_alone(
    closed: OneToOne,
    people: People,
    firms: list[Team],
    buyers: list[Team],
) -> None:
    browser, page = browser_of(people.colleague), closed.get_absolute_url()
    assert "Firms without a time" in browser.get(f"{page}?lang=en").content.decode()

    def sends(address: str, **sent: str) -> int:
        version = OneToOne.objects.get().version
        return browser.post(f"{page}{address}", {**sent, "version": version}).status_code

    buyer = str(buyers[0].pk)
    for slot, firm in enumerate(firms[:2], start=1):
        assert sends(f"gi/{firm.pk}/", buyer=buyer, place=f"{slot}-1") == 302
    first, second = (wish_of(firm, buyers[0]).pk for firm in firms[:2])
    told = browser.get(f"{page}flytt/{first}/?lang=en").content.decode()
    assert f'value="swap-{second}"' in told
    assert sends(f"flytt/{first}/", place=f"swap-{second}") == 302
    assert sends(f"las/{first}/", locked="yes") == 302
    assert now(closed) == {"Firma 1": (1, 1), "Firma 0": (2, 1)}
    assert sends(f"flytt/{first}/", place="3-1") == 422
    assert sends(f"las/{first}/", locked="no") == 302
    assert sends(f"flytt/{first}/", place="none") == 302
    assert now(closed) == {"Firma 1": (1, 1)}
    for address, status in (("gi/0/", 404), ("flytt/0/", 404), ("las/0/", 404)):
        assert sends(address, place="1-1") == status
