"""How all stand: six as fifty, in few queries; the sentence, what stands out, and all in one go."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.formats import date_format

from loftet.core.verdicts import NotAllowed
from loftet.decisions.actions.matters import take_up, withdraw_matter
from loftet.decisions.deadlines import deadline_of
from loftet.decisions.models import (
    Body,
    BodyKind,
    Matter,
    MatterState,
    Meeting,
    Outcome,
    Treatment,
    TreatmentKind,
)
from loftet.log.models import Entry
from loftet.notices.models import Notice
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import Organisation, Role, RoleKind, User
from loftet.places.models import Membership, Place, PlaceCode
from loftet.programme.cohorts.actions import invite, invite_again
from loftet.programme.cohorts.bulk import drafts_for, prepare_for
from loftet.programme.cohorts.overview import overview
from loftet.programme.cohorts.queries import cohort_page, listed_cohorts
from loftet.programme.models import Participation, ParticipationDecision, PhaseRun, Tick
from loftet.programme.participation.queries import own_page, participations
from loftet.programme.phases.actions import open_phase, open_phases
from loftet.programme.rules import open_to
from tests.decisions.conftest import House, draft, prepared, written
from tests.people.partnership import LONG_AGO, browser_of, hire
from tests.programme.conftest import STATE, Programme, actor, begun, joined, known_places, treated

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MANY, PEOPLE = 51, 500
# SQLite takes 999 values in a question, so that many rows of news are added in some few.
MORE_BATCHES = 7


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
    """Return a cohort of fifty-one: each with a meeting, decisions, two open phases and ticks."""
    everywhere, cohort = many_municipalities(house), begun(house)
    invite(cohort, everywhere, "", actor=actor(house.facilitator))
    rows = list(participations().filter(cohort=cohort))
    run = open_phase(cohort, "understand", "", actor=actor(house.facilitator))
    open_phase(cohort, "meet", "", actor=actor(house.facilitator))
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
    cohort, today, who = (
        rows[0].cohort,
        timezone.localdate(),
        actor(house.facilitator),
    )
    page = overview(cohort, "", today)
    progress = page.lines[0].progress
    assert progress
    assert (len(page.lines), progress.done, progress.of) == (MANY, 1, 10)
    assert all(one.meeting and one.management for one in page.lines)
    assert sum(len(one.management) + len(one.advisers) + len(one.buyers) for one in page.lines) >= 370
    found = {
        "overview": counted(lambda: overview(cohort, "", today).sentence),
        "cohort": counted(lambda: cohort_page(cohort, who)),
        "cohorts": counted(lambda: list(listed_cohorts(today))),
        "participation": counted(lambda: own_page(rows[0], today, timezone.now())),
    }
    assert found == {"overview": 7, "cohort": 5, "cohorts": 1, "participation": 3}
    browser = browser_of(house.facilitator)
    browser.get("/om/")  # what waits for one is counted once a minute
    for address in ("oversikt/", "oversikt.csv", "", "for-alle/", "inviter/", "faser/"):
        seen = counted(lambda: browser.get(f"/kull/{cohort.slug}/{address}"))  # noqa: B023 - asked at once
        assert seen <= 20, (address, seen)


def test_what_is_done_for_all_asks_as_little_for_fifty_one_as_for_six(house: House) -> None:
    everywhere, runner = many_municipalities(house), actor(house.facilitator)
    ContentType.objects.get_for_models(Matter, Participation, PhaseRun)  # asked once in a process
    found: dict[str, list[int]] = defaultdict(list)
    for many in (6, MANY):
        cohort = begun(house, f"kull {many}")
        some = everywhere[2 : 2 + many] if many < MANY else everywhere
        rows: list[Participation] = []
        doing: dict[str, Callable[[], object]] = {
            "invite": lambda: invite(cohort, some, "join", actor=actor(house.facilitator)),  # noqa: B023
            "read": lambda: rows.extend(participations().filter(cohort=cohort)),  # noqa: B023
            "remind": lambda: invite_again(cohort, rows, actor=runner),  # noqa: B023
            "prepare": lambda: prepare_for(cohort, rows, draft(title="Same"), actor=runner),  # noqa: B023
            "prepare again": lambda: prepare_for(cohort, rows, draft(title="Same"), actor=runner),  # noqa: B023
            "open for each": lambda: open_phases(cohort, "meet", "", rows, actor=runner),  # noqa: B023
            "open for all": lambda: open_phases(cohort, "meet", "", (), actor=runner),  # noqa: B023
        }
        for name, do in doing.items():
            found[name].append(counted(do))
    batches = 0 if connection.vendor == "postgresql" else MORE_BATCHES
    more = {name: large - small for name, (small, large) in found.items()}
    assert {name: number for name, number in more.items() if not 0 <= number <= batches} == {}
    assert max(large for _small, large in found.values()) <= 34, found


def test_what_is_done_for_all_is_told_and_logged_for_each(house: House) -> None:
    everywhere, runner = many_municipalities(house), actor(house.facilitator)
    cohort = begun(house)
    done = invite(cohort, everywhere, "join", actor=actor(house.facilitator))
    assert (len(done.new), done.without_management) == (MANY, ())
    rows = list(participations().filter(cohort=cohort))
    assert {(one.organisation, one.matter.organisation) for one in rows if one.matter} == {
        (one, one) for one in everywhere
    }
    open_phases(cohort, "meet", "", rows, actor=runner)
    logged = Counter(Entry.objects.values_list("action", "scope"))
    for action in ("participation.invited", "matter.prepared"):
        assert {scope for name, scope in logged if name == action} == {one.slug for one in everywhere}
    assert logged["phase.opened", cohort.lead.slug] == MANY
    managers = Role.objects.filter(kind=RoleKind.TOP_MANAGEMENT).exclude(organisation=cohort.lead)
    told = Notice.objects.filter(kind__in=("participation.invited", "matter.prepared"))
    assert Counter(told.values_list("user", "within", "kind")) == {
        (one.user_id, one.organisation_id, kind): 1
        for one in managers
        for kind in ("participation.invited", "matter.prepared")
    }


def test_a_region_is_chosen_with_as_many_questions_however_many_there_are(house: House) -> None:
    county = Place.objects.create(slug="fylket", kind="county", name="Fylket", sort_key="fylket")
    PlaceCode.objects.create(place=county, code="99", valid_from=LONG_AGO)
    own = Organisation.objects.create(slug="fylket", name="Fylket", kind="county", place=county)
    gol = house.world.gol.place
    assert gol is not None
    known_places(house.world.gol, house.world.al)
    runner, found = hire("ola@fylke.example", own, RoleKind.FACILITATOR), []
    for many in (2, 20):
        for number in range(many):
            region = Place.objects.create(
                slug=f"r{many}-{number}", kind="region", name=f"R{number}", sort_key=f"r{number}"
            )
            Membership.objects.create(region=region, member=gol, valid_from=LONG_AGO)
        browser = browser_of(runner)
        browser.get("/min-side/")
        found.append(counted(lambda: browser.get("/kull/nytt/")))  # noqa: B023
        assert f"R{many - 1}" in browser.get("/kull/nytt/").content.decode()
    assert found[0] == found[1] <= 20


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
            f"Én av to deltar; én venter på Ål kommunestyre {date_format(day, 'j. F Y')}; "
            "Gol mangler innkjøpsansvarlig."
        )
        assert [one.name for one in page.waiting] == ["Ål"]
        assert page.lines[0].papers is not None
        assert page.lines[0].papers <= day - timedelta(10)


def test_the_same_matter_is_prepared_once_for_each_in_its_own_form(programme: Programme) -> None:
    house, runner = programme.house, actor(programme.house.facilitator)
    place = house.world.al.place
    assert place is not None
    Place.objects.filter(pk=place.pk).update(language="nb")
    rows = list(participations().filter(cohort=programme.cohort))
    assert prepare_for(programme.cohort, rows, "join", actor=runner) == 2
    assert prepare_for(programme.cohort, rows, "join", actor=runner) == 0
    titles = dict(Matter.objects.values_list("organisation__slug", "title"))
    assert titles == {
        "al": "Deltakelse i Bærekraftsløftet, kull 1",
        "gol": "Deltaking i Bærekraftsløftet, kull 1",
    }
    assert all(one.matter_id for one in participations())
    assert prepare_for(programme.cohort, rows[:1], draft(title="Noko anna"), actor=runner) == 1
    with pytest.raises(NotAllowed):
        prepare_for(programme.cohort, rows, "status", actor=actor(house.director))
    assert not ParticipationDecision.objects.exists()  # each decides for itself


def test_one_column_says_where_the_matter_is(programme: Programme) -> None:
    house, today = programme.house, timezone.localdate()
    rows = list(participations().filter(cohort=programme.cohort))

    def seen() -> dict[str, tuple[str, str]]:
        with translation.override("nb"):
            lines = overview(programme.cohort, "", today).lines
        return {one.name: (one.matter.word, one.matter.detail) for one in lines}

    assert seen()["Gol"] == ("ingen sak", "ingenting er forberedt")
    prepare_for(programme.cohort, rows, "join", actor=actor(house.facilitator))
    assert seen() == {"Gol": ("ikke åpnet", ""), "Ål": ("ikke åpnet", "")}
    matter = Matter.objects.get(organisation=house.world.gol)
    take_up(matter, actor=actor(house.director))
    assert seen()["Gol"] == ("tatt opp", "møte er ikke valgt")
    meeting = house.meeting(20)
    Treatment.objects.create(
        matter=matter,
        kind=TreatmentKind.DECISION,
        body=house.council,
        meeting=meeting,
        day=meeting.day,
        recorded=timezone.now(),
        recorded_by=house.editor,
        acting_for="Gol kommune",
    )
    assert seen()["Gol"] == ("planlagt", f"kommunestyret {date_format(meeting.day, 'j.n.')}")
    invite_again(programme.cohort, rows, actor=actor(house.facilitator))
    page = overview(programme.cohort, "", today)
    assert [(one.name, one.matter.reminded) for one in page.lines] == [("Gol", today), ("Ål", today)]
    assert page.lines[0].papers == deadline_of(meeting)
    assert (len(page.lines), page.lines[0].progress) == (2, None)  # no checklist before it takes part
    joined(programme)
    assert seen()["Gol"] == ("vedtatt 12/27", "deltar")


def test_a_text_that_says_so_is_prepared_only_for_those_that_take_part(programme: Programme) -> None:
    joined(programme)
    rows = list(participations().filter(cohort=programme.cohort))
    for text, slugs in (("status", ["gol"]), ("join", ["al"])):
        found = drafts_for(programme.cohort, rows, text)
        assert [one.organisation.slug for one, _draft in found] == slugs


def test_only_those_who_have_decided_nothing_are_reminded(programme: Programme) -> None:
    joined(programme)
    rows = list(participations())
    done = invite_again(programme.cohort, rows, actor=actor(programme.house.facilitator))
    assert [one.organisation.slug for one in done.new] == ["al"]
    assert Notice.objects.filter(kind="participation.reminded").count() == 1


def test_why_a_draft_was_withdrawn_is_the_municipalitys_own(programme: Programme) -> None:
    told = []
    for matter in (prepared(programme.house), written(programme.house)):
        Matter.objects.filter(pk=matter.pk).update(state=MatterState.WITHDRAWN, reason="Usemje.")
        Participation.objects.filter(pk=programme.gol.pk).update(matter=matter)
        lines = overview(programme.cohort, "", timezone.localdate()).lines
        told += [one.matter.detail for one in lines if one.participation == programme.gol.pk]
    assert told == ["Usemje.", ""]


def test_of_a_draft_that_nobody_else_knows_no_meeting_is_told(programme: Programme) -> None:
    house = programme.house
    Participation.objects.filter(pk=programme.gol.pk).update(matter=written(house))
    meeting = house.meeting(20)
    Treatment.objects.create(
        matter=Matter.objects.get(),
        kind=TreatmentKind.DECISION,
        body=house.council,
        meeting=meeting,
        day=meeting.day,
        recorded=timezone.now(),
        recorded_by=house.editor,
        acting_for="Gol kommune",
    )

    def seen() -> tuple[str, str]:
        with translation.override("nb"):
            (line,) = (
                one for one in overview(programme.cohort, "", timezone.localdate()).lines if one.slug == "gol"
            )
        return line.matter.word, line.matter.detail

    assert seen() == ("tatt opp", "")
    Matter.objects.update(state=MatterState.PUBLIC)
    assert seen()[0] == "planlagt"


def test_a_matter_that_is_prepared_again_replaces_the_withdrawn_one(programme: Programme) -> None:
    runner, rows = actor(programme.house.facilitator), list(participations().filter(pk=programme.gol.pk))
    prepare_for(programme.cohort, rows, "join", actor=runner)
    first = Matter.objects.get()
    near = hire("nils@gol.example", programme.house.world.gol, RoleKind.TOP_MANAGEMENT)
    declare_disqualified(near, first, reason="Slekt", scope="gol", now=timezone.now())
    withdraw_matter(first, "Feil tekst", actor=actor(programme.house.director))
    rows = list(participations().filter(pk=programme.gol.pk))
    assert prepare_for(programme.cohort, rows, "join", actor=runner) == 1
    (row,) = participations().filter(pk=programme.gol.pk)
    assert row.matter is not None
    assert (row.matter == first, row.matter.state) == (False, MatterState.PREPARED)
    assert not open_to(near, row)  # who was disqualified on the first is not let in by the second
