"""What one POST costs: recording a decision, as somebody does it who is signed in, with the page before it.

Counted is the second POST of a process, from the first middleware to the last: every query, those that begin
and end a transaction among them, and the files of loftet in which any function ran (`benchmarks/posts.py`).
"""

from collections.abc import Callable, Mapping

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from benchmarks.posts import MINUTES, WORD, Called, called
from loftet.decisions.models import Matter, Treatment, TreatmentKind
from loftet.decisions.treatments.actions import Planned, plan_treatment
from loftet.log.models import Entry
from loftet.notices.models import Notice
from tests.decisions.conftest import House, actor, written
from tests.people.partnership import browser_of

pytestmark = pytest.mark.contract

MOST_QUERIES, MOST_FILES, MOST_FILES_OF_THE_PAGE = 25, 43, 24
Send = Callable[[str, Mapping[str, str]], Called]


def planned(house: House, matter: Matter) -> Treatment:
    meeting = house.council.meetings.first() or house.meeting(0)
    plan = Planned(TreatmentKind.DECISION, house.council, meeting)
    return plan_treatment(matter, plan, actor=actor(house.editor))


@pytest.fixture
def send(house: House, django_assert_max_num_queries: DjangoAssertNumQueries) -> Send:
    """Return what opens a page as the director does, and sends its form within the limit of queries."""
    browser = browser_of(house.director)

    def sent(address: str, filled: Mapping[str, str]) -> Called:
        word = WORD.search(browser.get(address).content.decode())
        assert word
        with django_assert_max_num_queries(MOST_QUERIES), called() as seen:
            answer = browser.post(address, {**filled, "submission": word[1]})
        assert answer.status_code == 302
        return seen

    row = planned(house, written(house))
    warm(browser, row)
    return sent


def warm(browser: Client, row: Treatment) -> None:
    """Record a first decision: what a process reads once, such as the kinds of content, is read."""
    browser.post(reverse("record_outcome", args=[row.matter_id, row.pk]), MINUTES)


def test_recording_a_decision_asks_few_questions_in_few_files(house: House, send: Send) -> None:
    row = planned(house, written(house))
    Notice.objects.all().delete()
    seen = send(reverse("record_outcome", args=[row.matter_id, row.pk]), MINUTES)
    assert len(seen.files) <= MOST_FILES, sorted(seen.files)
    assert len(seen.files - seen.files_around) <= MOST_FILES_OF_THE_PAGE, sorted(seen.files)
    row.refresh_from_db()
    assert (row.outcome, row.version, row.motions.count(), row.statements.count()) == ("adopted", 2, 1, 1)
    assert Entry.objects.filter(action="treatment.recorded", subject_id=row.pk).count() == 1
    assert list(Notice.objects.values_list("user__email", "kind")) == [("kari@gol.example", "matter.treated")]


def test_deciding_by_delegation_asks_few_questions(house: House, send: Send) -> None:
    matter = written(house)
    filled = {
        "decided_by": "kommunedirektør",
        "document": "Delegeringsreglementet pkt. 3.2",
        "day": timezone.localdate().isoformat(),
        "outcome": "adopted",
        "wording": "Gol kommune deltek.",
        "case_number": "DS 26/9",
    }
    seen = send(reverse("decide_by_delegation", args=[matter.pk]), filled)
    assert len(seen.files) <= MOST_FILES, sorted(seen.files)
    assert len(seen.files - seen.files_around) <= MOST_FILES_OF_THE_PAGE, sorted(seen.files)
    assert matter.treatments.get().outcome == "adopted"


def test_roles_are_read_once_in_a_request(
    house: House, send: Send, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = planned(house, written(house))
    with django_assert_max_num_queries(40) as queries:
        send(reverse("record_outcome", args=[row.matter_id, row.pk]), MINUTES)
    own = [
        one["sql"]
        for one in queries.captured_queries
        if f'"people_role"."user_id" = {house.director.pk}' in one["sql"]
    ]
    assert len(own) == 2  # the page that was opened, and the POST
