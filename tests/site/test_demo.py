"""The demo: Demodalen at work, made up, told once, and nothing of it said of a real place."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from django.db import models, transaction
from django.db.models import F
from django.test import override_settings
from django.utils import timezone, translation
from pytest_django import DjangoDbBlocker, Settings

from loftet.challenges.models import Challenge
from loftet.core import registry
from loftet.core.demo import FOLDER, Demo
from loftet.core.reading import answer_all
from loftet.core.registry import App, Task
from loftet.decisions.demo import led_to
from loftet.decisions.models import Body, Matter, Meeting, Motion, Outcome, Statement, Treatment
from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.notices.actions.digests import send_weekly_letters
from loftet.notices.models import Digest, Notice
from loftet.notices.queries.letters import MONTH, interval_for
from loftet.notices.tasks import asked, tasks_for
from loftet.people.actor import actor_at
from loftet.people.demo import make_demo_people
from loftet.people.models import Delegation, Disqualification, Organisation, Role, User
from loftet.people.permissions import permissions_at
from loftet.programme.cohorts.actions import begin_cohort, invite
from loftet.programme.cohorts.overview import overview
from loftet.programme.models import (
    Baseline,
    CalendarEntry,
    Cohort,
    Competence,
    HalfYearHours,
    Participation,
    PhaseRun,
    Reading,
    Tick,
)
from loftet.reports.models import PlaceReport
from loftet.site.demo import editions_in, make_demo, tell_of_apps, tell_the_story
from loftet.site.ocds import export
from loftet.status.models import ErrorReport, FigureComment
from tests.kept_places import KeptPlaces
from tests.open_contracting import refused_by_the_standard
from tests.parameters import by_night

pytestmark = [
    *(pytest.mark.contract, pytest.mark.django_db, pytest.mark.xdist_group("demo story")),
    pytest.mark.usual_moment,
]
TODAY = date(2026, 11, 25)
TABLES: tuple[type[models.Model], ...] = (
    *(Organisation, User, Role, Delegation, Disqualification),
    *(Body, Meeting, Matter, Treatment, Motion, Statement),
    *(Cohort, Participation, PhaseRun, Tick, Competence, HalfYearHours),
    *(CalendarEntry, Baseline, Reading, Challenge, FigureComment, ErrorReport, Notice, Entry),
)


@pytest.fixture(scope="module")
def told(
    django_db_setup: None,
    kept_demo_places: KeptPlaces,
    django_db_blocker: DjangoDbBlocker,
    demo_root: Path,
    catalogue: Path,
) -> Iterator[Demo]:
    """Tell the story once for all tests, which read it and change nothing."""
    with django_db_blocker.unblock(), override_settings(DATA=demo_root), transaction.atomic():
        kept_demo_places.copy()
        demo = Demo(catalogue, TODAY, editions_in(demo_root))
        make_demo_people(catalogue, TODAY)
        assert tell_the_story(demo)
        yield demo
        transaction.set_rollback(True)


def counted() -> dict[str, int]:
    return {table.__name__: table.objects.count() for table in TABLES}  # type: ignore[attr-defined]


DAYS = by_night(
    *(date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 6)),
    *(date(2026, 12, 27), date(2027, 5, 17), date(2028, 7, 5)),
)


# These two come first: they tell the story to an empty database, and `told` keeps it for all tests after it.
@pytest.mark.parametrize("today", DAYS, ids="{:%A %d %B}".format)
def test_it_can_be_told_on_any_day(demo_site: Path, catalogue: Path, today: date) -> None:
    make_demo_people(catalogue, today)
    assert tell_the_story(Demo(catalogue, today, editions_in(demo_site)))
    assert_told_well(today)


def test_what_cannot_be_told_is_refused_with_its_place(
    demo_site: Path, catalogue: Path, tmp_path: Path
) -> None:
    make_demo_people(catalogue, TODAY)
    meetings = copytree(catalogue / FOLDER, tmp_path / FOLDER) / "meetings.csv"
    text = meetings.read_text(encoding="utf-8").replace("-69 thu", "-69 sat")
    meetings.write_text(text, encoding="utf-8")
    with pytest.raises(
        InvalidInput, match=r"meetings\.csv, line 2: cannot be told: «-69 sat» is not a day such as"
    ):
        tell_the_story(Demo(tmp_path, TODAY, editions_in(demo_site)))
    assert not Body.objects.exists()


def test_the_story_is_told_once_also_on_another_day(told: Demo, demo_root: Path) -> None:
    first = counted()
    assert min(first.values()) > 0
    for today in (TODAY, date(2026, 12, 31)):
        make_demo_people(told.catalogue, today)
        assert not tell_the_story(Demo(told.catalogue, today, editions_in(demo_root)))
    assert counted() == first


# Each day of the week, and the ends of the year and of February.
def test_bodies_meet_on_working_days_and_something_waits(told: Demo) -> None:
    assert_told_well(TODAY)


def assert_told_well(today: date) -> None:
    """Check the days of meetings, and what waits."""
    assert {one.day.weekday() for one in Meeting.objects.all()} <= {0, 1, 2, 3, 4}
    assert_something_waits(today)


def test_the_open_contracting_data_of_the_demo_are_valid(told: Demo, shared: Path, tmp_path: Path) -> None:
    file = tmp_path / "ocds.json"
    assert export(file) >= 8
    assert refused_by_the_standard(shared, file) == []


FIRMS = {
    "nils",
    "rolf",
    "aud",
    "hanna",
    "kjell",
    "olav",
    "turid",
    "elin",
    "gro",
    "anders",
}  # what they offer stands for now
# For these, nothing that the site knows today can wait: a politician has only the year, a firm and a
# researcher have no part in a municipality's work, and Siri has left.
NOTHING = {"marit", "sigrid", "rolf", "aud", "hilde", "siri", *FIRMS}
MOST_LINES, MOST_OF_SMALL, MOST_LETTERS = 5, 3, 1
LEADERS = (
    *("eli@ovre-demodal", "kari@nedre-demodal", "per@granasen"),
    *("tora@fossvang", "berit@tjernli", "gunn@bjorkevoll"),
)


def assert_something_waits(today: date) -> None:
    """Check that something waits for each who can have it, and little for anybody of a small municipality."""
    waits = {}
    for number, user in enumerate(User.objects.exclude(roles=None).distinct()):
        with translation.override(("nb", "nn")[number % 2]):  # the lines are the same in both
            waits[user.email.partition("@")[0]] = waiting(user, today)
    assert {name for name, lines in waits.items() if not lines} <= NOTHING
    for name, found in waits.items():
        lines = asked(found)  # days to know of are none of them
        # Solveig works for the region, and for three of them.
        most = MOST_LINES if name == "solveig" else MOST_OF_SMALL
        assert len(lines) <= most, (name, lines)


def test_three_lines_wait_also_when_all_are_invited_to_a_second_cohort(told: Demo) -> None:
    """The reports that the story orders are made by the worker, and wait to be approved, too."""
    with transaction.atomic():
        PlaceReport.objects.filter(made=None).update(made=F("ordered"))
        first, solveig = Cohort.objects.get(), User.objects.get(email="solveig@demodalen.example")
        actor = actor_at(solveig, timezone.now(), TODAY)
        plan = {"name": "Demoløftet, kull 2", "language": "nn", "begins": TODAY}
        second = begin_cohort(first.partnership, first.lead, first.region, plan, actor=actor)
        invite(second, [one.organisation for one in first.participations.all()], "join", actor=actor)
        lines = {one.email: asked(waiting(one, TODAY)) for one in User.objects.exclude(roles=None).distinct()}
        transaction.set_rollback(True)
    asks = {who for who, found in lines.items() if any("kull 2" in str(one.what) for one in found)}
    assert asks == {f"{name}.example" for name in LEADERS}
    del lines[solveig.email]
    assert {who: found for who, found in lines.items() if len(found) > MOST_OF_SMALL} == {}


# Who is asked about more of one room than one thing: two matters, roles and a plan.
MORE_THAN_ONE = {
    **{("decisions", name): 2 for name in ("kari", "eli", "tora")},
    ("programme", "jonas"): 3,
}


def test_a_room_adds_one_line_for_a_person_before_any_is_folded_away(told: Demo) -> None:
    lines = {}
    for user in User.objects.exclude(roles=None).distinct():
        actor = actor_at(user, timezone.now(), TODAY)
        for app in registry.apps():
            found = [line for lines in answer_all(ask(actor) for ask in app.tasks) for line in lines]
            lines[app.label, user.email.partition("@")[0]] = len(asked(found))
    assert {who: number for who, number in lines.items() if number > 1} == MORE_THAN_ONE


def waiting(user: User, today: date) -> list[Task]:
    """Return what waits for somebody."""
    return tasks_for(actor_at(user, timezone.now(), today))


def test_a_month_is_one_letter_for_those_of_small_municipalities(told: Demo) -> None:
    """Those who also work for a region or a larger municipality get theirs each week."""
    with transaction.atomic():
        for week in range(4):
            send_weekly_letters(TODAY + timedelta(weeks=week), TODAY.isoweekday())
            Digest.objects.filter(sent=None).update(sent=timezone.now() + timedelta(weeks=week))
        begun = TODAY - timedelta(days=TODAY.weekday())
        letters = Counter(Digest.objects.filter(week__gte=begun).values_list("user", flat=True))
        people = User.objects.filter(pk__in=letters)
        small = [one.pk for one in people if interval_for(permissions_at(one, TODAY)) == MONTH]
        transaction.set_rollback(True)
    assert len(small) > 5
    assert max(letters[pk] for pk in small) == MOST_LETTERS


def test_four_join_one_postpones_and_one_sends_back(told: Demo) -> None:
    cohort = Cohort.objects.select_related("partnership", "lead").get()
    with translation.override("en"):
        seen = overview(cohort, "", TODAY)
    assert {one.slug: one.standing.state.value for one in seen.lines} == {
        "bjorkevoll": "postponed",
        "fossvang": "takes_part",
        "granasen": "takes_part",
        "nedre-demodal": "takes_part",
        "ovre-demodal": "takes_part",
        "tjernli": "sent_back",
    }
    assert {one.slug: [kind.value for kind in one.missing] for one in seen.lines if one.missing} == {
        "ovre-demodal": ["procurement_officer"]
    }
    assert {one.slug: one.standing.case_number for one in seen.lines} == {
        "bjorkevoll": "12/25",
        "fossvang": "18/25",
        "granasen": "24/25",
        "nedre-demodal": "31/25",
        "ovre-demodal": "D 12/25",
        "tjernli": "15/25",
    }
    region = Matter.objects.get(organisation=cohort.lead, case_number="25/14")
    assert list(region.treatments.order_by("day").values_list("outcome", flat=True)) == ["noted", "endorsed"]
    led_out = region.derived.exclude(organisation=cohort.lead)
    assert Counter(led_out.values_list("language", flat=True)) == {"nb": 3, "nn": 3}
    runs = PhaseRun.objects.values_list("phase", "participation__organisation__slug", "closed")
    assert [(phase, only, closed is None) for phase, only, closed in runs] == [
        ("understand", None, False),
        ("meet", None, True),
        ("understand", None, True),
        ("measure", "fossvang", True),
    ]


def test_apps_add_to_the_story(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added: list[Demo] = []
    registered = (App(label="without"), App(label="with", demo=added.append))
    monkeypatch.setattr("loftet.site.demo.apps", lambda: registered)
    demo = Demo(catalogue, TODAY)
    tell_of_apps(demo)
    assert added == [demo]


def test_a_council_voted_over_a_motion_and_heard_the_young(told: Demo) -> None:
    matter = led_to("nedre-demodal")
    council = matter.treatments.get(outcome=Outcome.ADOPTED)
    assert (council.votes_for, council.votes_against) == (15, 6)
    assert list(council.motions.values_list("moved_by", "votes_for", "votes_against", "adopted")) == [
        ("Prøvelista", 6, 15, False)
    ]
    heard = matter.treatments.filter(outcome=Outcome.HEARD).order_by("day")
    assert [one.body.name for one in heard if one.body] == ["Ungdomsrådet", "Eldrerådet"]
    amended = led_to("fossvang").treatments.get(outcome=Outcome.AMENDED)
    assert "4. Skulane får bruke tala i undervisninga." in amended.wording


def test_each_later_record_points_to_the_one_it_came_from(told: Demo) -> None:
    assert list(
        Matter.objects.filter(derived_from=None, prepared_by=None).values_list("title", flat=True)
    ) == ["Demodalen og Demoløftet"]
    sources = Matter.objects.filter(
        title__in=("Overskotsmassar i Demodalen", "Kva vi har lært i kull 1 så langt")
    )
    assert set(sources.values_list("derived_from__title", flat=True)) == {
        *("Demodalen og Demoløftet", "Deltaking i Demoløftet, kull 1")
    }


def test_what_was_found_and_what_was_reported_say_where_they_come_from(told: Demo) -> None:
    rows = Challenge.objects.values_list("origin", "key", "title", "acting_for")
    assert list(rows) == [
        ("tested", "water_leakage", "", "Regionrådet for Demodalen"),
        ("tested", "energy_in_buildings", "", "Nedre Demodal kommune"),
        ("reported", "", "Overskotsmassar frå bygging", "Regionrådet for Demodalen"),
    ]
    assert [timezone.localdate(one.picked) for one in Challenge.objects.all()] == [
        told.day(words) for words in ("-52 thu", "-52 fri", "-51 mon")
    ]


def test_who_left_has_handed_over(told: Demo) -> None:
    held = Role.objects.on(TODAY).filter(organisation__slug="granasen", kind="business_adviser")
    assert list(held.values_list("user__email", flat=True)) == ["anne@granasen.example"]
    siri = User.objects.get(email="siri@granasen.example")
    assert permissions_at(siri, TODAY).roles == ()
    assert list(siri.roles.values_list("kind", "valid_to")) == [("business_adviser", told.day("-9 fri"))]


def test_one_buyer_acts_for_three_others(told: Demo) -> None:
    jonas = permissions_at(User.objects.get(email="jonas@nedre-demodal.example"), TODAY)
    assert sorted((one.slug, one.document) for one in jonas.roles) == [
        ("fossvang", "25/205"),
        ("granasen", "25/88"),
        ("nedre-demodal", ""),
        ("tjernli", "25/32"),
    ]


def test_a_baseline_that_is_not_known_is_said_in_words(told: Demo) -> None:
    unknown = Baseline.objects.get(value=None)
    assert (unknown.measure, unknown.source) == (
        "dialogues",
        "Ikkje kjent: ingen av kommunane talde dialogar med bedrifter før kullet tok til.",
    )
    reports = ErrorReport.objects.order_by("received")
    assert list(reports.values_list("place__slug", "answered_for", "shown")) == [
        ("nedre-demodal", "Nedre Demodal kommune", True),
        (None, "", False),
        ("fossvang", "", False),
    ]


def test_nothing_is_said_of_a_real_place(told: Demo, gazetteer: Gazetteer) -> None:
    assert not Organisation.objects.filter(place__isnull=False).exclude(place__made_up=True).exists()
    assert not Cohort.objects.exclude(region__made_up=True).exists()
    for table in (FigureComment, ErrorReport):
        assert not table.objects.filter(place__made_up=False).exists()
    real = {name for place in gazetteer.places for name in (place.name, *place.other_names)}
    folders = (told.catalogue / FOLDER, told.catalogue / "demo_people")
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    words = {word for file in files for word in re.findall(r"\w+", file.read_text(encoding="utf-8"))}
    assert words & real == set()
    assert [one for one in User.objects.values_list("email", flat=True) if not one.endswith(".example")] == []


def test_a_part_of_a_file_that_cannot_be_told_is_refused_with_the_file_and_what_it_is() -> None:
    demo = Demo(Path("catalogue"), TODAY)
    said = r"stories\.toml: the story «Mat» cannot be told: no such day"
    with pytest.raises(InvalidInput, match=said), demo.telling("stories.toml", "the story «Mat»"):
        raise ValueError("no such day")


def test_a_folder_without_the_mark_is_no_demo(tmp_path: Path, settings: Settings) -> None:
    settings.DATA = tmp_path
    with pytest.raises(InvalidInput, match="no file DEMO"):
        make_demo(say=lambda _line: None)
