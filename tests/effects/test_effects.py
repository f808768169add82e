"""Effects read from the demo's edition: what is planted is found, all else is not, refusals say why."""

from datetime import timedelta
from pathlib import Path
from statistics import fmean
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import timezone

from loftet.background import work
from loftet.core.models import WorkItem, WorkState
from loftet.editions.store import EditionStore
from loftet.editions.visibility import NO_ONE
from loftet.effects.cards import cards_of
from loftet.effects.models import Refusal
from loftet.effects.reading import Asked, panel_of, read_effect
from loftet.projects.models import EffectResult, ExpectedEffect, Project
from loftet.projects.readings import ask_for_new
from loftet.status.edition import current, store
from tests.projects.waste import waste_project

WASTE = ("9901", "9902", "9904", "9905")
YEARS = range(2016, 2026)


def rows(*places: str) -> dict[str, dict[int, float]]:
    return {place: {year: float(int(place) % 7 + year % 3) for year in YEARS} for place in places}


@pytest.fixture
def read(demo_root: Path) -> EditionStore:
    return EditionStore(demo_root, NO_ONE)


@pytest.mark.parametrize(
    ("indicator", "places", "start", "answer"),
    [
        ("household_waste", WASTE, 2023, "found"),
        ("energy_in_buildings", WASTE[:2], 2022, "not_found"),
        ("water_leakage", ("9902", "9903"), 2026, "too_early"),
        ("electricity_households", ("9904", "9905"), 2021, Refusal.BREAK),
        ("household_waste", WASTE, 2018, Refusal.SHORT),
        ("household_waste", (), 2023, Refusal.NO_PLACES),
        ("no_such_figure", WASTE, 2023, Refusal.NO_INDICATOR),
    ],
)
def test_an_edition_answers_or_says_why_not(
    read: EditionStore, indicator: str, places: tuple[str, ...], start: int, answer: str
) -> None:
    edition = read.published()
    assert edition is not None
    found = read_effect(read, edition, Asked(indicator, places, start))
    assert found.answer == answer
    assert set(found.sentences) == (set() if answer in Refusal.values else {"nb", "nn", "en"})


def test_a_planted_effect_is_said_in_points_and_chances(read: EditionStore) -> None:
    edition = read.published()
    assert edition is not None
    found = read_effect(read, edition, Asked("household_waste", WASTE, 2023))
    assert found.estimate is not None
    assert -75 < found.estimate < -30
    assert found.p is not None
    assert found.p < 0.01
    assert "kg lågare i snitt i 2023–2025 enn venta ut frå liknande kommunar" in found.sentences["nn"]
    assert found.series["years"] == list(YEARS)


def test_a_background_figure_is_refused(read: EditionStore) -> None:
    edition = read.published()
    assert edition is not None
    key = next(one.key for one in read.indicators(edition, "nb") if one.influence == "little")
    assert read_effect(read, edition, Asked(key, WASTE, 2023)).answer == Refusal.BACKGROUND


@pytest.mark.parametrize(
    ("places", "treated", "others", "start", "since", "said"),
    [
        (("1", "2", "3"), ("1", "2", "3"), (), 2020, None, Refusal.ALL_TREATED),
        (("1", "2", "3"), ("1", "2"), (), 2020, None, Refusal.ALL_TREATED),  # one donor
        (("1", "2", "3", "4"), ("1",), ("2", "3"), 2020, None, Refusal.ALL_TREATED),
        (("1", "2", "3"), ("9",), (), 2020, None, Refusal.NO_SERIES),
        (("1", "2", "3"), ("1",), (), 2016, None, Refusal.SHORT),  # treated before the series
        (("1", "2", "3"), ("1",), (), 2020, 2018, Refusal.BREAK),
    ],
)
def test_a_panel_that_cannot_answer_is_refused(
    places: tuple[str, ...],
    treated: tuple[str, ...],
    others: tuple[str, ...],
    start: int,
    since: int | None,
    said: Refusal,
) -> None:
    assert panel_of(rows(*places), Asked("x", treated, start, others), since) is said


def test_a_figure_that_never_changes_is_refused() -> None:
    flat = rows("1", "2", "3") | {"1": dict.fromkeys(YEARS, 4.0)}
    assert panel_of(flat, Asked("x", ("1",), 2020), None) is Refusal.CONSTANT


def test_a_place_that_lacks_a_year_is_no_donor() -> None:
    found = rows("1", "2", "3", "4")
    del found["4"][2019]
    panel = panel_of(found, Asked("x", ("1",), 2020), None)
    assert not isinstance(panel, Refusal)
    assert panel.places == ("1", "2", "3")


@pytest.fixture
def waste(demo_site: Path) -> Project:
    """Return a project of four municipalities that has begun, with its effect frozen."""
    return waste_project()[0]


