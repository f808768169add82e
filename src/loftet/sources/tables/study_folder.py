"""The folder of a study, written beside its place and moved there whole."""

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from loftet.geography.place import Kind
from loftet.geography.reach import centralities
from loftet.sources.municipalities import NO_STRUCTURE, PLACE_COLUMNS, municipalities, structure_cells
from loftet.sources.tables.place import StudyPlaces
from loftet.sources.tables.recipe import StudyPart
from loftet.sources.tables.series import Observation
from loftet.sources.whole_folder import whole_folder

OBSERVATION_COLUMNS = (
    *("place", "indicator", "year", "value", "status"),
    *("source", "table", "vintage", "period", "code", "row"),
)
FILES = frozenset({"places.csv", "indicators.csv", "observations.csv", "method.toml", "about.toml"})

Row = Sequence[str]
Check = Callable[[Path], object]  # raises InvalidInput


def write_study(
    out: Path,
    part: StudyPart,
    places: StudyPlaces,
    indicators: Iterable[Row],
    observations: Iterable[Observation],
    method: bytes,
    check: Check | None = None,
) -> None:
    """Write a study; a reader sees the old folder or the new one, never half of one.

    `check` reads the new folder before it takes its place, and refuses it.
    """
    with whole_folder(out, FILES) as folder:
        _write_csv(folder / "places.csv", [PLACE_COLUMNS, *_place_rows(places)])
        _write_csv(folder / "indicators.csv", indicators)
        _write_csv(folder / "observations.csv", [OBSERVATION_COLUMNS, *_observation_rows(observations)])
        (folder / "method.toml").write_bytes(method)
        (folder / "about.toml").write_text(_about(part), encoding="utf-8")
        if check is not None:
            check(folder)


# --- rows -----------------------------------------------------------------------------------------


def _place_rows(places: StudyPlaces) -> list[Row]:
    ranked = {places.code(place) for place in places.ranked}
    # How central a place is depends on its neighbours too, who may be no part of the study.
    central = centralities(municipalities(places.gazetteer, places.codes_at))
    rows: list[Row] = []
    for code, place in sorted(places.codes.items()):
        known = [member.population for member in places.gazetteer.members(place, places.codes_at)]
        people = sum(one.people for one in known if one) if all(known) else ""
        own = structure_cells(place, central) if place.kind is Kind.MUNICIPALITY else NO_STRUCTURE
        rows.append([code, place.name, "", "1" if code in ranked else "0", "", str(people), *own])
    return rows


def _observation_rows(observations: Iterable[Observation]) -> list[Row]:
    return [
        _observation_row(one) for one in sorted(observations, key=lambda o: (o.place, o.indicator, o.year))
    ]


def _observation_row(one: Observation) -> Row:
    number, mark = one.value.number, one.value.mark
    value = "" if number is None else repr(float(number))
    return [
        *(one.place, one.indicator, str(one.year), value, mark.value if mark else ""),
        *(
            one.source,
            one.table,
            one.vintage,
            one.period,
            one.code,
            f"{one.origin} {runs(one.lines)}".strip(),
        ),
    ]


def runs(lines: Sequence[int]) -> str:
    """Write line numbers in order, those that follow on each other as a run.

    >>> runs([574, 575, 576, 6066])
    '574-576 6066'
    """
    parts: list[list[int]] = []
    for line in lines:
        if parts and line == parts[-1][-1] + 1:
            parts[-1].append(line)
        else:
            parts.append([line])
    return " ".join(f"{part[0]}-{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)


def _about(part: StudyPart) -> str:
    words = {"title": part.title, "publisher": part.publisher, "licence": part.licence}
    lines = [f"{key} = {json.dumps(word, ensure_ascii=False)}" for key, word in words.items()]
    return "\n".join([*lines, "demo = false", f"codes_at = {part.codes_at.isoformat()}", ""])


def _write_csv(file: Path, rows: Iterable[Row]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
