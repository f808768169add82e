"""A regional matter leads to one decision in each municipality, and is followed there."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from loftet.decisions.actions.matters import PreparedAlready, prepare_matters, take_up, write_matter
from loftet.decisions.models import Departure, Matter, Outcome, TreatmentKind
from loftet.decisions.treatments.actions import (
    Planned,
    Result,
    plan_treatment,
    record_delegated,
    record_outcome,
)
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.notices.models import Notice
from loftet.people.models import Organisation, RoleKind
from loftet.places.models import Membership, Place
from tests.decisions.conftest import House, actor, draft, read_at
from tests.people.partnership import LONG_AGO, browser_of, hire

Read = Callable[[HttpResponseBase], str]
LED = {
    "title": "[kommune] og Bærekraftsløftet",
    "language": "nn",
    "facts": "",
    "assessment": "",
    "economy": "",
    "proposal": "[kommune] deltek.",
    "journalled": "will_be",
    "entry": "",
}


def region_of(house: House) -> Place:
    return Place.objects.get(slug=house.world.council.slug)


@pytest.fixture
def regional(house: House) -> Matter:
    """Return a matter of the region's council; Hol is a member that takes no part here."""
    hol = Place.objects.create(slug="hol", kind="municipality", name="Hol", sort_key="hol")
    Membership.objects.create(region=region_of(house), member=hol, valid_from=LONG_AGO)
    return write_matter(house.world.council, draft(), actor=actor(house.facilitator))


def led(house: House, regional: Matter) -> dict[str, Matter]:
    answer = browser_of(house.facilitator).post(f"/saker/{regional.pk}/led-ut/", LED)
    assert answer.status_code == 302
    return {one.organisation.slug: one for one in regional.derived.select_related("organisation")}


def test_each_municipality_gets_a_matter_of_its_own_once(house: House, regional: Matter) -> None:
    made = led(house, regional)
    told = {slug: (one.title, one.proposal, one.state) for slug, one in made.items()}
    assert told == {
        "al": ("Ål kommune og Bærekraftsløftet", "Ål kommune deltek.", "prepared"),
        "gol": ("Gol kommune og Bærekraftsløftet", "Gol kommune deltek.", "prepared"),
    }
    kept = Departure.objects.get()
    assert (kept.matter, kept.receiver) == (regional, "2 kommunar")
    again = browser_of(house.facilitator).post(f"/saker/{regional.pk}/led-ut/", LED)
    assert (again.status_code, Matter.objects.count()) == (422, 3)


def test_nothing_is_led_out_when_the_question_of_the_journal_is_not_answered(
    house: House, regional: Matter
) -> None:
    sent = LED | {"journalled": ""}
    assert browser_of(house.facilitator).post(f"/saker/{regional.pk}/led-ut/", sent).status_code == 422
    assert Matter.objects.count() == 1


def test_only_members_on_the_day_are_followed(house: House, regional: Matter) -> None:
    Membership.objects.filter(member=house.world.al.place).update(valid_to=date(2026, 1, 1))
    assert set(led(house, regional)) == {"gol"}


def test_the_page_says_in_one_sentence_how_far_they_have_come(
    house: House, regional: Matter, text_of: Read
) -> None:
    facilitator, page = browser_of(house.facilitator), f"/saker/{regional.pk}/kommunene/?lang=nb"
    begun = text_of(facilitator.get(page))
    assert "0 av 3 kommuner har gjort vedtak; 2 har ingen sak ennå; 1 er ikke med her." in begun
    made = led(house, regional)
    assert "0 av 3 kommuner har gjort vedtak; 2 har ikke tatt opp saken ennå; 1 er ikke med her." in text_of(
        facilitator.get(page)
    )
    gol = take_up(read_at(made["gol"], 1), actor=actor(house.director))
    row = plan_treatment(
        gol, Planned(TreatmentKind.DECISION, house.council, house.meeting(0)), actor=actor(house.editor)
    )
    al = take_up(read_at(made["al"], 1), actor=actor(house.neighbour))
    delegated = Result(
        *(Outcome.ADOPTED, "", timezone.localdate(), "DS 9"),
        decided_by="kommunedirektør",
        document="Reglementet",
    )
    record_delegated(al, delegated, actor=actor(house.neighbour))
    assert "1 av 3 kommuner har gjort vedtak; 1 har planlagt behandlingen; 1 er ikke med her." in text_of(
        facilitator.get(page)
    )
    record_outcome(row, Result(Outcome.REJECTED, "Gol deltek ikkje."), actor=actor(house.editor))
    assert "2 av 3 kommuner har gjort vedtak; 1 av dem annerledes enn foreslått" in text_of(
        facilitator.get(page)
    )
    answer = facilitator.get(f"/saker/{regional.pk}/kommunene.csv?lang=nb").content.decode("utf-8-sig")
    today = timezone.localdate().isoformat()
    assert answer.splitlines() == [
        "municipality;state;in_words;body;meeting;paper_deadline;outcome;day;case_number",
        f"Ål;adopted;vedtatt i samsvar med innstillingen;;;;adopted;{today};DS 9",
        f"Gol;different;vedtatt annerledes;Gol kommunestyre;{today};;rejected;{today};",
        "Hol;not_here;er ikke med her;;;;;;",
    ]


