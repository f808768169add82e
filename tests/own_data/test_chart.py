"""The chart of own data: the figures of the table, gaps as gaps, and none where it would mislead."""

import re

import pytest
from django.test import Client

from loftet.own_data.models import OwnFile, OwnSeries
from tests.own_data.conftest import keep, send

pytestmark = pytest.mark.django_db

HEAD = "Kommune;År;Andel\n"


def chart_after(browser: Client, rows: str, **about: str) -> str:
    """Keep a file and return the drawings of its page."""
    assert send(browser, HEAD + rows).status_code == 302
    file = OwnFile.objects.get()
    assert keep(browser, file, **about).status_code == 302, about
    page = Client().get(f"/egne-tall/{OwnSeries.objects.get().pk}/").content.decode()
    found = re.search(r'<figure class="chart-box">.*?</figure>', page, re.DOTALL)
    return found[0] if found else ""


def test_the_chart_has_the_figures_of_the_table_and_a_gap_for_what_is_hidden(adviser: Client) -> None:
    rows = "Gol;2021;10\nGol;2022;:\nGol;2023;12\nGol;2024;13,5\n"
    chart = chart_after(adviser, rows)
    assert chart.count("<svg") == 3  # for a wide, a narrow and a small column
    assert 'data-years="2021 2022 2023 2024"' in chart
    heights = [drawn.split() for drawn in re.findall('data-y="([^"]*)"', chart)]
    assert all(one[1] == "-" and float(one[0]) > float(one[2]) > float(one[3]) for one in heights)
    assert "Gol" in chart
    assert "13,5" in chart


@pytest.mark.parametrize(
    ("rows", "about"),
    [
        ("Gol;2022;10\nGol;2023;12\n", {}),
        ("Gol;2021;10\nGol;2022;:\nGol;2023;12\n", {}),
        ("Gol;2023K1;10\nGol;2023K2;12\nGol;2023K3;13\nGol;2023K4;14\n", {"covers": "quarter"}),
    ],
    ids=["two years", "two numbers", "quarters"],
)
def test_few_numbers_and_parts_of_years_have_their_table_alone(
    adviser: Client, rows: str, about: dict[str, str]
) -> None:
    assert chart_after(adviser, rows, **about) == ""


def test_spans_and_school_years_are_named_as_they_are(adviser: Client) -> None:
    chart = chart_after(adviser, "Gol;2021;10\nGol;2022;11\nGol;2023;12\n", covers="3")
    assert "2021–23" in chart or "2021–2023" in chart