def test_the_worker_reads_the_effect_and_pages_say_it(waste: Project) -> None:
    effect = ExpectedEffect.objects.get()
    assert set(effect.baseline["values"]) == {"nedre-demodal", "ovre-demodal", "fossvang", "tjernli"}
    assert {year for year, _value in effect.baseline["values"].values()} == {2022}
    assert work.do_all(timezone.now()) == 1
    result = EffectResult.objects.get()
    edition = current().edition
    assert edition is not None
    assert (result.edition, result.answer) == (edition.id, "found")
    for address in (waste.get_absolute_url(), "/kommuner/fossvang/"):
        page = Client().get(f"{address}?lang=nn").content.decode()
        assert "lågare i snitt i 2023–2025 enn venta ut frå liknande kommunar" in page, address
        assert ("Intervallet på 90 prosent" in page) is ("/prosjekt/" in address)
    chart = Client().get("/indikatorer/household_waste/?sted=fossvang&lang=nn").content.decode()
    assert "her tok prosjektet til" in chart
    assert (
        "her tok prosjektet til"
        not in Client().get("/indikatorer/household_waste/?sted=gol&lang=nn").content.decode()
    )


@pytest.mark.parametrize(
    ("size", "begins", "is_told"), [(1, 2026, True), (1, 2023, False), (999, 2026, False)]
)
def test_a_figure_past_its_aim_before_the_work_is_told(
    waste: Project, size: int, begins: int, *, is_told: bool
) -> None:
    effect = ExpectedEffect.objects.get()
    ExpectedEffect.objects.update(size=size, treated_from=begins)
    work.do_all(timezone.now())
    (card,) = cards_of(ExpectedEffect.objects.filter(pk=effect.pk))
    assert card.view is not None
    assert card.view.target is not None
    newest = card.view.own.points[-1].value
    assert newest is not None
    assert (newest < card.view.target.value) == (size == 1)
    number = f"{newest:.{card.view.decimals}f}".replace(".", ",")
    page = Client().get(f"{waste.get_absolute_url()}?lang=nn").content.decode()
    said = f"Det er alt {number} {card.view.unit}, forbi det som er venta."
    assert (said in page) == is_told, page


@pytest.mark.parametrize(("direction", "number", "moved"), [("down", 4, "ned"), ("up", 0, "opp")])
def test_where_it_began_is_beside_the_newest_figure(
    waste: Project, direction: str, number: int, moved: str
) -> None:
    ExpectedEffect.objects.update(direction=direction)
    work.do_all(timezone.now())
    (card,) = cards_of(ExpectedEffect.objects.all())
    edition = current().edition
    assert edition is not None
    assert card.newer_edition == edition.id
    told = EffectResult.objects.get().series
    series = [one for one in store().whole_series(edition, "household_waste") if one.place in told["newest"]]
    assert told["newest"] == {one.place: one.value for one in series if one.year == 2025}
    page = Client().get(f"{waste.get_absolute_url()}?lang=nn").content.decode()
    assert [one.place for one in card.baseline if not one.counted] == ["Fossvang"]  # a year lacks its figure
    assert "Talet er for Nedre Demodal, Tjernli og Øvre Demodal i lag." in page
    assert "Fossvang er ikkje med i det: talet manglar for eit år." in page
    told_short = Client().get("/kommuner/fossvang/?lang=nn").content.decode()
    assert "tilfeldige utslag forklarer. Fossvang er ikkje med i det: talet manglar for eit år." in told_short
    assert "er ikkje med i det" not in Client().get("/kommuner/tjernli/?lang=nn").content.decode()
    assert card.view is not None
    assert card.view.target is not None
    aim = fmean(one.frozen for one in card.baseline if one.counted) + float(card.effect.change)
    assert card.view.target.value == pytest.approx(aim)
    assert f"Talet har gått {moved} i {number} av 4 kommunar sidan utgangspunktet." in page
    for row in card.baseline:
        assert (row.year, row.newest_year, row.moved < 0) == (2022, 2025, True)
        assert f"{row.value} (2022), {row.newest} (2025)" in page
    EffectResult.objects.update(series={**told, "newest": {}})  # kept from before
    (card,) = cards_of(ExpectedEffect.objects.all())
    assert (card.moved, card.newer_edition, {one.newest for one in card.baseline}) == ("", "", {""})


def test_what_fails_or_is_being_read_is_not_asked_for_again_at_once(waste: Project) -> None:
    now = timezone.now()
    assert ask_for_new(now) == 0  # asked for when it began
    WorkItem.objects.update(state=WorkState.FAILED)
    assert ask_for_new(now + timedelta(minutes=10)) == 0
    assert ask_for_new(now + timedelta(hours=7)) == 1


def test_a_new_edition_is_read_and_the_earlier_answer_stays(waste: Project) -> None:
    work.do_all(timezone.now())
    assert ask_for_new(timezone.now()) == 0
    EffectResult.objects.update(edition="2025-01-01-00000000", sentence_nn="Slik var det då.")
    assert ask_for_new(timezone.now()) == 1
    work.do_all(timezone.now())
    assert EffectResult.objects.count() == 2
    assert "Slik var det då." in Client().get(f"{waste.get_absolute_url()}?lang=nn").content.decode()


@pytest.mark.parametrize(("others", "is_told"), [(("expected",), True), ((), False)])
@pytest.mark.usefixtures("english")
def test_no_line_is_explained_that_is_not_drawn(others: tuple[str, ...], is_told: bool) -> None:
    card = SimpleNamespace(view=SimpleNamespace(others=others))
    told = render_to_string("effects/parts/lines.html", {"card": card})
    assert ("The other line" in told) == is_told
