"""Who is similar when a reader chooses what counts."""

from pathlib import Path

import pytest
from django.test import Client

from loftet.editions.visibility import EVERYONE
from loftet.status.edition import store_in
from loftet.status.queries.likeness import NEAREST, nearest_by


def nearest(demo_site: Path, *words: str) -> tuple[str, ...]:
    store = store_in(demo_site).seen_by(EVERYONE)
    edition = store.published()
    assert edition is not None
    return nearest_by(store, edition, "3324", words)


def test_the_nearest_are_chosen_by_what_counts_alone(demo_site: Path) -> None:
    by_people, by_form = nearest(demo_site, "innbyggere"), nearest(demo_site, "maalform")
    assert len(by_people) == len(by_form) == NEAREST
    assert by_people != by_form
    assert "3324" not in by_people


def test_words_that_stand_for_nothing_choose_nobody(demo_site: Path) -> None:
    assert nearest(demo_site, "vind") == ()


@pytest.mark.parametrize("asked", ["", "&likhet=vind"])
def test_without_a_choice_all_count_as_in_the_edition(demo_site: Path, client: Client, asked: str) -> None:
    page = client.get(f"/indikatorer/greenhouse_gases/?lang=nn&sted=gol{asked}").content.decode()
    boxes = page.partition('class="likeness-boxes"')[2].partition("</div>")[0]
    assert boxes.count("checked") == boxes.count("<input") == 5


def test_another_likeness_gives_other_rows_and_is_kept_by_the_form(demo_site: Path, client: Client) -> None:
    def similar(asked: str) -> str:
        page = client.get(f"/indikatorer/greenhouse_gases/?lang=nn&sted=gol{asked}").content.decode()
        return page.partition("Liknande kommunar")[2].partition("</tbody>")[0]

    assert similar("&likhet=areal") != similar("")
