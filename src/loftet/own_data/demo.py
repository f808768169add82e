"""The own data of Demodalen: read from `catalogue/demo_programme/own_data.csv`, and files beside it."""

from loftet.core.demo import FOLDER, Cells, Demo
from loftet.own_data.actions import Upload, add_version, begin_series, keep_figures
from loftet.own_data.models import OwnSeries
from loftet.own_data.proposal import propose
from loftet.own_data.queries import words_of
from loftet.own_data.reading import read_chosen
from loftet.people.demo import then
from loftet.places.models import Place

ABOUT = ("title", "unit", "decimals", "covers", "source", "licence", "note")
COLUMNS = ("place", "series", "day", "by", "file", *ABOUT)


def make_demo(demo: Demo) -> None:
    """Create the series; a second file of one is a new version of it.

    Raises:
        InvalidInput: with the place of what cannot be told.
    """
    told: dict[str, int] = {}
    demo.each("own_data.csv", COLUMNS, lambda row: _tell(demo, row, told))


def _tell(demo: Demo, row: Cells, told: dict[str, int]) -> None:
    place, day, by = Place.objects.get(slug=row["place"]), demo.day(row["day"]), row["by"]
    content, words = (demo.catalogue / FOLDER / "own_data" / row["file"]).read_bytes(), words_of(place)
    choices, table = propose(row["file"], content, words)
    upload = Upload(row["file"], content, choices, read_chosen(table, choices, words))
    if row["series"] in told:
        series = OwnSeries.objects.get(pk=told[row["series"]])
        file = then(demo, by, day, add_version, series, upload)
    else:
        file = then(demo, by, day, begin_series, place, upload)
    then(
        demo,
        by,
        day,
        keep_figures,
        file,
        {name: row[name] for name in ABOUT} | {"decimals": int(row["decimals"])},
    )
    told[row["series"]] = file.series_id
