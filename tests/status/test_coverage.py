"""What is known: how much, how old, and each kind of gap by itself."""

import csv
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.test import Client
from django.utils import translation

from loftet.editions.rows import ValueStatus
from loftet.editions.store import EditionStore
from loftet.status.coverage.queries import Cells, CoveragePage, coverage_page, heading, helps
from loftet.status.coverage.sentences import gap_clauses, share
from loftet.status.edition import store

Read = Callable[[str], str]


def page_of(store: EditionStore, **asked: str) -> CoveragePage:
    edition = store.published()
    assert edition is not None
    with translation.override("en"):
        return coverage_page(store, edition, **asked)


def test_all_that_could_be_there_is_counted_and_each_kind_of_gap_by_itself(small_store: EditionStore) -> None:
    page = page_of(small_store)
    assert page.total == Cells(figures=23, missing=26, suppressed=2, not_possible=1, not_applicable=3)
    assert (page.total.applying, page.total.share) == (52, "44\N{NO-BREAK SPACE}%")
    assert page.answer == (
        "23 of the 52 figures that there could be are in place (44\N{NO-BREAK SPACE}%).",
        "Of the others, 26 are missing, 2 are hidden to protect privacy and 1 cannot be computed.",
        "At least half of the figures are from 2024 or later.",
    )


def test_each_goal_has_its_cells_its_years_and_its_municipalities_without_a_status(
    small_store: EditionStore,
) -> None:
    goals = {one.goal.key: one for one in page_of(small_store).goals}
    assert len(goals) == 17
    water, sea, hunger = goals["6"], goals["14"], goals["2"]
    assert (water.cells, water.oldest, water.newest) == (Cells(3, 1, 1, 0, 0), 2023, 2024)
    assert (water.indicators, water.unknown, water.places) == (1, 2, 5)
    assert (sea.cells, sea.unknown, sea.places) == (Cells(2, 0, 0, 0, 3), 0, 2)
    assert (hunger.indicators, hunger.cells, hunger.newest, hunger.places) == (0, Cells(), None, 0)


def test_what_would_help_most_begins_with_what_most_lack(small_store: EditionStore) -> None:
    lines = page_of(small_store).helps
    assert [(line.key, line.sentence) for line in lines.missing] == [
        ("points", "No municipality has a figure; it may be published for counties only."),
        ("poverty", "4 of 5 municipalities lack the figure."),
        ("vaccine", "4 of 5 municipalities lack the figure."),
        ("quota", "4 of 5 municipalities lack the figure."),
        ("energy", "4 of 5 municipalities lack the figure."),
    ]
    assert lines.old == ()
    assert [(line.key, line.sentence) for line in lines.goals][:2] == [
        ("2", "No indicator in this edition."),
        ("10", "No indicator in this edition."),
    ]


def test_a_newest_figure_of_three_years_before_the_edition_is_old(published_as: Callable[..., str]) -> None:
    published_as(
        ("observations.csv", "3324,bus,2024,75,", "3324,bus,2021,75,"),
        ("observations.csv", "NO,bus,2024,80,", "NO,bus,2021,80,"),
    )
    edition = store().published()
    assert edition is not None
    page = coverage_page(store(), edition)
    assert [(line.key, line.source) for line in page.helps.old] == [("bus", "Entur")]


def test_the_heading_names_what_is_known_best_and_least(small_store: EditionStore) -> None:
    page = page_of(small_store)
    nbsp = "\N{NO-BREAK SPACE}"
    assert page.heading == (
        f"Most is known of «8. Decent work and economic growth» (100{nbsp}%), least of «1. No poverty» "
        f"(0{nbsp}%); 6 goals have no indicator"
    )
    with translation.override("en"):
        assert heading([one for one in page.goals if one.goal.key in ("8", "9")]) == (
            f"Of every goal that has indicators, 100{nbsp}% of the figures are in place"
        )
        assert heading(()) == "This edition has no figures."


def test_a_share_is_all_or_nothing_only_when_it_is() -> None:
    assert [share(*pair) for pair in ((999, 1000), (1, 1000), (5, 5), (0, 5), (0, 0))] == [
        "99\N{NO-BREAK SPACE}%",
        "1\N{NO-BREAK SPACE}%",
        "100\N{NO-BREAK SPACE}%",
        "0\N{NO-BREAK SPACE}%",
        "",
    ]


def test_what_does_not_apply_is_no_gap() -> None:
    with translation.override("nb"):
        assert gap_clauses([(ValueStatus.NOT_APPLICABLE, 3), (ValueStatus.SUPPRESSED, 1)]) == [
            "er 1 skjult av hensyn til personvernet"
        ]


