"""The tables of a study as an edition carries them: every column, numbers as numbers, no value as none."""

from types import MappingProxyType

import numpy as np

from loftet.editions.build import Status
from loftet.editions.cells import TableReader
from loftet.editions.frames import Column, Frame, doubles, integers, text
from loftet.editions.rows import Influence
from loftet.editions.study import Study
from loftet.editions.tables import Table
from loftet.invalid_input import InvalidInput, Problem

MOST_DECIMALS = 9

# The columns that pages read; they are there in every edition, empty where the study lacks them.
TEXTS = {
    "places": "place name group tags language",
    "indicators": (
        "indicator name goal applies_to unit target yardstick draw influence role quality "
        "source table contents licence url "
        "name_nb name_nn name_en about_nb about_nn about_en"
    ),
    "observations": "place indicator status source table vintage period code row",
}
WHOLE = {
    "places": "ranked",
    "indicators": "direction decimals trend_from trend_to series_from",
    "observations": "year",
}
NUMBERS = {
    "places": "population area_km2 centrality",
    "indicators": "weight lower red green upper ideal_low ideal_high per example_target",
    "observations": "value count denominator value_low value_high",
}
SCORE = "score_unclipped"


def copied_frames(status: Status) -> tuple[Frame, Frame, Frame]:
    """Return places, indicators and observations as they are in an edition.

    Raises:
        InvalidInput: when a column that only pages read holds what no page can show.
    """
    study = status.study
    check_for_pages(study)
    observations = _frame("observations", study.observations.table)
    scored = {**observations.columns, SCORE: doubles(status.score_unclipped)}
    return (
        _frame("places", study.places.table),
        _frame("indicators", study.indicators.table),
        Frame("observations", MappingProxyType(scored)),
    )


def check_for_pages(study: Study) -> None:
    """Refuse decimals, words of influence and new series that no page can show; the engine looks at none."""
    reader = TableReader(study.indicators.table)
    decimals = reader.numbers("decimals", least=0)
    for row in np.flatnonzero((decimals % 1 > 0) | (decimals > MOST_DECIMALS)):
        cell = study.indicators.table.column("decimals")[row]
        reader.refuse(f"«{cell}» is not a number of decimals (0 to {MOST_DECIMALS})", int(row), "decimals")
    since, trend = reader.years("series_from"), reader.years("trend_from")
    for row in np.flatnonzero(~np.isnan(since) & ~(trend >= since)):
        cause = f"a series that began in {since[row]:g} needs a trend_from no earlier than that"
        reader.refuse(cause, int(row), "series_from")
    reader.words("influence", {"": None} | {word.value: word for word in Influence})
    if reader.problems:
        raise InvalidInput(reader.problems)


def _frame(name: str, table: Table) -> Frame:
    reader = TableReader(table)
    typed: dict[str, Column] = {
        **{column: integers(reader.numbers(column)) for column in WHOLE[name].split()},
        **{column: doubles(reader.numbers(column)) for column in NUMBERS[name].split()},
    }
    problems: list[Problem] = reader.problems
    if problems:
        raise InvalidInput(problems)
    order = dict.fromkeys([*table.columns, *TEXTS[name].split(), *typed])
    columns = {column: typed.get(column) or text(table.column(column)) for column in order}
    return Frame(name, MappingProxyType(columns))
