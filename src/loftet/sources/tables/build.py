"""A study made from raw files as a recipe says."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from loftet.geography.gazetteer import Gazetteer
from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.tables.check import read_recipe
from loftet.sources.tables.described import described_rows
from loftet.sources.tables.faults import told_once
from loftet.sources.tables.indicators import read_indicators
from loftet.sources.tables.place import StudyPlaces
from loftet.sources.tables.raw_file import raw_files
from loftet.sources.tables.recipe import PlaceKind, PlacePart, Recipe
from loftet.sources.tables.report import BuildReport
from loftet.sources.tables.report_of import report_of
from loftet.sources.tables.series import SeriesMaker
from loftet.sources.tables.study_folder import Check, write_study
from loftet.sources.tables.toml_record import TomlDocument
from loftet.text_files.rows import nearest, without_collector


@without_collector()
def build_study(
    recipe: Path, data: Path, out: Path, places: Gazetteer, check: Check | None = None
) -> BuildReport:
    """Build a study from the raw files in a folder; `check` refuses a study that nobody could compute.

    Raises:
        InvalidInput: when anything is wrong, with every fault that was found; nothing has then been written.
    """
    read, document = read_recipe(recipe)
    study = _study_places(read, document, places)
    indicators = read_indicators(recipe.parent / read.study.indicators)
    indicators.demand_series(read.series, document)
    method = _method(recipe.parent / read.study.method)
    _demand_unused(read, document, data)
    files = raw_files(read, document, data, study)
    maker = SeriesMaker(files, study)
    made = {series.indicator: maker.make(series) for series in read.series}
    if maker.problems:
        raise InvalidInput(told_once(maker.problems))
    observations = [one for series in made.values() for one in series]
    origins = {"indicators.csv": indicators.file, "method.toml": recipe.parent / read.study.method}
    whole = None if check is None else partial(_checked, check, origins)
    rows = described_rows(indicators, read, made)
    write_study(out, read.study, study, rows, observations, method, whole)
    return report_of(out, data, read, files, made, study, indicators)


def _checked(check: Check, origins: Mapping[str, Path], folder: Path) -> None:
    """Check the new study; a fault is told of the file that it came from."""
    try:
        check(folder)
    except InvalidInput as refused:
        raise InvalidInput(
            replace(problem, file=origins.get(name := Path(problem.file).name, name))
            if problem.file
            else problem
            for problem in refused.problems
        ) from None


def _study_places(read: Recipe, document: TomlDocument, places: Gazetteer) -> StudyPlaces:
    """Find the study's places; every alias must lead to one of them."""
    try:
        study = StudyPlaces.of(read.study, places)
    except ValueError as fault:
        raise InvalidInput([document.problem(str(fault), ("study", "scope"))]) from None
    problems = [
        document.problem(f"«{code}» is no place of the study", ("files", name, "place", "aliases", alias))
        for name, part in read.files.items()
        for alias, code in part.place.aliases.items()
        if code not in study.codes
    ]
    problems += [
        fault for name, part in read.files.items() for fault in _scope(name, part.place, document, places)
    ]
    if problems:
        raise InvalidInput(problems)
    return study


def _scope(name: str, part: PlacePart, document: TomlDocument, places: Gazetteer) -> Iterator[Problem]:
    """Find a scope that is not valid on the day of the file's names; the row is not at fault then."""
    if part.kind is PlaceKind.NAME and part.codes_at is not None:
        try:
            places.resolve(part.scope, part.codes_at)
        except InvalidInput as fault:
            yield document.problem(str(fault), ("files", name, "place", "scope"))


def _method(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise InvalidInput.because(f"the file cannot be read: {fault.strerror}", file=file) from None


def _demand_unused(read: Recipe, document: TomlDocument, data: Path) -> None:
    """Refuse a file that is left out on purpose and is not there."""
    if not data.is_dir():
        raise InvalidInput.because("the folder of the raw files is missing", file=data)
    there = sorted(path.name for path in data.iterdir() if path.is_file())
    problems = [
        document.problem(f"«{one.file}» is not in {data}{nearest(one.file, there)}", ("unused", n, "file"))
        for n, one in enumerate(read.unused)
        if one.file not in there
    ]
    if problems:
        raise InvalidInput(problems)
