"""Spares a command half a second: xarray imports Dask only to see whether an array is one of Dask's."""

import sys
from typing import Any, cast

from xarray.namedarray.pycompat import array_type


def without_dask_arrays() -> None:
    """Tell xarray that no array of this process is one of Dask's, unless Dask is there already.

    Work may still be handed to Dask's workers: what it hands over are arrays of NumPy.
    """
    modules = cast(dict[str, Any], sys.modules)
    if "dask" in modules:
        return
    modules["dask"] = None  # an import is refused, and xarray remembers that there is none
    try:
        array_type("dask")
    finally:
        del modules["dask"]
