"""Parts of one table put together, each number where its codes say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from loftet.invalid_input import InvalidInput
from loftet.sources.jsonstat.cube import Cube, CubeDimension, DimensionRole


def joined(parts: Sequence[Cube], roles: Mapping[str, DimensionRole]) -> Cube:
    """Join parts that have the same dimensions; `roles` by name overrule the stated ones.

    A cell that is in no part is missing.

    Raises:
        InvalidInput: when there is no part, or the dimensions differ.
    """
    if not parts:
        raise InvalidInput.because("nothing came of the table")
    first = parts[0]
    if any({dim.id for dim in part.dims} != {dim.id for dim in first.dims} for part in parts):
        raise InvalidInput.because("the parts of the table have different dimensions")
    dims = tuple(_joined(dim, parts, roles) for dim in first.dims)
    shape = tuple(len(dim.codes) for dim in dims)
    values, status = np.full(shape, np.nan), np.ones(shape, np.uint8)
    places = {dim.id: {code: place for place, code in enumerate(dim.codes)} for dim in dims}
    for part in parts:
        order = [part.axis(dim.id) for dim in dims]
        corner = np.ix_(
            *(
                [places[dim.id][code] for code in part.dims[axis].codes]
                for dim, axis in zip(dims, order, strict=True)
            )
        )
        values[corner] = part.values.transpose(order)
        status[corner] = part.status.transpose(order)
    return Cube(dims, values, status, first.about)


def _joined(dim: CubeDimension, parts: Sequence[Cube], roles: Mapping[str, DimensionRole]) -> CubeDimension:
    same = [part.dims[part.axis(dim.id)] for part in parts]
    found = {
        code: (label, unit)
        for one in same
        for code, label, unit in zip(one.codes, one.labels, one.units, strict=True)
    }
    return replace(
        dim,
        role=roles.get(dim.id, dim.role),
        codes=tuple(found),
        labels=tuple(label for label, _ in found.values()),
        units=tuple(unit for _, unit in found.values()),
    )
