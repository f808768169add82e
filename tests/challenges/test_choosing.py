"""Choosing indicators in Demodalen: what is suggested and why, what is kept, what is read by whom."""

import csv
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from loftet.challenges.choosing.actions import add_indicators, adopt_set, publish_set, save_choice
from loftet.challenges.choosing.candidates import Said
from loftet.challenges.choosing.models import Choice, ChosenIndicator, IndicatorSet, Suggested
from loftet.challenges.choosing.queries import ChosenFigure, chosen_figures
from loftet.challenges.choosing.starter import starter_sets
from loftet.challenges.choosing.suggestions import read_figures, suggestions
from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.own_data.models import OwnFile, OwnSeries
from loftet.people.actor import Actor, actor_at
from loftet.people.models import RoleKind, User
from loftet.places.models import Place
from loftet.status.edition import store
from loftet.status.queries.chosen import in_edition
from loftet.status.queries.nearby import surroundings
from tests.challenges.conftest import hired

GUIDE, SET, ROOM = (
    "/kommuner/ovre-demodal/velg/",
    "/kommuner/ovre-demodal/indikatorer/",
    "/regioner/demodalen/velg/",
)
REASON = "Vi mistar vatn på vegen."
SECRET = "Hemmeleg grunngiving"
pytestmark = pytest.mark.usefixtures("demo_site")
Text = Callable[[HttpResponseBase], str]


def place(slug: str = "ovre-demodal") -> Place:
    return Place.objects.get(slug=slug)


def planner(slug: str = "ovre-demodal") -> Client:
    return hired(f"plan@{slug}.example", slug, RoleKind.PLANNER)


def actor(slug: str = "ovre-demodal") -> Actor:
    email = f"plan@{slug}.example"
    if not User.objects.filter(email=email).exists():
        planner(slug)
    return actor_at(User.objects.get(email=email), timezone.now(), timezone.localdate())


def said(key: str, reason: str = REASON, by: Suggested = Suggested.OWN) -> Said:
    return Said(key, None, Choice.CHOSEN, reason, by)


def chosen(slug: str, *keys: str, reason: str = REASON, shown: bool = False) -> IndicatorSet:
    found = add_indicators(place(slug), [said(key, reason) for key in keys], actor=actor(slug))
    return publish_set(found, actor=actor(slug)) if shown else found


def rows(slug: str = "ovre-demodal") -> list[tuple[str, str, str, str]]:
    found = ChosenIndicator.objects.filter(set__place__slug=slug)
    return [(one.indicator, one.state, one.reason, one.suggested_by) for one in found]


SHARED = ("energy_in_buildings", "water_leakage", "kindergarten", "material_recycling", "heart_disease")
WEAK = ("farmland_converted", "school_points", "part_time_women", "low_income_all")
STEERED = ("refugees_settled", "climate_plan", "nitrogen", "land_built_on", "net_debt")
IN_ORDER = [
    ("shared", [*SHARED, "influenza_vaccine", "employment", "culture_school"]),
    ("weak", [*WEAK, "household_waste_year_inhabitant", "hiking_area"]),
    ("worsening", ["crowded_homes"]),
    ("influence", [*STEERED, "innovative_procurement"]),
    ("gap", ["life_expectancy", "care_staff"]),
]
ONE_OF_EACH = {
    "water_leakage": "I Demodalen: fem av seks er langt frå måltalet, 25 %.",
    "low_income_all": "Her står vi svakt: 14,2 % i 2025, mot 10,7 % i landet.",
    "crowded_children": "Det går feil veg hos oss: 22,9 % i 2025, mot 19,6 % i landet.",
    "net_debt": "Dette kan vi styre sjølve, med investeringsplanen og handlingsreglar.",
    "care_staff": "Elles seier settet ingenting om pengar og folk til arbeidet.",
    "school_points": "Fossvang og Gol har også valt denne.",
}


# --- suggestions ----------------------------------------------------------------------------------


