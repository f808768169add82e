"""A reader of one row of `u4ssc.csv`."""

from collections.abc import Sequence

from loftet.sources.catalogue import cells
from loftet.sources.catalogue.fields import Fields
from loftet.sources.catalogue.record import Kpi
from loftet.sources.catalogue.words import Applicable, KpiKind, Tier, U4sscDimension
from loftet.text_files.rows import nearest

KPI_COLUMNS = (
    *("code", "aliases", "name_nb", "name_nn", "name_en", "unit", "type"),
    *("dimension", "subdimension", "category", "kind", "direction", "ideal_low", "ideal_high"),
    *("goals", "data_points", "applicable", "not_applicable_reason"),
    *("lower", "red", "green", "upper", "review"),
)
BENCHMARKS = ("lower", "red", "green", "upper")


def read_kpi(fields: Fields, goals: Sequence[str]) -> Kpi | None:
    """Read a U4SSC indicator."""
    take = fields.take
    kpi = Kpi(
        code=take("code", cells.read_kpi_code),
        aliases=take("aliases", cells.read_kpi_codes),
        name=fields.words("name", cells.read_name),
        unit=take("unit", cells.read_text),
        tier=take("type", cells.word_of(Tier)),
        dimension=take("dimension", cells.word_of(U4sscDimension)),
        subdimension=take("subdimension", cells.read_text),
        category=take("category", cells.read_text),
        kind=take("kind", cells.word_of(KpiKind)),
        direction=take("direction", lambda cell: cells.read_direction(cell) if cell else None),
        goals=tuple(take("goals", cells.read_text).split()) if fields.row.cells["goals"] else (),
        data_points=tuple(fields.row.cells["data_points"].split()),
        applicable=take("applicable", cells.word_of(Applicable)),
        not_applicable_reason=take("not_applicable_reason", str),
    )
    if fields.whole:
        _check(kpi, fields, goals)
    return kpi if fields.whole else None


def _check(kpi: Kpi, fields: Fields, goals: Sequence[str]) -> None:
    if (kpi.tier is Tier.CORE) != kpi.code.endswith("C"):
        fields.refuse("type", f"«{kpi.tier.value}», but the code ends in {kpi.code[-1]}")
    for goal in kpi.goals:
        if goal not in goals:
            fields.refuse("goals", f"«{goal}» is not a goal{nearest(goal, goals)}")
    if not kpi.goals:
        fields.refuse("goals", "is empty")
    if (kpi.direction is None) != (kpi.kind is KpiKind.MIXED):
        fields.refuse("direction", "is empty where, and only where, the data points point different ways")
    if (kpi.applicable is Applicable.YES) == bool(kpi.not_applicable_reason):
        fields.refuse("not_applicable_reason", "is given where, and only where, the measure does not fit")
    for column in BENCHMARKS:
        if fields.row.cells[column]:
            fields.refuse(column, "must be empty: the benchmarks of U4SSC are not public")
