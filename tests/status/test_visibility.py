"""Of a municipality that has not joined, every value is given out, and no status.

Gol and Ål stand in the demo's figures; Gol takes part, Ål does not.
"""

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook
from pytest_django import Settings

from loftet.challenges.models import Challenge
from loftet.core.words import COMPARISON_COLOURS, NOT_JOINED, TARGET_COLOURS, TRENDS
from loftet.editions.visibility import EVERYONE
from loftet.people.models import Organisation, User
from loftet.places.models import Place
from loftet.programme.models import Cohort, Participation, Partnership
from loftet.status.edition import store
from loftet.status.municipality.queries import municipality_overview
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.queries.nearby import surroundings
from tests.programme.conftest import record_that_it_takes_part
from tests.status.test_whats_new import BUS, LEAKAGE

GOL, AL = "3324", "3328"
JUDGES = ("green", "yellow", "orange", "red")
# A class of the page, or a mark of a map, that is a status.
CLASSES = re.compile(rf"(?:status|m|outline|tile)-(?:{'|'.join((*JUDGES, *TRENDS))})\b")
MARKS = re.compile(r'href="#t[gyor]"')
SIGNS = [
    sign
    for table in (TARGET_COLOURS, COMPARISON_COLOURS, TRENDS)
    for key, sign in table.items()
    if key != "grey"
]
SAID = "the municipality has not said that it takes part"
RANKS = re.compile(r"(?:weaker|better) than (?:nearly all|\d+ of 10)|than in similar municipalities")


@pytest.fixture
def gol_takes_part(demo_site: Path, settings: Settings) -> Participation:
    """Serve the demo to participants alone, of whom Gol is the only one."""
    settings.STATUS_FOR = "participants"
    places = {one.slug: one for one in Place.objects.filter(slug__in=("gol", "al", "hallingdal"))}
    user = User.objects.create_user("per@hallingdal.example")
    council, gol, _al = (
        Organisation.objects.create(slug=slug, name=slug, kind=kind, place=places[slug])
        for slug, kind in (
            ("hallingdal", "regional_council"),
            ("gol", "municipality"),
            ("al", "municipality"),
        )
    )
    partnership = Partnership.objects.create(slug="l", name="Bærekraftsløftet", language="nb")
    today = timezone.localdate()
    cohort = Cohort.objects.create(
        partnership=partnership,
        slug="kull-1",
        name="kull 1",
        region=places["hallingdal"],
        lead=council,
        begins=today,
    )
    row = Participation.objects.create(
        cohort=cohort, organisation=gol, invited=timezone.now(), invited_by=user
    )
    record_that_it_takes_part(row, user)
    return row


def main_of(client: Client, address: str) -> str:
    """Return the main part of a page in English, without what only explains how pages are read."""
    joiner = "&" if "?" in address else "?"
    page = client.get(f"{address}{joiner}lang=en").content.decode()
    main = page.partition("<main")[2].partition("</main>")[0] or page
    return re.sub(r"<details.*?</details>|<ul class=\"legend\".*?</ul>", "", main, flags=re.DOTALL)


def statuses_in(text: str) -> list[str]:
    """Return the classes, marks and words of a status that stand in a text."""
    plain = re.sub(r"<[^>]*>", " ", text)
    with translation.override("en"):
        words = [str(sign.word) for sign in SIGNS]
    said = [word for word in words if re.search(rf"\b{re.escape(word)}\b", plain)]
    return [*CLASSES.findall(text), *MARKS.findall(text), *said]


def own_pages(slug: str) -> list[str]:
    goals = [reverse("municipality_goal", args=[slug, str(goal)]) for goal in range(1, 18)]
    names = (
        *("municipality", "municipality_figures", "municipality_sheet"),
        "municipality_presentation",
    )
    of_place = [reverse(name, args=[slug]) for name in names]
    return [*of_place, reverse("coverage") + f"?sted={slug}", reverse("whats_new") + f"?sted={slug}", *goals]


