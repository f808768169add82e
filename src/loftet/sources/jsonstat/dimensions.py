"""The sides of a table: codes, labels, units and roles."""

import re
from typing import Any

from loftet.sources.jsonstat.cube import CubeDimension, DimensionRole, Unit
from loftet.sources.jsonstat.document import Json
from loftet.sources.jsonstat.faults import Faults, kind

MOST_DIMENSIONS = 32

# Where a source does not tell the roles, the names that Norwegian and international sources use do.
NAMES = {
    DimensionRole.TIME: re.compile(r"tid|time|year|aar|år|period(e|o)?|kvartal|måned", re.IGNORECASE),
    DimensionRole.GEO: re.compile(
        r"region|geo|geografi|kommune(r|nr|nummer)?|fylke|area|gjerningssted|kok\w*region\d*", re.IGNORECASE
    ),
    DimensionRole.METRIC: re.compile(
        r"contentscode|measure_type|måltall|metric|concept|measures?", re.IGNORECASE
    ),
}
# KLASS 104 counties, 112 KOSTRA groups, 131 municipalities, 231 KOSTRA's own list of them.
REGIONS = re.compile(r"urn:ssb:classification:klass:(104|112|131|231)")


def read_ids(dataset: Json, faults: Faults) -> tuple[list[str], Json]:
    """Return the ids of the dimensions in order, and the object that describes them.

    JSON-stat 1.x keeps `id`, `size` and `role` inside `dimension`.

    Raises:
        InvalidInput: when the ids are absent, no texts, or told twice.
    """
    described = dataset.get("dimension")
    if not isinstance(described, dict):
        raise faults.refuse("dimension", f"is {kind(described)} where an object of dimensions is needed")
    path, ids = ("id", dataset["id"]) if "id" in dataset else ("dimension.id", described.get("id"))
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise faults.refuse(path, f"is {kind(ids)} where an array of texts is needed")
    if len(ids) > MOST_DIMENSIONS:
        raise faults.refuse(path, f"tells {len(ids)} dimensions; {MOST_DIMENSIONS} are the most")
    if twice := [one for one in ids if ids.count(one) > 1]:
        raise faults.refuse(path, f"names «{twice[0]}» twice")
    return ids, described


def read_dimensions(dataset: Json, faults: Faults) -> tuple[CubeDimension, ...]:
    """Read every dimension; faults are noted.

    Raises:
        InvalidInput: when the dimensions cannot even be listed.
    """
    ids, described = read_ids(dataset, faults)
    known: dict[str, Json] = {}
    for name in ids:
        if isinstance(described.get(name), dict):
            known[name] = described[name]
        else:
            faults.add(f"dimension.{name}", "is missing" if name not in described else "is not an object")
    told = dataset.get("role") if "role" in dataset else described.get("role")
    roles = _roles(known, told, faults)
    return tuple(
        _dimension(name, one, roles.get(name, DimensionRole.OTHER), faults) for name, one in known.items()
    )


def _dimension(name: str, described: Json, role: DimensionRole, faults: Faults) -> CubeDimension:
    path = f"dimension.{name}"
    category = described.get("category")
    if not isinstance(category, dict):
        faults.add(f"{path}.category", f"is {kind(category)} where an object is needed")
        category = {"index": []}
    extension = _object(described.get("extension"))
    codes = _codes(category, f"{path}.category", faults)
    total = extension.get("eliminationValueCode")
    return CubeDimension(
        id=name,
        label=_text(described.get("label")) or name,
        role=role,
        codes=codes,
        labels=_labels(category, codes, f"{path}.category.label", faults),
        units=_units(category, extension, codes, f"{path}.category.unit", faults),
        elimination=extension.get("elimination") is True,
        total=total if isinstance(total, str) and total in codes else None,
    )


# -- codes and labels ------------------------------------------------------------------------------


def _codes(category: Json, path: str, faults: Faults) -> tuple[str, ...]:
    index = category.get("index")
    if index is None:
        return _only_code(category, path, faults)
    if isinstance(index, list):
        return _listed_codes(index, f"{path}.index", faults)
    if isinstance(index, dict):
        return _placed_codes(index, f"{path}.index", faults)
    faults.add(f"{path}.index", f"is {kind(index)} where an array or an object is needed")
    return ()