def suggested(
    slug: str, *taken: str, others: dict[str, list[str]] | None = None
) -> dict[str, tuple[str, str]]:
    edition = store().current().edition
    assert edition is not None
    here = in_edition([place(slug)], edition)[slug]
    figures = read_figures(store(), edition, here, surroundings(here, edition))
    return {one.key: (one.by.value, one.why) for one in suggestions(figures, taken, taken, others or {})}


def test_suggestions_stand_in_their_order_each_with_its_kind() -> None:
    found: dict[str, list[str]] = {}
    for key, (by, _why) in suggested("ovre-demodal").items():
        found.setdefault(by, []).append(key)
    assert list(found.items()) == IN_ORDER


def test_a_suggestion_says_in_one_sentence_why() -> None:
    others = {"suicide": ["Granåsen"], "school_points": ["Fossvang", "Gol"]}
    with translation.override("nn"):
        found = suggested("nedre-demodal", others=others)
    assert {key: found[key][1].replace("\N{NO-BREAK SPACE}", " ") for key in ONE_OF_EACH} == ONE_OF_EACH


def test_what_is_said_already_is_not_suggested_again() -> None:
    first = next(iter(suggested("ovre-demodal")))
    assert first not in suggested("ovre-demodal", first)


# --- starter sets -----------------------------------------------------------------------------------


def test_every_indicator_of_a_starter_set_is_in_the_catalogue(catalogue: Path) -> None:
    with (catalogue / "indicators.csv").open(encoding="utf-8", newline="") as file:
        known = {row["indicator"] for row in csv.DictReader(file)}
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            sets = starter_sets()
        assert [one.key for one in sets] == [
            "destination",
            "climate",
            "water",
            "nature",
            "growing_up",
            "work",
        ]
        assert all(key in known and why for one in sets for key, why in one.reasons)
        assert all(7 <= len(one.reasons) <= 9 for one in sets)


def test_one_press_adds_a_starter_set_with_its_reasons_and_again_adds_nothing() -> None:
    client = planner()
    for _press in range(2):
        assert client.post(f"{GUIDE}legg-til/", {"set": "water"}).headers["Location"] == GUIDE
    assert rows()[0] == (
        "water_leakage",
        "chosen",
        "Vatn som lek ut, er reinsa og pumpa til inga nytte.",
        "starter",
    )
    assert (len(rows()), Entry.objects.filter(action="choosing.added").count()) == (7, 1)
    assert client.post(f"{GUIDE}legg-til/", {"set": "nothing"}).status_code == 404


# --- the guide --------------------------------------------------------------------------------------


def test_many_are_chosen_and_set_aside_by_one_form_without_a_script(text_of: Text) -> None:
    client = planner()
    page = client.get(GUIDE)
    assert "0 av 10–25 valde." in text_of(page)
    sent = {
        "version": "0",
        "velg-water_leakage": "on",
        "fordi-water_leakage": f" {REASON}\r\n",
        "velg-neet": "on",
        "fordi-neet": "Vi har få unge.",
        "ikke-fine_dust": "Vi har ingen målestasjon.",
        "velg-nothing_of_ours": "on",
    }
    answer = client.post(GUIDE, sent, follow=True)
    assert "2 av 10–25 valde." in text_of(answer)
    assert sorted(rows()) == [
        ("fine_dust", "not_relevant", "Vi har ingen målestasjon.", "own"),
        ("neet", "chosen", "Vi har få unge.", rows()[1][3]),
        ("water_leakage", "chosen", REASON, "shared"),
    ]
    entry = Entry.objects.get(action="choosing.saved")
    assert (entry.acting_for, entry.scope) == ("Øvre Demodal-rådet", "ovre-demodal")


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"velg-neet": "on", "fordi-neet": " "}, "Skriv ein grunn for kvar indikator."),
        (
            {"velg-neet": "on", "fordi-neet": "Ja.", "ikke-neet": "Nei."},
            "Vel han, eller skriv kvifor han ikkje er relevant her: ikkje begge delar.",
        ),
    ],
)
def test_what_lacks_a_reason_is_refused_and_nothing_is_lost(sent: dict[str, str], fault: str) -> None:
    answer = planner().post(
        GUIDE, {"version": "0", "velg-employment": "on", "fordi-employment": SECRET} | sent
    )
    page = answer.content.decode()
    assert (answer.status_code, fault in page, SECRET in page) == (422, True, True)
    assert not IndicatorSet.objects.exists()