def test_no_page_of_a_municipality_that_has_not_joined_tells_a_status_or_a_rank(
    gol_takes_part: Participation, client: Client
) -> None:
    pages = {address: main_of(client, address) for address in own_pages("al")}
    found = {address: [*statuses_in(page), *RANKS.findall(page)] for address, page in pages.items()}
    assert {address: told for address, told in found.items() if told} == {}
    assert SAID in main_of(client, reverse("municipality", args=["al"]))
    whole = client.get(reverse("municipality", args=["al"]) + "?lang=en").content.decode()
    assert re.search(r"\d+ that apply in Ål, \d+ with a figure\.", whole)
    for name in ("municipality", "municipality_sheet"):
        assert "should be lifted." not in main_of(client, reverse(name, args=["al"]))
        assert "should be lifted." in main_of(client, reverse(name, args=["gol"]))


def test_what_stands_out_in_one_that_has_joined_tells_nothing_of_its_neighbours(
    gol_takes_part: Participation,
) -> None:
    edition = store().published()
    assert edition is not None
    gol = PlaceInEdition("gol", "Gol", GOL, "municipality")
    area = surroundings(gol, edition)
    assert area is not None
    assert {one.code for one in area.others} <= store().hidden_in(edition)
    beside, alone = (municipality_overview(store(), edition, gol, str, one) for one in (area, None))
    assert (beside.answer, beside.lift) == (alone.answer, alone.lift)


def test_nothing_ranks_a_municipality_without_status_in_the_first_line(
    gol_takes_part: Participation, client: Client
) -> None:
    for slug, ranked in (("gol", True), ("al", False)):
        main = main_of(client, reverse("indicator", args=["culture_spending"]) + f"?sted={slug}")
        answer = main.partition('<h1 class="about-figure">')[2].partition("</h1>")[0]
        assert answer
        assert ("than in similar municipalities" in answer) is ranked
        assert "similar municipalities" in main.partition("</h1>")[2]


def test_the_page_of_an_indicator_says_why_a_municipality_has_no_status(
    gol_takes_part: Participation, client: Client
) -> None:
    for slug, said in (("al", True), ("gol", False)):
        main = main_of(client, reverse("indicator", args=["culture_spending"]) + f"?sted={slug}")
        assert ("has no status here: the municipality has not said that it takes part." in main) is said


def test_no_indicator_ranks_a_municipality_that_has_not_joined_among_its_peers(
    gol_takes_part: Participation, client: Client
) -> None:
    edition = store().published()
    assert edition is not None
    keys = [one.key for one in store().indicators(edition, "nb") if one.goal in ("3", "6", "13")][:8]
    keys.append("culture_spending")
    for slug, ranked in (("gol", True), ("al", False)):
        own = [reverse("indicator", args=[key]) + f"?sted={slug}" for key in keys]
        assert any(RANKS.search(main_of(client, address)) for address in own) is ranked, slug


def test_the_pages_of_one_that_has_joined_are_as_they_were(
    gol_takes_part: Participation, client: Client, settings: Settings
) -> None:
    def told() -> tuple[set[str], str]:
        # Which weak figures are named first is by what the others of the region share, if they are judged.
        page, figures = (
            main_of(client, reverse(name, args=["gol"])) for name in ("municipality", "municipality_figures")
        )
        assert statuses_in(page)
        assert statuses_in(figures)
        return set(re.findall("<title>([^<]*: [^<]*)</title>", page)), figures

    with_gate = told()
    settings.STATUS_FOR = "everyone"
    assert len(with_gate[0]) > 100
    assert with_gate == told()


def test_everyone_is_judged_where_nothing_else_is_set(
    gol_takes_part: Participation, client: Client, settings: Settings
) -> None:
    settings.STATUS_FOR = "everyone"
    assert store().visibility is EVERYONE
    assert statuses_in(main_of(client, reverse("municipality", args=["al"])))


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = answer.getvalue().decode("utf-8-sig") if answer.streaming else answer.content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def files_of_figures() -> list[str]:
    edition = store().published()
    assert edition is not None
    key = next(one.key for one in store().indicators(edition, "nb") if one.goal == "6")
    return [
        reverse("municipality_csv", args=["al"]),
        reverse("municipality_csv", args=["gol"]),
        reverse("region_csv", args=["hallingdal"]),
        reverse("comparison_csv") + "?sted=gol&sted=al",
        reverse("indicator_csv", args=[key]),
        *(reverse("goal_csv", args=[str(goal)]) for goal in (3, 6, 13)),
    ]