def test_others_see_no_more_than_what_is_public(house: House, regional: Matter, text_of: Read) -> None:
    led(house, regional)
    Matter.objects.filter(pk=regional.pk).update(state="public")
    read = text_of(Client().get(f"/saker/{regional.pk}/kommunene/?lang=nb"))
    assert "0 av 3 kommuner har gjort vedtak; 1 er ikke med her; 2 har en sak som ikke er offentlig." in read
    assert "Gol kommune og Bærekraftsløftet" not in read


def test_a_region_of_51_municipalities_is_followed_with_few_questions(
    house: House, regional: Matter, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(48):
        place = Place.objects.create(
            slug=f"k{number}", kind="municipality", name=f"K{number}", sort_key=f"k{number}"
        )
        Membership.objects.create(region=region_of(house), member=place, valid_from=LONG_AGO)
        Organisation.objects.create(slug=f"k{number}", name=f"K{number}", kind="municipality", place=place)
    assert len(led(house, regional)) == 50
    facilitator = browser_of(house.facilitator)
    facilitator.get("/om/")  # counts what waits for the menu, once a minute
    for address in ("kommunene/", "kommunene.csv"):
        with django_assert_max_num_queries(18):
            assert facilitator.get(f"/saker/{regional.pk}/{address}").status_code == 200


def test_a_region_of_51_municipalities_is_led_out_with_as_few_questions_as_one_of_6(
    house: House, regional: Matter
) -> None:
    found, made = [], list(Organisation.objects.filter(kind="municipality"))
    for many in (6, 51):
        while len(made) < many:
            number = len(made)
            place = Place.objects.create(
                slug=f"stad-{number}", kind="municipality", name=f"Stad {number}", sort_key=f"s{number:02}"
            )
            Membership.objects.create(region=region_of(house), member=place, valid_from=LONG_AGO)
            made.append(
                Organisation.objects.create(
                    slug=place.slug, name=f"Stad {number} kommune", kind="municipality", place=place
                )
            )
            hire(f"leiar@{place.slug}.example", made[-1], RoleKind.TOP_MANAGEMENT)
        matter = write_matter(house.world.council, draft(), actor=actor(house.facilitator))
        browser = browser_of(house.facilitator)
        browser.get("/min-side/")
        with CaptureQueriesContext(connection) as asked:
            assert browser.post(f"/saker/{matter.pk}/led-ut/", LED).status_code == 302
        found.append(len(asked))
        assert matter.derived.count() == many
        told = Notice.objects.filter(kind="matter.prepared", subject_id__in=matter.derived.values("pk"))
        assert len(set(told.values_list("user", "within"))) == many
        logged = Entry.objects.filter(action="matter.prepared", subject_id__in=matter.derived.values("pk"))
        assert set(logged.values_list("scope", flat=True)) == {one.slug for one in made}
    # SQLite takes 999 values in a question: of matters, of which each has twenty, no more than 49.
    assert found[1] - found[0] == (0 if connection.vendor == "postgresql" else 1)
    assert found[1] <= 40


def test_all_are_prepared_or_none_and_who_stands_in_the_way_is_named(house: House, regional: Matter) -> None:
    everywhere = [(one, draft()) for one in (house.world.gol, house.world.al)]
    when, council = actor(house.facilitator), house.world.council
    prepare_matters(everywhere[1:], council, actor=when, derived_from=regional)  # by somebody else, just now
    with pytest.raises(PreparedAlready) as refused:
        prepare_matters(everywhere, council, actor=when, derived_from=regional)
    assert [one.cause.partition(" har")[0] for one in refused.value.problems] == ["Ål kommune"]
    assert [one.organisation for one in regional.derived.all()] == [house.world.al]
    with pytest.raises(InvalidInput):
        prepare_matters(
            [everywhere[0], (house.world.al, draft(title=""))],
            house.world.council,
            actor=actor(house.facilitator),
        )
    assert Matter.objects.filter(organisation=house.world.gol).count() == 0
