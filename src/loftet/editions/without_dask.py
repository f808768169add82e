"""Faster commands, by most of a second: xarray imports Dask only to recognise Dask's arrays."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast


@contextmanager
def without_dask() -> Iterator[None]:
    """Block imports of Dask for a while, so that xarray takes it as not installed.

    For work that is handed to nobody. xarray remembers the answer until the process ends; where it has
    looked before, nothing is changed.
    """
    modules = cast(dict[str, Any], sys.modules)
    if modules.keys() & {"dask", "xarray"}:
        yield
        return
    modules["dask"] = None
    try:
        yield
    finally:
        del modules["dask"]