def test_every_file_keeps_its_values_and_of_who_has_not_joined_lets_go_of_the_status(
    gol_takes_part: Participation, client: Client, settings: Settings
) -> None:
    judging = {"score", "score_low", "score_high", "colour", "trend", "mark"}
    judging |= {"strong", "level", "weak", "unknown", "word"}
    for address in files_of_figures():
        settings.STATUS_FOR = "participants"
        gated = rows_of(client, address)
        settings.STATUS_FOR = "everyone"
        every = rows_of(client, address)
        assert len(gated) == len(every)
        for now, before in zip(gated, every, strict=True):
            keeps = now["place"] == GOL or len(now["place"]) < 4
            if keeps:
                assert now == before, address
                continue
            told = {name: cell for name, cell in now.items() if name in judging}
            assert told == {name: NOT_JOINED.key if name == "colour" else "" for name in told}, address
            assert {n: c for n, c in now.items() if n not in judging} == {
                n: c for n, c in before.items() if n not in judging
            }, address


def test_a_workbook_says_why_there_is_no_status(gol_takes_part: Participation, client: Client) -> None:
    client.cookies["language"] = "en"
    with translation.override("en"):
        word = str(NOT_JOINED.word)
    for slug, statuses in (("al", {word}), ("gol", None)):
        answer = client.get(reverse("municipality_xlsx", args=[slug]))
        sheet = load_workbook(BytesIO(answer.content)).worksheets[0]
        header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        at = {name: header.index(name) for name in ("Figure", "Status", "Score", "Development")}
        told = {row[at["Status"]] for row in rows}
        assert any(row[at["Figure"]] is not None for row in rows)
        if statuses is None:
            assert word not in told
        else:
            assert told == statuses
            assert {row[at["Score"]] for row in rows} | {row[at["Development"]] for row in rows} <= {None, ""}


def lines_with(text: str, name: str) -> Iterator[str]:
    """Return the rows of tables and the links of maps that name a municipality."""
    for row in re.findall(r"<tr\b.*?</tr>|<a\b[^>]*>.*?</a>", text, flags=re.DOTALL):
        if re.search(rf">\s*{name}\b|\b{name}:", row):
            yield row


def pages_of_many() -> list[str]:
    edition = store().published()
    assert edition is not None
    keys = [one.key for one in store().indicators(edition, "nb") if one.goal in ("3", "6")][:6]
    return [
        reverse("region", args=["hallingdal"]),
        reverse("region_presentation", args=["hallingdal"]),
        reverse("comparison") + "?sted=al&sted=hol",
        reverse("goal", args=["6"]),
        reverse("goal", args=["3"]),
        *(reverse("indicator", args=[key]) + "?sted=al" for key in keys),
        reverse("challenges", args=["hallingdal"]),
    ]


def test_tables_maps_and_comparisons_tell_no_status_of_who_has_not_joined(
    gol_takes_part: Participation, client: Client
) -> None:
    seen = 0
    for address in pages_of_many():
        text = main_of(client, address)
        for row in lines_with(text, "Ål"):
            seen += 1
            assert statuses_in(row) == [], f"{address}: {row}"
    assert seen > 10


def test_figures_that_are_framed_elsewhere_tell_no_status(
    gol_takes_part: Participation, client: Client
) -> None:
    edition = store().published()
    assert edition is not None
    for indicator in [one for one in store().indicators(edition, "nb") if one.goal == "6"]:
        for name in ("indicator_figure", "indicator_svg"):
            answer = client.get(reverse(name, args=[indicator.key]) + "?sted=al&lang=en")
            text = answer.content.decode()
            title = "".join(re.findall(r"<(?:title|h1|desc)\b.*?</(?:title|h1|desc)>", text, flags=re.DOTALL))
            told = [
                word for word in ("on track", "right way", "wrong way", "standing still") if word in title
            ]
            assert told == [], f"{name} {indicator.key}"


