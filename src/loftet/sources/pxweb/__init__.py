"""PxWebApi v2, the interface of Statistics Norway and others: whole tables within limits, kept on disk."""

from loftet.sources.pxweb.client import PxWebClient
from loftet.sources.pxweb.plan import Wanted
from loftet.sources.pxweb.rows import LongRow, long_rows
from loftet.sources.pxweb.table import FetchedTable, fetch_table
from loftet.sources.pxweb.vintage import Stage, Vintage

__all__ = [
    "FetchedTable",
    "LongRow",
    "PxWebClient",
    "Stage",
    "Vintage",
    "Wanted",
    "fetch_table",
    "long_rows",
]