def test_who_saves_what_others_have_changed_sees_both_texts_and_overwrites_nothing(text_of: Text) -> None:
    client = planner()
    chosen("ovre-demodal", "water_leakage", reason="DEIRA TEKST")
    sent = {"version": "0", "velg-water_leakage": "on", "fordi-water_leakage": "MIN TEKST"}
    answer = client.post(GUIDE, sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "vald: DEIRA TEKST" in text_of(answer)
    assert "MIN TEKST</textarea>" in page.replace("\n", "")
    assert rows() == [("water_leakage", "chosen", "DEIRA TEKST", "own")]
    again = client.post(GUIDE, sent | {"version": "1"})
    assert (again.status_code, rows()[0][2]) == (302, "MIN TEKST")


def test_rows_that_stay_are_the_same_rows_and_others_are_removed() -> None:
    one = chosen("ovre-demodal", "water_leakage", "neet")
    first = ChosenIndicator.objects.get(indicator="neet").pk
    save_choice(one.place, 1, [said("neet", "Ny grunn."), said("employment")], actor=actor())
    found = ChosenIndicator.objects.values_list("indicator", "order", "reason")
    assert list(found) == [("neet", 0, "Ny grunn."), ("employment", 1, REASON)]
    assert ChosenIndicator.objects.get(indicator="neet").pk == first
    with pytest.raises(ChangedMeanwhile):
        save_choice(one.place, 1, [], actor=actor())
    for reason in (" ", "x" * 401):
        with pytest.raises(InvalidInput):
            save_choice(one.place, 2, [said("neet", reason)], actor=actor())


def test_own_data_is_chosen_as_an_indicator_is_and_not_read_when_it_is_taken_back(text_of: Text) -> None:
    client = planner()
    series = OwnSeries.objects.create(place=place())
    now = timezone.now()
    about = {"title": "Straumbruk", "unit": "MWh", "source": "Eigedom", "acting_for": "Øvre Demodal"}
    by = User.objects.get(email="plan@ovre-demodal.example")
    file = OwnFile.objects.create(series=series, number=1, kept=now, added=now, added_by=by, **about)
    OwnSeries.objects.filter(pk=series.pk).update(current=file, state="shown")
    sent = {"version": "0", f"velg-egne-{series.pk}": "on", f"fordi-egne-{series.pk}": REASON}
    assert client.post(GUIDE, sent).status_code == 302
    assert chosen_figures(place(), with_draft=True) == (ChosenFigure("", REASON, series.pk),)
    assert "Straumbruk" in text_of(client.get(SET))
    OwnSeries.objects.filter(pk=series.pk).update(state="withdrawn", reason="Feil.")
    assert "Straumbruk" not in text_of(client.get(SET))


# --- who may ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slug", "kind", "status"),
    [
        ("ovre-demodal", RoleKind.PLANNER, 200),
        ("ovre-demodal", RoleKind.TOP_MANAGEMENT, 200),
        ("ovre-demodal", RoleKind.POLITICIAN, 403),
        ("nedre-demodal", RoleKind.PLANNER, 403),
        ("demodalen", RoleKind.FACILITATOR, 403),
    ],
)
def test_those_who_work_with_it_in_the_municipality_choose(slug: str, kind: RoleKind, status: int) -> None:
    client = hired("kari@example.no", slug, kind)
    assert client.get(GUIDE).status_code == status
    assert client.post(f"{GUIDE}legg-til/", {"set": "water"}).status_code == (302 if status == 200 else 403)


