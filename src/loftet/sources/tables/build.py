"""A study made from raw files as a recipe says."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.rows import nearest
from loftet.invalid_input import InvalidInput
from loftet.sources.tables.check import read_recipe
from loftet.sources.tables.indicators import read_indicators
from loftet.sources.tables.place import PlaceReader, StudyPlaces
from loftet.sources.tables.recipe import Recipe
from loftet.sources.tables.report import BuildReport, FileReport
from loftet.sources.tables.series import Observation, RawFile, SeriesMaker
from loftet.sources.tables.study_folder import write_study
from loftet.sources.tables.toml_record import TomlDocument

NOT_NAMED = "the recipe does not name it"


def build_study(recipe: Path, data: Path, out: Path, places: Gazetteer) -> BuildReport:
    """Build a study from the raw files in a folder.

    Raises:
        InvalidInput: when anything is wrong, with every fault that was found; nothing has then been written.
    """
    read, document = read_recipe(recipe)
    study = _study_places(read, document, places)
    indicators = read_indicators(recipe.parent / read.study.indicators)
    indicators.demand_series(read.series, document)
    method = _method(recipe.parent / read.study.method)
    unused = _unused(read, document, data)
    files = {
        name: RawFile(name, part, data / part.path, PlaceReader(part.place, study))
        for name, part in read.files.items()
    }
    maker = SeriesMaker(files, study)
    made = {series.indicator: maker.make(series) for series in read.series}
    if maker.problems:
        raise InvalidInput(dict.fromkeys(maker.problems))
    observations = [one for series in made.values() for one in series]
    write_study(out, read.study, study, indicators.rows, observations, method)
    return _report(out, read, files, made, study, unused)


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
    if problems:
        raise InvalidInput(problems)
    return study


def _method(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise InvalidInput.because(f"the file cannot be read: {fault.strerror}", file=file) from None


def _unused(read: Recipe, document: TomlDocument, data: Path) -> dict[Path, str]:
    """Return every file of the folder that is not used, and why."""
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
    reasons = {one.file: one.reason for one in read.unused}
    used = {part.path for part in read.files.values()}
    return {data / name: reasons.get(name, NOT_NAMED) for name in there if name not in used}


def _report(
    out: Path,
    read: Recipe,
    files: dict[str, RawFile],
    made: dict[str, list[Observation]],
    study: StudyPlaces,
    unused: dict[Path, str],
) -> BuildReport:
    reports = tuple(
        FileReport(
            path=file.path,
            read=file.table.read,
            used=len(file.used),
            observations={one.indicator: len(made[one.indicator]) for one in read.series if one.file == name},
            left_out=file.places.left_out,
        )
        for name, file in files.items()
    )
    statuses = Counter(
        one.value.mark.value if one.value.mark else "" for series in made.values() for one in series
    )
    absent = {indicator: places for indicator, series in made.items() if (places := _absent(series, study))}
    return BuildReport(out, reports, unused, len(study.ranked), len(study.also), statuses, absent)


def _absent(series: Sequence[Observation], study: StudyPlaces) -> tuple[str, ...]:
    """Name the places of the study for which a series has no row at all."""
    present = {one.place for one in series}
    return tuple(f"{code} {place.name}" for code, place in sorted(study.codes.items()) if code not in present)
