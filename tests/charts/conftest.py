"""A view with everything a line chart can show."""

import pytest

from loftet.charts.line import Band, BandYear, Break, Event, Line, LineView, Point, Projection, Target
from loftet.charts.numbers import NumberStyle

WASTE = [(2018, 470.25), (2019, None), (2020, 455.0), (2021, 450.5), (2022, 430.0), (2023, 421.75)]


@pytest.fixture(scope="session")
def view() -> LineView:
    return LineView(
        title="Avfallsmengden i Gol går ned & opp",
        description="Linjediagram for 2018–2023 <kg>.",
        unit="kg per innbygger",
        decimals=1,
        numbers=NumberStyle.NORWEGIAN,
        year_word="År",
        own=Line(
            "Gol",
            tuple(
                Point(year, value, mark=":") if value is None else Point(year, value, value - 9, value + 9)
                for year, value in WASTE
            ),
        ),
        others=(
            Line("Hemsedal", (Point(2020, 430.0), Point(2021, 428.0), Point(2023, 420.0))),
            Line("Nore og Uvdal", (Point(2018, 500.0), Point(2019, 490.0))),
        ),
        country=Line("Norge", tuple(Point(year, 440.0) for year in range(2018, 2024))),
        band=Band(
            "Midten av lignende", "Lignende", tuple(BandYear(y, 400.0, 480.0) for y in range(2018, 2024))
        ),
        target=Target(400.0, "Måltall i 2030:", "400", 2030),
        projection=Projection(2030, 405.0, (395.0, 415.0), (385.0, 425.0), "Gol, ventet:", "Ventet i 2030:"),
        breaks=(Break(2022, "Ny definisjon"),),
        events=(Event(2021, "Tette rør"),),
        cut_word="Aksen begynner på %s",
    )
