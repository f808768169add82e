"""The figures on work of a municipality, theme by theme, from `catalogue/working_life.csv`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from loftet.core.words import Words, for_reader, page_language
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.invalid_input import InvalidInput
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.queries.conservative_trend import conservative_trend_rows
from loftet.status.queries.figures import FigureRow, columns_beside, figure_row
from loftet.status.queries.sources import Sources, find_sources
from loftet.text_files.languages import LANGUAGES
from loftet.text_files.rows import read_whole

FILE = "working_life.csv"
COLUMNS = ("theme", "indicator", "why_nb", "why_nn", "why_en", "checked")
THEMES: Mapping[str, Words] = {
    "decent_work": _("Who has work"),
    "apprentices": _("Apprentices"),
    "skills": _("Skills"),
    "sick_leave": _("Sickness absence"),
    "full_time": _("Full-time work"),
    "gender": _("Women and men"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure that belongs to a theme; without a key there is no open figure, and the reason says so."""

    theme: str
    indicator: str
    why: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WorkFigure:
    """A figure of the page, and the reason for it; without a row the edition has none."""

    row: FigureRow | None
    why: str


@dataclass(frozen=True, slots=True)
class WorkTheme:
    """A theme with its figures."""

    key: str
    name: Words
    figures: tuple[WorkFigure, ...]

    @property
    def known(self) -> Sequence[WorkFigure]:
        """Return the figures that the edition knows, also where one is hidden or missing here."""
        return [one for one in self.figures if one.row]

    @property
    def missing(self) -> Sequence[WorkFigure]:
        """Return those that it does not know."""
        return [one for one in self.figures if not one.row]


@dataclass(frozen=True, slots=True)
class WorkPage:
    """All that the page shows; `country` is the column beside the municipality, if there is one."""

    themes: tuple[WorkTheme, ...]
    country: str
    sources: Sources
    known: int


@lru_cache
def read_wanted(file: Path) -> tuple[Wanted, ...]:
    """Read which figures stand on the page.

    Raises:
        InvalidInput: with the line of a theme that there is not.
    """
    found = []
    for row in read_whole(file, COLUMNS):
        cells = row.cells
        if cells["theme"] not in THEMES:
            raise InvalidInput([row.problem("theme", f"no such theme; there are {', '.join(THEMES)}")])
        why = {language: cells[f"why_{language}"] for language in LANGUAGES}
        found.append(Wanted(cells["theme"], cells["indicator"], why))
    return tuple(found)


def work_page(store: EditionStore, edition: Edition, place: PlaceInEdition) -> WorkPage:
    """Read the figures on work: two questions to the edition."""
    columns = columns_beside(store, edition, ())
    language = page_language()
    wanted = read_wanted(settings.CATALOGUE / FILE)
    keys = {one.indicator for one in wanted}
    read = store.indicator_rows(edition, place.code, language, [column.code for column in columns])
    projected = store.projection_reader.projections(edition, place.code)
    shown = [row for row in read if row.indicator.key in keys]
    rows = conservative_trend_rows(store, edition, shown, projected)
    by_key = {row.indicator.key: figure_row(row, columns) for row in rows}
    themes = [
        WorkTheme(
            key,
            name,
            tuple(
                WorkFigure(by_key.get(one.indicator), for_reader(one.why))
                for one in wanted
                if one.theme == key
            ),
        )
        for key, name in THEMES.items()
    ]
    return WorkPage(
        tuple(themes),
        columns[0].name if columns else "",
        find_sources(row.indicator for row in rows),
        len(by_key),
    )
