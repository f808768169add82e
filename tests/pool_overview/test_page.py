"""The page of a joint purchase: for its buyers, and for others."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from loftet.needs.models import Need
from loftet.people.permissions import Actor
from loftet.pool_overview.picture import bars, growth
from loftet.pool_overview.queries import overview
from loftet.pool_proposals.queries import could_join
from loftet.pools.models import PledgeChange, Pool
from loftet.pools.queries import members_of
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as
from tests.pools.conftest import PRICES, Join, in_days, page_of, part, signed


def test_the_buyers_see_when_it_pays_and_what_they_gain_their_own_first(people: People, priced: Pool) -> None:
    Pool.objects.update(least_volume=80)
    inside, outside = page_of(priced, people.neighbour), page_of(priced)
    assert "lønner det seg for alle" in inside
    assert all(one in inside for one in ("Gol 2023", "Av dette felleskostnad", "Alene"))
    table = inside.partition('id="gain-table"')[2]
    assert table.index("Ål kommune") < table.index("Gol kommune")
    assert not any(one in outside for one in ("lønner det seg", "Gol 2023", "felleskostnad"))
    assert "Streken står ved 80 km: Derfra går kjøperne videre." in outside


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (0, "Ingen har skrevet inn en pris fra en egen avtale ennå."),
        (1, "Én pris er skrevet inn. Det trengs én til, ved en annen mengde."),
    ],
)
def test_without_own_prices_the_page_says_what_is_missing_and_who_can_write_it(
    people: People, priced: Pool, kept: int, told: str
) -> None:
    Pool.objects.update(own_prices=PRICES[:kept])
    page = " ".join(page_of(priced, people.writer).split())
    assert told in page
    assert "Gol kommune, Ål kommune." in page
    assert "gain-table" not in page
    assert "lønner det seg" not in page


def test_a_page_has_at_most_one_filled_button(
    world: World, people: People, open_one: Pool, join: Join
) -> None:
    filled = {
        role: page_of(open_one, user).count('data-variant="primary"')
        for role, user in (
            ("colleague", people.colleague),
            ("neighbour", people.neighbour),
            ("politician", people.politician),
            ("firm", people.firm),
            ("nobody", None),
        )
    }
    assert filled == {"colleague": 1, "neighbour": 1, "politician": 0, "firm": 0, "nobody": 0}


def test_together_they_cross_a_threshold_that_none_crosses_alone(
    world: World, people: People, open_one: Pool, join: Join
) -> None:
    join(world.gol, people.colleague, part(61))
    assert "til sammen</h2>" not in page_of(open_one)
    join(world.al, people.neighbour, part(48))
    page = page_of(open_one)
    assert "Over EØS-grensen til sammen" in page
    assert "Ingen av dem går over alene." in page
    # Only those who choose a procedure are asked to check the amount.
    assert "Usikker" not in page
    assert "Usikker" in page_of(open_one, people.colleague)


@pytest.mark.parametrize(
    ("each", "heading"),
    [
        (45_900, "Over EØS-grensen for forsyning til sammen</h2>"),  # 5 003 100 kr
        (45_800, "Over den nedre grensen i anskaffelsesloven</h2>"),  # 4 992 200 kr
    ],
)
def test_what_serves_drinking_water_is_held_against_the_threshold_of_utilities(
    world: World, people: People, open_one: Pool, join: Join, each: int, heading: str
) -> None:
    join(world.gol, people.colleague, part(61))
    join(world.al, people.neighbour, part(48))
    Pool.objects.update(kind="utilities", unit_estimate=each)
    page = page_of(open_one)
    assert heading in page
    assert "<p>Forsyningsforskriften.</p>" in page
    Pool.objects.update(kind="goods_services")
    page = page_of(open_one)
    assert "Over EØS-grensen</h2>" in page
    assert "Forsyningsforskriften" not in page


def test_who_could_join_is_told_to_the_buyers_alone(
    world: World, people: People, pool: Pool, writer: Actor
) -> None:
    now = timezone.now()
    need = Need.objects.create(
        organisation=world.al,
        title="Mindre vatn bort",
        state="open",
        audience="region",
        shared=now,
        expires_on=in_days(60),
        cpv="45232150",
        volume=26,
        unit="km",
        written=now,
        written_by=people.neighbour,
    )
    Pool.objects.update(cpv="45232")
    pool.refresh_from_db()
    found = could_join(pool, members_of(pool), writer)
    with translation.override("en"):
        assert [(one.organisation, one.amount) for one in found] == [(world.al, need.volume)]
    assert "Mindre vatn bort" in page_of(pool, people.writer)
    assert "Mindre vatn bort" not in page_of(pool, people.council)
    assert overview(pool, acting_as(people.council)).possible == ()


@pytest.mark.parametrize(
    ("rows", "others", "found"),
    [
        ([], [], ([], [])),
        ([], [50.0], ([], [100.0])),
        ([("a", 30.0), ("b", 10.0)], [20.0], ([(0.0, 75.0), (75.0, 25.0)], [50.0])),
    ],
)
def test_each_bar_begins_where_the_last_one_ended(rows: Any, others: list[float], found: Any) -> None:
    assert bars(rows, others) == found


def test_the_sum_grows_by_the_days(world: World, people: People, pool: Pool, join: Join) -> None:
    join(world.gol, people.colleague, part(60))
    join(world.al, people.neighbour, signed(40))
    assert growth(pool, in_days(0)) is None
    first = PledgeChange.objects.get(pledge__organisation=world.gol)
    PledgeChange.objects.filter(pk=first.pk).update(when=first.when - timedelta(days=10))
    found = growth(pool, in_days(10))
    assert found is not None
    assert (int(found.most), found.areas) == (
        100,
        (
            ("interested", "M0 100H0.0V40.0H500.0V0.0H1000V100Z"),
            ("intention", "M0 100H0.0V40.0H500.0V0.0H1000V100Z"),
            ("committed", "M0 100H0.0V100.0H500.0V60.0H1000V100Z"),
        ),
    )


def test_own_prices_are_written_as_lines_and_shown_again(people: People, priced: Pool) -> None:
    browser, address = browser_of(people.neighbour), f"{priced.get_absolute_url()}prisar/"
    sent = {"own_prices": "10: 48 713,50, avtalen frå 2023\n200: 31877; Ål 2024"}
    version = {"version": str(priced.version)}
    assert browser.post(address, sent | version).status_code == 302
    row = Pool.objects.get()
    assert row.own_prices == [["10", "48713.50", "avtalen frå 2023"], ["200", "31877", "Ål 2024"]]
    assert "10: 48713,50, avtalen frå 2023" in browser.get(address).content.decode()
    late = browser.post(f"{address}?lang=nb", {"own_prices": "10: 5, Nes"} | version)
    assert (late.status_code, "200: 31877, Ål 2024" in late.content.decode()) == (409, True)
    wrong = {"own_prices": "10: 5, Gol\n5: 6, Ål", "version": str(row.version)}
    again = browser.post(f"{address}?lang=nb", wrong)
    assert (again.status_code, "minste mengden først" in again.content.decode()) == (422, True)
