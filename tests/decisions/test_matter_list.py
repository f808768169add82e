"""The list of matters: filtered, sorted and paged in the database, however many there are."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from loftet.decisions.models import Matter, MatterState, Outcome, Treatment, TreatmentKind
from loftet.decisions.queries.matters import open_matters
from loftet.decisions.queries.standing import Stands, standing_as, standing_of, with_treatments
from loftet.people.permissions import NOBODY
from tests.decisions.conftest import House
from tests.people.partnership import browser_of

CHUNK = 2_000  # rows that a list reads at once for its file

ADDRESS = "/organisasjoner/gol/saker/"
FILE = "/organisasjoner/gol/saker.csv"
MANY = 10_000


def matters(house: House, number: int, state: MatterState = MatterState.PUBLIC) -> list[Matter]:
    """Create matters of Gol, the last one as the newest."""
    now = timezone.now()
    written = {"proposal": "Y", "language": "nn", "created_by": house.editor, "acting_for": "Gol kommune"}
    return Matter.objects.bulk_create(
        Matter(
            organisation=house.world.gol,
            prepared_by=house.world.council if state == MatterState.PREPARED else None,
            state=state,
            title=f"Sak {one}",
            case_number=f"26/{one}",
            reason="Feil." if state == MatterState.WITHDRAWN else "",
            created=now + timedelta(seconds=one),
            **written,
        )
        for one in range(number)
    )


def treatments(house: House) -> Iterator[Mapping[str, object]]:
    """Return treatments of every kind that decides how a matter stands."""
    past, future = house.meeting(-3), house.meeting(9)
    cancelled = house.meeting(-9)
    cancelled.cancelled = timezone.now()
    cancelled.save()
    yield from ({"meeting": one} for one in (None, past, future, cancelled))
    day = timezone.localdate()
    for outcome in (Outcome.NOTED, Outcome.POSTPONED, Outcome.SENT_BACK, Outcome.ADOPTED, Outcome.REJECTED):
        yield {"outcome": outcome, "day": day - timedelta(2), "wording": "Ja."}
    yield {"outcome": Outcome.NOTED, "day": day}
    yield {"outcome": Outcome.POSTPONED, "day": day}


def test_the_database_and_the_page_agree_on_how_every_matter_stands(house: House) -> None:
    kinds = list(treatments(house))
    recorded = {"recorded": timezone.now(), "recorded_by": house.editor, "acting_for": "Gol kommune"}
    sets = [(), *((one,) for one in kinds), *product(kinds, repeat=2)]
    for one, treated in zip(matters(house, len(sets)), sets, strict=True):
        for how in treated:
            plan = {"kind": TreatmentKind.DECISION, "body": house.council}
            Treatment.objects.create(matter=one, **plan, **recorded, **how)
    for state in (MatterState.PREPARED, MatterState.DRAFT, MatterState.WITHDRAWN):
        matters(house, 1, state)
    today, every = timezone.localdate(), Matter.objects.all()
    by_page = {one.pk: standing_of(one, today).stands for one in with_treatments(every)}
    by_database = {
        pk: stands
        for stands in Stands
        for pk in standing_as(every, today, [stands.value]).values_list("pk", flat=True)
    }
    assert by_database == by_page
    assert set(by_page.values()) == set(Stands)


@pytest.fixture
def many(house: House) -> list[Matter]:
    """Create ten thousand matters, each planned in two treatments."""
    made = matters(house, MANY)
    recorded = {"recorded": timezone.now(), "recorded_by": house.editor, "acting_for": "Gol kommune"}
    meeting = house.meeting(40)
    Treatment.objects.bulk_create(
        Treatment(matter=one, kind=kind, body=house.council, meeting=meeting, **recorded)
        for one in made
        for kind in ("discussion", "decision")
    )
    return made


def test_ten_thousand_matters_are_shown_twenty_at_a_time(
    house: House, many: list[Matter], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = browser_of(house.editor)
    browser.get("/om/")  # what waits for one is counted once a minute
    pages = []
    for query in ("?side=500&lang=nb", "?q=sak+99&tilstand=planned"):
        with django_assert_max_num_queries(12):
            pages.append(browser.get(f"{ADDRESS}{query}").content.decode())
    assert [page.count('<li class="row">') for page in pages] == [20, 20]
    assert "Side 500 av 500" in pages[0]
    with django_assert_max_num_queries(2):
        newest = open_matters(house.world.gol, NOBODY, timezone.localdate(), 10)
    assert [one.title for one, _standing in newest] == [f"Sak {MANY - one}" for one in range(1, 11)]


@pytest.mark.nightly
def test_ten_thousand_matters_are_handed_out_in_few_queries(
    house: House, many: list[Matter], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = browser_of(house.editor)
    with django_assert_max_num_queries(12 + MANY // CHUNK):
        assert len(browser.get(FILE).content.splitlines()) == MANY + 1


def test_the_newest_come_first_and_the_next_page_keeps_what_was_looked_for(house: House) -> None:
    matters(house, 60)
    page = Client().get(f"{ADDRESS}?tilstand=written&lang=nb").content.decode()
    assert page.index("Sak 59") < page.index("Sak 58")
    assert "Sak 9<" not in page
    assert "?tilstand=written&amp;lang=nb&amp;side=2" in page
    assert f"{FILE}?tilstand=written&amp;lang=nb" in page
    second = Client().get(f"{ADDRESS}?tilstand=written&side=2").content.decode()
    assert second.count('<li class="row">') == 20


def test_how_a_matter_stands_that_there_is_not_finds_nothing(house: House) -> None:
    matters(house, 2)
    assert Client().get(f"{ADDRESS}?tilstand=nonsense").content.decode().count('<li class="row">') == 0
    assert Client().get(f"{ADDRESS}?tilstand=decided").content.decode().count('<li class="row">') == 0