def test_an_action_asks_its_rule() -> None:
    with pytest.raises(NotAllowed):
        add_indicators(place("nedre-demodal"), [said("neet")], actor=actor())
    with pytest.raises(NotAllowed):
        publish_set(chosen("ovre-demodal", "neet"), actor=actor("nedre-demodal"))


# --- a draft is the municipality's own --------------------------------------------------------------


def test_a_draft_is_nowhere_for_others_and_everywhere_when_it_is_shown(client: Client) -> None:
    one = chosen("ovre-demodal", "water_leakage", reason=SECRET)
    neighbour = planner("nedre-demodal")
    own = hired("rep@ovre-demodal.example", "ovre-demodal", RoleKind.POLITICIAN)
    files = (SET, f"{SET[:-1]}.csv", f"{SET[:-1]}.xlsx")

    def seen(browser: Client) -> list[int]:
        return [browser.get(address).status_code for address in files]

    assert [seen(one) for one in (client, neighbour, own)] == [[302] * 3, [403] * 3, [200] * 3]
    pages = (ROOM, "/kommuner/nedre-demodal/velg/", "/kommuner/ovre-demodal/")
    for browser in (client, neighbour):
        read = "".join(browser.get(address).content.decode() for address in pages)
        assert (SECRET in read, 'value="ovre-demodal"' in read, SET in read) == (False, False, False)
    assert SECRET in own.get(ROOM).content.decode()
    copied = {"from": "ovre-demodal"}
    assert neighbour.post("/kommuner/nedre-demodal/velg/legg-til/", copied).status_code == 404
    assert chosen_figures(place()) == ()
    publish_set(one, actor=actor())
    assert [seen(one) for one in (client, neighbour, own)] == [[200] * 3] * 3
    assert SECRET in client.get(ROOM).content.decode()
    assert chosen_figures(place()) == (ChosenFigure("water_leakage", SECRET),)


def test_a_set_is_shown_and_hidden_by_a_button(client: Client) -> None:
    browser = planner()
    chosen("ovre-demodal", "neet")
    assert browser.post(f"{SET}vis/", {"version": "1"}).headers["Location"] == SET
    assert client.get(SET).status_code == 200
    browser.post(f"{SET}skjul/", {"version": "1"})  # stale: nothing is done
    assert IndicatorSet.objects.get().published is not None
    browser.post(f"{SET}skjul/", {"version": "2"})
    assert IndicatorSet.objects.get().published is None


# --- copying, adopting, files -----------------------------------------------------------------------


def test_a_set_is_copied_with_its_reasons_and_the_other_municipality_is_named(text_of: Text) -> None:
    chosen("ovre-demodal", "water_leakage", "neet", shown=True)
    chosen("nedre-demodal", "neet", reason="Vår eigen grunn.")
    client = planner_of("nedre-demodal")
    client.post("/kommuner/nedre-demodal/velg/legg-til/", {"from": "ovre-demodal"})
    assert rows("nedre-demodal") == [
        ("neet", "chosen", "Vår eigen grunn.", "own"),
        ("water_leakage", "chosen", REASON, "copied"),
    ]
    assert f"{REASON} Kopiert fra Øvre Demodal" in text_of(client.get("/kommuner/nedre-demodal/indikatorer/"))


def planner_of(slug: str) -> Client:
    client = Client()
    client.force_login(actor(slug).person)
    return client


