"""Parameters of tests that `make test` leaves out, because they repeat what another one checks."""

import pytest
from _pytest.mark import ParameterSet


def by_night(*values: object) -> list[ParameterSet]:
    """Return parameters that `make nightly` alone tries."""
    return [pytest.param(value, marks=pytest.mark.nightly) for value in values]
