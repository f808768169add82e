"""A series that has replaced another one begins again: its chart breaks, and words look at its own years."""

import re
from pathlib import Path

from django.test import Client


def test_the_chart_of_a_replaced_series_marks_the_break_in_the_reader_s_language(
    demo_site: Path, client: Client
) -> None:
    page = client.get("/indikatorer/electricity_households/?lang=nn&sted=gol").content.decode()
    drawing = page.partition('<figure class="chart-box"')[2].partition("</figure>")[0]
    assert "Ny talserie" in drawing
    other = client.get("/indikatorer/energy_in_buildings/?lang=nn&sted=gol").content.decode()
    assert "Ny talserie" not in other


def test_no_line_crosses_the_break_in_the_small_drawing_of_a_goal_either(
    demo_site: Path, client: Client
) -> None:
    page = client.get("/kommuner/gol/baerekraftsmal/7/?lang=nb").content.decode()
    rows = dict(re.findall(r'<li class="figure-row" id="(\w+)">(.*?)</dl>', page, re.DOTALL))
    lines = {key: row.count('class="spark-line"') for key, row in rows.items()}
    assert (lines["electricity_households"], lines["electricity_cabins"]) == (2, 1)