def test_what_was_changed_since_the_set_was_adopted_is_said(text_of: Text) -> None:
    one = chosen("ovre-demodal", "water_leakage", "neet", shown=True)
    adopted = adopt_set(one, {"adopted_on": date(2026, 3, 5), "treatment": None}, actor=actor())
    assert adopted.adopted == [
        {"indicator": "water_leakage", "series": None, "reason": REASON},
        {"indicator": "neet", "series": None, "reason": REASON},
    ]
    page = text_of(planner_of("ovre-demodal").get(SET))
    assert "2 indikatorar er valde, på 2 av dei 17 berekraftsmåla. Dei er vedtekne 5. mars 2026." in page
    assert "Endra etter vedtaket." not in page
    save_choice(one.place, adopted.version, [said("neet"), said("employment")], actor=actor())
    page = text_of(planner_of("ovre-demodal").get(SET))
    assert "Endra etter vedtaket. Nye: Innbyggjarar i arbeid. Tekne ut: Lekkasje frå vassleidningar." in page


def test_that_a_set_is_adopted_is_recorded_by_a_form() -> None:
    client = planner()
    chosen("ovre-demodal", "neet")
    assert client.get(f"{SET}vedtatt/").status_code == 200
    answer = client.post(f"{SET}vedtatt/", {"version": "1", "adopted_on": "2026-03-05"})
    found = IndicatorSet.objects.get()
    assert (answer.headers["Location"], found.adopted_on, found.version) == (SET, date(2026, 3, 5), 2)


def test_a_day_to_come_and_an_empty_set_are_not_adopted() -> None:
    one = chosen("ovre-demodal", "neet")
    with pytest.raises(InvalidInput):
        adopt_set(one, {"adopted_on": date(2999, 1, 1)}, actor=actor())
    save_choice(one.place, 1, [], actor=actor())
    one.refresh_from_db()
    for action in (
        publish_set,
        lambda one, *, actor: adopt_set(one, {"adopted_on": date(2026, 1, 1)}, actor=actor),
    ):
        with pytest.raises(InvalidInput):
            action(one, actor=actor())


def test_the_set_is_taken_home_with_its_reasons(client: Client) -> None:
    chosen("ovre-demodal", "water_leakage", reason="=1+1", shown=True)
    lines = client.get(f"{SET[:-1]}.csv?lang=nn").content.decode().splitlines()
    assert lines[0].removeprefix("\ufeff").split(";")[:3] == ["state", "indicator", "name"]
    assert lines[1].split(";")[:4] == ["chosen", "water_leakage", "Lekkasje frå vassleidningar", "6"]
    assert lines[1].split(";")[6] == "'=1+1"
    book = openpyxl.load_workbook(BytesIO(client.get(f"{SET[:-1]}.xlsx?lang=nn").content))
    assert [cell.value for cell in book.worksheets[0][2]][:2] == ["chosen", "water_leakage"]


# --- the room ---------------------------------------------------------------------------------------


def test_the_room_shows_the_members_side_by_side_what_most_have_chosen_first(
    client: Client, text_of: Text
) -> None:
    for slug in ("ovre-demodal", "nedre-demodal", "granasen", "fossvang"):
        chosen(slug, "neet", shown=True)
    chosen("tjernli", "water_leakage", reason=SECRET)
    answer = client.get(f"{ROOM}?lang=nn")
    text = text_of(answer)
    assert "1 indikator er vald av meir enn halvparten av dei 6 kommunane." in text
    assert text.index("Unge utanfor arbeid og utdanning") < text.index("Lekkasje frå vassleidningar")
    assert (answer.content.decode().count("room-yes"), SECRET in text) == (4, False)


def test_an_empty_room_says_what_will_stand_there(client: Client, text_of: Text) -> None:
    assert "Ingen kommune har vist fram eit sett enno." in text_of(client.get(f"{ROOM}?lang=nn"))


@pytest.mark.parametrize(("address", "most"), [(GUIDE, 20), (SET, 16), (ROOM, 12)])
def test_a_page_asks_the_database_little(
    address: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = planner()
    for slug in ("ovre-demodal", "nedre-demodal", "granasen"):
        chosen(slug, "neet", "water_leakage", "employment", shown=True)
    client.get(address)
    with django_assert_max_num_queries(most):
        client.get(address)