def test_with_no_goal_unknown_nothing_is_asked_for(small_store: EditionStore) -> None:
    page, edition = page_of(small_store), small_store.published()
    assert edition is not None
    whole = [one for one in page.shown if one.cells.missing == 0]
    assert helps(whole, [one for one in page.goals if one.goal.key == "9"], edition).missing == ()


def test_the_list_of_indicators_is_filtered_by_goal_and_words(small_store: EditionStore) -> None:
    assert [one.indicator.key for one in page_of(small_store, goal="6").shown] == ["leakage"]
    assert [one.indicator.key for one in page_of(small_store, wanted="HARB").shown] == ["harbour"]
    assert page_of(small_store, wanted="HARB").indicators == 11


# --- the page -------------------------------------------------------------------------------------


def test_the_page_says_it_in_nynorsk(small_site: Path, read: Read) -> None:
    said = read("/datagrunnlag/?lang=nn").replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "Dette veit vi, og dette manglar 23 av dei 52 tala som kunne ha vore her, er på plass (44 %). Av dei "
        "andre manglar 26, er 2 skjulte av omsyn til personvernet og kan 1 ikkje reknast ut. Minst "
        "halvparten av tala er frå 2024 eller seinare."
    ) in said
    assert "Poeng: Ingen kommune har tal; kanskje finst det berre for fylke. Kjelde: SSB." in said
    assert "Kvaliteten er ikkje vurdert: 11 indikatorar" in said


def test_preliminary_and_estimated_figures_are_told_of(published_as: Callable[..., str], read: Read) -> None:
    published_as(
        ("observations.csv", "3324,bus,2024,75,,,", "3324,bus,2024,75,preliminary,,"),
        ("observations.csv", "0301,waste,2024,350,,,", "0301,waste,2024,350,estimated,,"),
    )
    assert "2 tall er foreløpige eller anslått og kan bli endret." in read("/datagrunnlag/?lang=nb")


def test_one_place_has_its_own_answer_gaps_and_statuses(small_site: Path, client: Client, read: Read) -> None:
    said = read("/datagrunnlag/?sted=gol&lang=nb")
    assert (
        "Dette vet vi om Gol Gol har tall for 7 av de 10 indikatorene som gjelder der. Av de andre mangler "
        "1, er 1 skjult av hensyn til personvernet og kan 1 ikke beregnes."
    ) in said
    assert "Status på 7 av de 10 bærekraftsmålene som gjelder" in said
    assert ".. Mangler: 1 Poeng Kilde: SSB." in said.replace("hjelper.. ", "")
    page = client.get("/datagrunnlag/?sted=gol&lang=nb").content.decode()
    assert '<a href="/kommuner/gol/baerekraftsmal/6/">6. Rent vann og gode sanitærforhold</a>' in page
    assert re.search(r'<option value="gol" selected>Gol</option>', page)


def test_a_place_that_the_edition_does_not_hold_is_not_found(small_site: Path, client: Client) -> None:
    for address in ("/datagrunnlag/?sted=bergen&lang=nb", "/datagrunnlag.csv?sted=atlantis&lang=nb"):
        response = client.get(address)
        assert response.status_code == 404
        assert "Denne utgaven har ingen tall for" in response.content.decode()


def test_the_files_hold_what_the_pages_show(small_site: Path, client: Client) -> None:
    def rows(address: str) -> list[dict[str, str]]:
        return list(csv.DictReader(StringIO(client.get(address).content.decode())))

    (row,) = rows("/datagrunnlag.csv?maal=6&lang=nb")
    edition = (small_site / "editions" / "published").read_text().strip()
    assert row == {
        "indicator": "leakage",
        "indicator_name": "Lekkasje",
        "goal": "6",
        "quality": "",
        "oldest_year": "2023",
        "newest_year": "2024",
        "municipalities_with_figure": "3",
        "missing": "1",
        "suppressed": "1",
        "not_possible": "0",
        "not_applicable": "0",
        "not_final": "0",
        "source": "SSB",
        "table": "11787",
        "licence": "CC BY 4.0",
        "edition": edition,
        "edition_title": "Prøvetall",
    }
    assert len(rows("/datagrunnlag.csv")) == 11
    own = {row["indicator"]: row["status"] for row in rows("/datagrunnlag.csv?sted=gol")}
    assert (len(own), own["poverty"], own["harbour"]) == (11, "suppressed", "not_applicable")
    page = client.get("/datagrunnlag/?sted=gol").content.decode()
    assert 'href="/datagrunnlag.csv?sted=gol"' in page