def test_goals_and_indicators_are_counted_among_those_who_take_part(
    gol_takes_part: Participation, settings: Settings
) -> None:
    edition = store().published()
    assert edition is not None
    hidden = store().hidden_in(edition)
    assert AL in hidden
    assert GOL not in hidden
    assert not {"NO", "33"} & hidden
    judged = [one for one in store().indicator_counts(edition) if one.colour is not None]
    assert {one.places for one in judged} == {1}
    gated = {(one.indicator, one.gap): 0 for one in store().indicator_counts(edition)}
    for one in store().indicator_counts(edition):
        gated[one.indicator, one.gap] += one.places
    goals = store().goal_counts(edition)
    assert {key: sum(one.places for one in goals if one.goal == key) for key in {g.goal for g in goals}} == {
        one.goal: 1 for one in goals
    }
    settings.STATUS_FOR = "everyone"
    every = dict.fromkeys(gated, 0)
    for one in store().indicator_counts(edition):
        every[one.indicator, one.gap] += one.places
    assert gated == every


def test_the_country_and_the_counties_are_judged_as_before(
    gol_takes_part: Participation, settings: Settings
) -> None:
    edition = store().published()
    assert edition is not None
    gated = [store().goal_rows(edition, code, ()) for code in ("NO", "33")]
    settings.STATUS_FOR = "everyone"
    assert gated == [store().goal_rows(edition, code, ()) for code in ("NO", "33")]


def test_a_decision_of_tomorrow_or_a_withdrawal_gives_no_status_today(gol_takes_part: Participation) -> None:
    edition = store().published()
    assert edition is not None
    decision = gol_takes_part.decisions.get()
    decision.decided = timezone.localdate() + timedelta(days=1)
    decision.save()
    assert GOL in store().hidden_in(edition)


def test_a_file_is_asked_for_again_because_who_takes_part_changes(
    gol_takes_part: Participation, client: Client, settings: Settings
) -> None:
    edition = store().published()
    assert edition is not None
    address = reverse("municipality_csv", args=["gol"]) + f"?utgave={edition.id}"
    first: HttpResponseBase = client.get(address)
    assert first.headers["Cache-Control"] == "public, no-cache"
    gol_takes_part.decisions.all().delete()
    assert client.get(address, HTTP_IF_NONE_MATCH=first.headers["ETag"]).status_code == 200
    settings.STATUS_FOR = "everyone"
    assert "immutable" in client.get(address).headers["Cache-Control"]


def test_a_page_asks_the_database_once_who_takes_part(
    gol_takes_part: Participation, client: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        client.get(reverse("municipality", args=["al"]))


def test_what_is_new_tells_no_moved_status_of_who_has_not_joined(
    published_as: Callable[..., str], settings: Settings, client: Client
) -> None:
    published_as()
    published_as(LEAKAGE, BUS, day=date(2026, 12, 24))
    address = "/nytt/?lang=en&sted=gol"
    assert "Indicators with another status" in main_of(client, address)
    settings.STATUS_FOR = "participants"
    page = main_of(client, address)
    assert statuses_in(page) == []
    assert "Indicators with another status" not in page
    assert SAID in page
    assert "better status 0 times and a weaker one 0 times" in page


def test_a_picked_challenge_that_speaks_of_who_has_not_joined_is_not_shown(
    gol_takes_part: Participation, client: Client, settings: Settings
) -> None:
    said = {"state": "challenge", "why": "", "spared": ["Gol"], "unknown": [], "own": 1.0, "others": 2.0}
    figures = said | {"sharing": ["Ål"], "improving": None, "persons": {"shown": "unknown", "number": None}}
    told = dict.fromkeys(("sentence_nb", "sentence_nn", "sentence_en"), "Ål stands far from the target.")
    names = dict.fromkeys(("name_nb", "name_nn", "name_en"), "Leakage")
    region = Place.objects.get(slug="hallingdal")
    one = Challenge.objects.create(
        region=region,
        origin="tested",
        about="indicator",
        key="leakage",
        edition="2026-01-01-00000000",
        figures=figures,
        language="nn",
        picked=timezone.now(),
        picked_by=gol_takes_part.invited_by,
        acting_for="Regionrådet",
        **told,
        **names,
    )
    addresses = [reverse("challenge", args=[one.pk]), reverse("challenges", args=["hallingdal"])]
    for address in addresses:
        page = main_of(client, address)
        assert "Ål stands far from the target." not in page
        assert "What was found is not shown" in page
    settings.STATUS_FOR = "everyone"
    assert all("Ål stands far from the target." in main_of(client, address) for address in addresses)