def _only_code(category: Json, path: str, faults: Faults) -> tuple[str, ...]:
    """Return the code of a dimension that has one category, and therefore needs no index."""
    labels = category.get("label")
    if isinstance(labels, dict) and len(labels) == 1:
        return tuple(labels)
    faults.add(f"{path}.index", "is missing, which only a dimension with a single labelled category may do")
    return ()


def _listed_codes(index: list[Any], path: str, faults: Faults) -> tuple[str, ...]:
    seen: set[str] = set()
    for place, code in enumerate(index):
        if not isinstance(code, str):
            faults.add(f"{path}[{place}]", f"is {kind(code)} where a code (text) is needed")
        elif code in seen:
            faults.add(f"{path}[{place}]", f"tells the category «{code}» twice")
        else:
            seen.add(code)
    return tuple(code for code in index if isinstance(code, str))


def _placed_codes(index: Json, path: str, faults: Faults) -> tuple[str, ...]:
    placed: dict[int, str] = {}
    for code, place in index.items():
        if type(place) is not int:
            faults.add(f"{path}.{code}", f"is {kind(place)} where a position is needed")
        elif not 0 <= place < len(index):
            faults.add(f"{path}.{code}", f"is {place}; positions run from 0 to {len(index) - 1}")
        elif place in placed:
            faults.add(f"{path}.{code}", f"is {place}, where «{placed[place]}» stands already")
        else:
            placed[place] = code
    return tuple(placed[place] for place in sorted(placed))


def _labels(category: Json, codes: tuple[str, ...], path: str, faults: Faults) -> tuple[str, ...]:
    labels = category.get("label")
    if labels is None:
        return codes
    if not isinstance(labels, dict):
        faults.add(path, f"is {kind(labels)} where an object is needed")
        return codes
    return tuple(_text(labels.get(code)) or code for code in codes)


# -- units -----------------------------------------------------------------------------------------


def _units(
    category: Json, extension: Json, codes: tuple[str, ...], path: str, faults: Faults
) -> tuple[Unit, ...]:
    units = _object(category.get("unit"))
    periods, measuring = _object(extension.get("refperiod")), _object(extension.get("measuringType"))
    found = []
    for code in codes:
        unit = _object(units.get(code))
        decimals = unit.get("decimals")
        if decimals is not None and (type(decimals) is not int or not 0 <= decimals <= 20):
            faults.add(f"{path}.{code}.decimals", f"is {kind(decimals)} where a small whole number is needed")
            decimals = None
        base = _text(unit.get("base")) or _text(unit.get("label"))
        found.append(Unit(base, decimals, _text(periods.get(code)), _text(measuring.get(code))))
    return tuple(found)


# -- roles -----------------------------------------------------------------------------------------


def _roles(described: dict[str, Json], told: Any, faults: Faults) -> dict[str, DimensionRole]:
    """Return the roles that the source tells, and those that links or names tell where it is silent."""
    roles: dict[str, DimensionRole] = {}
    if told is not None and not isinstance(told, dict):
        faults.add("role", f"is {kind(told)} where an object is needed")
        told = None
    for role in (DimensionRole.TIME, DimensionRole.GEO, DimensionRole.METRIC):
        for name in _told(told, role, described, faults):
            roles.setdefault(name, role)
    for role, names in NAMES.items():
        if role in roles.values():
            continue
        open_names = [name for name in described if name not in roles]
        linked = [
            name
            for name in open_names
            if role is DimensionRole.GEO and REGIONS.search(str(described[name].get("link")))
        ]
        named = [name for name in open_names if names.fullmatch(name)]
        if found := linked or named:
            roles[found[0]] = role
    return roles


def _told(told: Any, role: DimensionRole, described: dict[str, Json], faults: Faults) -> list[str]:
    names = _object(told).get(role.value) or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        faults.add(f"role.{role}", f"is {kind(names)} where an array of dimensions is needed")
        return []
    for name in names:
        if name not in described:
            faults.add(f"role.{role}", f"names «{name}», which is no dimension")
    return [name for name in names if name in described]


def _object(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
