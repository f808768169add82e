"""The list of cohorts is filtered, counted and paged in the database."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db.models.signals import post_init
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from loftet.programme.cohorts.queries import listed_cohorts
from loftet.programme.models import Cohort, Participation, ParticipationDecision
from tests.programme.conftest import Programme, joined

MANY = 300


@pytest.fixture
def many(programme: Programme) -> Programme:
    """Return three hundred more cohorts, to each of which both municipalities are invited."""
    joined(programme)
    first = programme.cohort
    made = {"partnership": first.partnership, "region": first.region, "lead": first.lead, "language": "nn"}
    rows = [
        Cohort(slug=f"k-{at}", name=f"Kull nr. {at}", begins=first.begins - timedelta(at), **made)
        for at in range(1, MANY + 1)
    ]
    asked = {"invited": timezone.now(), "invited_by": programme.house.facilitator}
    Participation.objects.bulk_create(
        Participation(cohort=cohort, organisation=one.organisation, **asked)
        for cohort in Cohort.objects.bulk_create(rows)
        for one in (programme.gol, programme.al)
    )
    return programme


@contextmanager
def rows_read() -> Iterator[Counter[type]]:
    """Count the rows that are made to objects, by their model."""
    found = Counter[type]()

    def count(sender: type, **_rest: object) -> None:
        found[sender] += 1

    post_init.connect(count)
    try:
        yield found
    finally:
        post_init.disconnect(count)


def test_a_page_reads_as_few_rows_of_three_hundred_cohorts_as_it_shows(
    many: Programme, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with rows_read() as read, django_assert_max_num_queries(5):
        text = Client().get("/kull/?lang=nb").content.decode()
    assert (read[Cohort], read[Participation], read[ParticipationDecision]) == (20, 0, 0)
    assert text.count('<li class="row">') == 20
    assert "Side 1 av 16." in text
    assert "1 av 2 inviterte kommuner deltar." in text


def test_a_page_is_counted_of_what_is_found(many: Programme) -> None:
    text = Client().get("/kull/?lang=nb&q=KULL+nr.+1&side=7").content.decode()
    assert "138 av 301 passer med «KULL nr. 1»" in text  # every number with a 1 in it
    assert (text.count('<li class="row">'), "Side 7 av 7." in text) == (18, True)
    assert 'href="/kull.csv?lang=nb&amp;q=KULL+nr.+1"' in text


def test_the_file_holds_every_cohort_that_is_found(
    many: Programme, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(1):
        lines = Client().get("/kull.csv").content.decode().splitlines()
    assert len(lines) == 1 + 1 + MANY
    found = Client().get("/kull.csv?q=nr.+300").content.decode().splitlines()
    assert [line.rsplit(";", 2)[1:] for line in found] == [["invited", "take_part"], ["2", "0"]]


def test_who_takes_part_is_counted_as_on_a_day(programme: Programme) -> None:
    joined(programme, days_ago=2)
    today = timezone.localdate()
    counted = [listed_cohorts(today - timedelta(back)).get().take_part for back in (3, 2, 0)]
    assert counted == [0, 1, 1]
    assert listed_cohorts(today).get().invited == 2


def test_a_partnership_reads_its_own_cohorts_alone(
    many: Programme, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with rows_read() as read, django_assert_max_num_queries(5):
        text = Client().get("/partnerskap/baerekraftsloftet/?lang=nb").content.decode()
    assert (read[Participation], read[ParticipationDecision]) == (0, 0)
    assert "301 kull hører til partnerskapet. Én kommune deltar." in text
