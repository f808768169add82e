"""How all stand: six as fifty, in few queries; the sentence, what stands out, and all in one go."""

from datetime import timedelta

import pytest
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.formats import date_format

from loftet.common.verdicts import NotAllowed
from loftet.decisions.models import Body, BodyKind, Matter, Meeting, Outcome, TreatmentKind
from loftet.notices.models import Notice
from loftet.people.models import Organisation, Role, RoleKind, User
from loftet.people.queries import acting
from loftet.places.models import Membership, Place
from loftet.programme.actions.cohorts import invite, invite_again
from loftet.programme.actions.phases import open_phase
from loftet.programme.actions.together import prepare_for, remind
from loftet.programme.models import Participation, ParticipationDecision, Tick
from loftet.programme.queries.cohort import cohort_lines, cohort_page
from loftet.programme.queries.overview import overview
from loftet.programme.queries.participation import own_page, participations
from tests.decisions.conftest import House, done_by, draft
from tests.people.partnership import LONG_AGO, browser_of, hire
from tests.programme.conftest import STATE, Programme, begun, clerk, joined, known_places, treated

pytestmark = pytest.mark.django_db
MANY, PEOPLE = 51, 500


def many_municipalities(house: House) -> list[Organisation]:
    """Make fifty-one municipalities in the region with five hundred people in roles."""
    region = house.world.council.place
    assert region is not None
    made = []
    for number in range(MANY - 2):
        place = Place.objects.create(
            slug=f"sted-{number}", kind="municipality", name=f"Sted {number:02}", sort_key=f"z{number:02}"
        )
        Membership.objects.create(region=region, member=place, valid_from=LONG_AGO)
        made.append(
            Organisation.objects.create(
                slug=place.slug, name=f"{place.name} kommune", kind="municipality", place=place
            )
        )
    known_places(house.world.gol, house.world.al, *made)
    users = User.objects.bulk_create(
        User(email=f"p{number}@example.no", name=f"Person {number}") for number in range(PEOPLE)
    )
    kinds = (
        RoleKind.TOP_MANAGEMENT,
        RoleKind.BUSINESS_ADVISER,
        RoleKind.PROCUREMENT_OFFICER,
        RoleKind.PLANNER,
    )
    everywhere = [house.world.gol, house.world.al, *made]
    Role.objects.bulk_create(
        Role(
            user=user,
            organisation=everywhere[number % MANY],
            kind=kinds[number // MANY % len(kinds)],
            valid_from=LONG_AGO,
        )
        for number, user in enumerate(users)
    )
    return everywhere


@pytest.fixture
def large(house: House) -> tuple[House, list[Participation]]:
    """Give a cohort of fifty-one: each with a meeting, decisions, two open phases and ticks."""
    everywhere, cohort = many_municipalities(house), begun(house)
    invite(cohort, everywhere, "", **done_by(house.facilitator))
    rows = list(participations().filter(cohort=cohort))
    run = open_phase(cohort, "understand", "", clerk=clerk(house.facilitator))
    open_phase(cohort, "meet", "", clerk=clerk(house.facilitator))
    for row in rows:
        body, _new = Body.objects.get_or_create(
            organisation=row.organisation,
            kind=BodyKind.COUNCIL,
            defaults={"name": f"{row.organisation.name}styre"},
        )
        Meeting.objects.create(body=body, day=timezone.localdate() + timedelta(30))
        matter = Matter.objects.create(
            organisation=row.organisation,
            title="Deltaking",
            proposal="Delta.",
            language="nn",
            state="public",
            created=timezone.now(),
            created_by=house.director,
            acting_for=row.organisation.name,
        )
        one = treated(matter, body, TreatmentKind.DECISION, Outcome.ADOPTED)
        ParticipationDecision.objects.create(
            participation=row,
            state=STATE.TAKES_PART,
            decided=timezone.localdate(),
            treatment=one,
            recorded=timezone.now(),
            recorded_by=house.director,
            acting_for=row.organisation.name,
        )
        Tick.objects.create(
            run=run, participation=row, item="read_status", done=timezone.localdate(), by=house.director
        )
    return house, rows


def counted(work: object) -> int:
    reset_queries()
    with CaptureQueriesContext(connection) as seen:
        assert callable(work)
        work()
    return len(seen)


def test_the_overview_asks_as_little_for_fifty_one_as_for_two(
    large: tuple[House, list[Participation]],
) -> None:
    house, rows = large
    cohort, today, who = rows[0].cohort, timezone.localdate(), acting(house.facilitator, timezone.localdate())
    page = overview(cohort, "", today)
    assert (len(page.lines), page.lines[0].progress.done, page.lines[0].progress.of) == (MANY, 1, 10)
    assert all(one.meeting and one.active and one.management for one in page.lines)
    assert sum(len(one.management) + len(one.advisers) + len(one.buyers) for one in page.lines) >= 370
    found = {
        "overview": counted(lambda: overview(cohort, "", today).sentence),
        "cohort": counted(lambda: cohort_page(cohort, who, today)),
        "cohorts": counted(lambda: cohort_lines("")),
        "participation": counted(lambda: own_page(rows[0], today, timezone.now())),
    }
    assert found == {"overview": 12, "cohort": 5, "cohorts": 3, "participation": 3}
    browser = browser_of(house.facilitator)
    for address in ("oversikt/", "oversikt.csv", "", "for-alle/", "inviter/", "faser/"):
        seen = counted(lambda: browser.get(f"/kull/{cohort.slug}/{address}"))  # noqa: B023 - asked at once
        assert seen <= 20, (address, seen)


def test_inviting_and_reminding_ask_of_each_municipality_only_what_is_its_own(house: House) -> None:
    everywhere, runner = many_municipalities(house), clerk(house.facilitator)
    found: dict[int, tuple[int, int]] = {}
    for many in (6, MANY):
        cohort = begun(house)
        some = everywhere[2 : 2 + many] if many < MANY else everywhere
        asked = counted(lambda: invite(cohort, some, "", **done_by(house.facilitator)))  # noqa: B023
        rows = list(participations().filter(cohort=cohort))
        found[many] = asked, counted(lambda: remind(cohort, rows, clerk=runner))  # noqa: B023
    each = [(large - small) / (MANY - 6) for small, large in zip(found[6], found[MANY], strict=True)]
    assert each == [5, 4]  # its row, its line in the log, its news, and who of them are still there


def test_a_filter_finds_who_is_missing_and_who_has_a_name(programme: Programme) -> None:
    joined(programme)
    hire("siv@gol.example", programme.house.world.gol, RoleKind.PROCUREMENT_OFFICER)
    with translation.override("en"):
        found = {
            words: [one.name for one in overview(programme.cohort, words, timezone.localdate()).shown]
            for words in ("", "siv@gol", "lacks a business adviser", "not considered", "nobody")
        }
    assert found == {
        "": ["Ål", "Gol"],
        "siv@gol": ["Gol"],
        "lacks a business adviser": ["Gol"],
        "not considered": ["Ål"],
        "nobody": [],
    }


def test_one_sentence_says_how_all_stand(programme: Programme) -> None:
    day = timezone.localdate() + timedelta(20)
    council = Body.objects.create(
        organisation=programme.house.world.al, kind=BodyKind.COUNCIL, name="Ål kommunestyre"
    )
    Meeting.objects.create(body=council, day=day)
    joined(programme)
    hire("ola@gol.example", programme.house.world.gol, RoleKind.BUSINESS_ADVISER)
    with translation.override("nb"):
        page = overview(programme.cohort, "", timezone.localdate())
        assert page.sentence == (
            f"1 av 2 deltar; 1 venter på Ål kommunestyre {date_format(day, 'j. F Y')}; "
            "Gol mangler innkjøpsansvarlig."
        )
        assert [one.name for one in page.asks] == ["Ål", "Gol"]
        assert page.lines[0].meeting is not None
        assert page.lines[0].meeting.papers <= day - timedelta(10)


def test_the_same_matter_is_prepared_once_for_each_in_its_own_form(programme: Programme) -> None:
    house, runner = programme.house, clerk(programme.house.facilitator)
    place = house.world.al.place
    assert place is not None
    Place.objects.filter(pk=place.pk).update(language="nb")
    rows = list(participations().filter(cohort=programme.cohort))
    assert prepare_for(programme.cohort, rows, "join", clerk=runner) == 2
    assert prepare_for(programme.cohort, rows, "join", clerk=runner) == 0
    titles = dict(Matter.objects.values_list("organisation__slug", "title"))
    assert titles == {
        "al": "Deltakelse i Bærekraftsløftet, kull 1",
        "gol": "Deltaking i Bærekraftsløftet, kull 1",
    }
    assert all(one.matter_id for one in participations())
    assert prepare_for(programme.cohort, rows[:1], draft(title="Noko anna"), clerk=runner) == 1
    with pytest.raises(NotAllowed):
        prepare_for(programme.cohort, rows, "status", clerk=clerk(house.director))
    assert not ParticipationDecision.objects.exists()  # each decides for itself


def test_only_those_who_have_decided_nothing_are_reminded(programme: Programme) -> None:
    joined(programme)
    before = Notice.objects.filter(kind="participation.invited").count()
    rows = list(participations())
    done = invite_again(programme.cohort, rows, **done_by(programme.house.facilitator))
    assert [one.organisation.slug for one in done.new] == ["al"]
    assert Notice.objects.filter(kind="participation.invited").count() == before + 1
